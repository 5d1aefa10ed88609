"""One form of a change proposal from opening to sending: draft, check, conflict, proposal. Used by every section and by postings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.signed_in import person_of
from actors.enums import RevisionStatus
from actors.mails_revision import labelled
from actors.models import Actor, FormDraft
from actors.revisions import opened as opened_forms
from actors.revisions import subjects
from actors.revisions.differences import difference
from actors.revisions.opened import Note, Opened
from actors.services import form_drafts, revisions
from actors.services.revisions import Conflict, Conflicts
from platform_portal.core.errors import Refusal

#: Names in the form that are not typed by anybody.
_OWN = frozenset({"csrfmiddlewaretoken", "seen", "again"})


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form of a change proposal. `build(shown, data, files, is_restored)` makes it; `key` names its draft."""

    actor: Actor
    subject: str
    subject_id: int | None
    key: str
    build: Callable[[Mapping[str, Any], Any, Any, bool], Any]
    template: str
    done_url: str
    context: dict[str, Any] = field(default_factory=dict)
    has_draft: bool = True


def answer(request: HttpRequest, page: FormPage) -> HttpResponse:
    """The form, filled with what is published, proposed by the person, or typed and not yet sent; or what became of it."""
    user = person_of(request)
    opened = opened_forms.opened(
        actor=page.actor, subject=page.subject, subject_id=page.subject_id, user=user
    )
    if request.method == "POST":
        return _sent(request, page, opened)
    draft = FormDraft.objects.filter(user=user, form=page.key).first() if page.has_draft else None
    if draft is not None and (note := _usable(draft, opened, page)) is not None:
        form = page.build(opened.shown, _query(draft.data), None, True)
        return _form(request, page, opened, form, seen=note, draft=draft)
    return _form(request, page, opened, page.build(opened.shown, None, None, False))


def _usable(draft: FormDraft, opened: Opened, page: FormPage) -> str | None:
    """The note of a draft that says something new; a late save of what has been sent already is passed over."""
    seen = (draft.data.get("seen") or [""])[0]
    note = opened_forms.read(seen)
    if note is None or note.key != page.key:
        return None
    form = page.build(opened.shown, _query(draft.data), None, False)
    if form.is_valid() and not getattr(form, "fields", {}).get("logo"):
        values = form.values()
        if all(opened.shown.get(name) == value for name, value in values.items()):
            return None
    return seen


def _query(data: Mapping[str, list[str]]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in data.items():
        query.setlist(name, values)
    return query


def _sent(request: HttpRequest, page: FormPage, opened: Opened) -> HttpResponse:
    user = person_of(request)
    note = opened_forms.read(request.POST.get("seen", ""))
    if note is None or note.user != user.pk or note.key != page.key:
        form = page.build(opened.shown, request.POST, None, True)
        messages.warning(
            request, _("This form had become invalid. What you typed is still here: please send it again.")
        )
        return _form(request, page, opened, form, status=422)
    if "again" in request.POST:
        return _form(request, page, opened, page.build(opened.shown, request.POST, None, True))
    form = page.build(opened.shown, request.POST, request.FILES, False)
    if not form.is_valid():
        return _form(request, page, opened, form, seen=request.POST["seen"], status=422)
    return _propose(request, page, opened, form, note)


def _propose(request: HttpRequest, page: FormPage, opened: Opened, form: Any, note: Note) -> HttpResponse:
    user = person_of(request)
    changes: dict[str, Any] = {}
    try:
        changes = note.changed(form.values())
        choices = {name: request.POST.get(f"choice-{name}", "") for name in note.to_choose & set(changes)}
        if open_questions := [name for name, choice in choices.items() if choice not in {"mine", "theirs"}]:
            raise Conflicts([_conflict(name, opened, changes[name]) for name in open_questions])
        changes = {name: value for name, value in changes.items() if choices.get(name) != "theirs"}
        revision = revisions.propose(
            actor=page.actor, author=user, subject=page.subject, subject_id=page.subject_id, changes=changes,
            seen=note.seen, language=get_language() or "de", note=request.POST.get("note", "").strip()[:1000],
        )  # fmt: skip
    except Conflicts as conflicts:
        return _conflict_page(request, page, form, conflicts.found)
    except Refusal as refusal:
        if not changes:
            form_drafts.discard(user=user, form=page.key)
        messages.error(request, str(refusal))
        return _form(request, page, opened, form, seen=request.POST["seen"], status=422)
    form_drafts.discard(user=user, form=page.key)
    messages.success(request, _told(revision.status))
    return redirect(page.done_url)


def _told(status: str) -> str:
    if status == RevisionStatus.DECIDED:
        return _("Your changes have been published.")
    if status == RevisionStatus.WITHDRAWN:
        return _("Your change proposal has been withdrawn: everything is as published.")
    return _("Your changes have been sent to the secretariat. You will be told what becomes of them.")


def _conflict(name: str, opened: Opened, mine: Any) -> Conflict:
    theirs = opened.others.get(name)
    return Conflict(name, opened.current.get(name) if theirs is None else theirs, mine, theirs is None)


def _conflict_page(request: HttpRequest, page: FormPage, form: Any, found: list[Conflict]) -> HttpResponse:
    """Theirs and mine, field by field; the whole form travels along hidden, so nothing has to be typed again."""
    user = person_of(request)
    now = opened_forms.opened(actor=page.actor, subject=page.subject, subject_id=page.subject_id, user=user)
    subject = subjects.named(page.subject)
    rows = []
    for conflict in found:
        known = subject.field(conflict.field)
        change = difference(subject, known, conflict.theirs, conflict.mine)
        mine, theirs = (subject.shown(known, value) for value in (conflict.mine, conflict.theirs))
        rows.append({"name": conflict.field, "label": labelled(known), "field": known, "mine": mine,
                     "theirs": theirs, "is_published": conflict.is_published, "change": change})  # fmt: skip
    carried = form.carried()
    hidden = [
        (name, value)
        for name in request.POST
        if name not in _OWN and name not in carried and not name.startswith("choice-")
        for value in request.POST.getlist(name)
    ]
    names = dict.fromkeys((*form.names(), *now.current))
    seen = now.note(user=user, key=page.key, names=names, to_choose={c.field for c in found})
    context = {
        "page": page,
        "actor": page.actor,
        "rows": rows,
        "hidden": [*hidden, *carried.items()],
        "seen": seen,
    }
    return render(request, "actors/revision/conflict.html", {**page.context, **context}, status=409)


def _form(
    request: HttpRequest,
    page: FormPage,
    opened: Opened,
    form: Any,
    *,
    seen: str = "",
    draft: FormDraft | None = None,
    status: int = 200,
) -> HttpResponse:
    subject = subjects.named(page.subject)
    names = dict.fromkeys((*form.names(), *(n for n in opened.current if n in form.names())))
    hints = []
    for name in names:
        if (theirs := opened.others.get(name)) is not None:
            known = subject.field(name)
            hints.append((labelled(known), difference(subject, known, opened.current.get(name), theirs)))
    context = {
        "page": page, "actor": page.actor, "form": form, "draft": draft, "hints": hints, "own": opened.own,
        "seen": seen or opened.note(user=person_of(request), key=page.key, names=names),
        "note_text": request.POST.get("note") or (opened.own.note if opened.own else ""),
        "is_at_once": page.actor.is_trusted or person_of(request).is_staff,
    }  # fmt: skip
    return render(request, page.template, {**page.context, **context}, status=status)
