"""The secretariat's review of change proposals: difference by difference, accepted or refused with a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.signed_in import person_of
from actors.enums import RevisionStatus
from actors.models import Revision
from actors.revisions.reasons import reasons
from actors.rules import is_secretariat
from actors.selectors import revisions as shown
from actors.services import revisions
from actors.services.revisions import Conflicts, Verdict
from platform_portal.core.errors import Refusal
from platform_portal.core.pages import paginate

type View = Callable[..., HttpResponse]


def for_the_secretariat(view: View) -> View:
    """404 for everybody else."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_secretariat(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_the_secretariat
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything that waits, oldest first."""
    page = paginate(request, Revision.objects.open().oldest_first().with_fields(), 50)
    title = _("Change proposals")
    context = {"page": page, "rows": shown.titles(list(page.object_list)), "first": shown.next_in_queue(),
               "title": title, "crumbs": [(title, "")]}  # fmt: skip
    return render(request, "desk/revision_list.html", context)


@for_the_secretariat
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows a proposal and takes the decisions about its fields."""
    revision = get_object_or_404(Revision.objects.with_fields(), pk=pk)
    if request.method != "POST":
        return _page(request, revision)
    verdicts = {
        field.field: Verdict(choice == "accept", _reason(request, field.field))
        for field in revision.fields.all()
        if (choice := request.POST.get(f"decision-{field.field}")) in {"accept", "refuse"}
    }
    settled = {name: request.POST.get(f"published-{name}", "") for name in verdicts}
    try:
        decided = revisions.decide(
            revision=revision, by=person_of(request), verdicts=verdicts, settled=settled
        )
    except Conflicts:
        messages.error(
            request, _("What is published has changed just now. Please look at the marked fields again.")
        )
        return _page(request, revision, status=409)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _page(request, revision, status=422)
    return _onward(request, decided)


@for_the_secretariat
@require_POST
def accept_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Every field without a conflict, in one click."""
    revision = get_object_or_404(Revision, pk=pk)
    try:
        decided = revisions.accept_all(revision=revision, by=person_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("revision-review", pk=pk)
    return _onward(request, decided)


def _reason(request: HttpRequest, name: str) -> str:
    """The own words, or the reason chosen from the list."""
    own = request.POST.get(f"words-{name}", "").strip()
    return (own or request.POST.get(f"reason-{name}", "").strip())[:500]


def _onward(request: HttpRequest, revision: Revision) -> HttpResponse:
    left = revision.fields.filter(decision="open").count()
    if revision.status == RevisionStatus.OPEN:
        text = ngettext("%(left)d field still waits.", "%(left)d fields still wait.", left) % {"left": left}
        messages.warning(request, text)
        return redirect("revision-review", pk=revision.pk)
    messages.success(request, _("The proposal is decided. Its author will be told."))
    following = shown.next_in_queue(revision)
    return redirect("revision-review", pk=following.pk) if following else redirect("revisions")


def _page(request: HttpRequest, revision: Revision, *, status: int = 200) -> HttpResponse:
    following = shown.next_in_queue(revision)
    author = revision.author
    proposal = shown.proposal(revision, with_conflicts=True)
    title = proposal.title
    context = {
        "proposal": proposal, "title": title, "revision": revision, "next": following,
        "waiting": shown.open_count(), "reasons": reasons(author.language if author else revision.language),
        "crumbs": [(_("Change proposals"), reverse("revisions")), (title, "")],
    }  # fmt: skip
    return render(request, "desk/revision_review.html", context, status=status)
