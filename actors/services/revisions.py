"""Change proposals (Änderungsvorschläge): proposing, deciding field by field, withdrawing.

The actor's row is locked first by everyone who writes, so two people never decide about the same values. A proposal holds
what its author saw; what has changed since is a conflict that somebody has to look at, never overwritten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import NotificationKind
from accounts.models import User
from accounts.services import notices
from actors import mails_revision
from actors.enums import Decision, RevisionStatus
from actors.models import Actor, Revision, RevisionField
from actors.revisions import subjects
from actors.revisions.subjects import digest
from platform_portal.core import audit
from platform_portal.core.errors import Refusal


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else has changed (`is_published`) or proposed to change a field since the form was opened."""

    field: str
    theirs: Any
    mine: Any
    is_published: bool


class Conflicts(Refusal):
    """The proposal meets changes of others; nothing was written. `found` says which."""

    def __init__(self, found: list[Conflict]) -> None:
        super().__init__(_("Somebody else has changed the same fields in the meantime."))
        self.found = found


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the secretariat says about one field; a refusal has its reason."""

    is_accepted: bool
    reason: str = ""


def state_of(current: Any, proposed_by_others: Any) -> str:
    """Fingerprint of what somebody sees when a form is opened: the published value, and what others want instead."""
    return f"{digest(current)}.{digest(proposed_by_others)}"


def proposed_by_others(*, subject: str, subject_id: int | None, actor: Actor, user: User) -> dict[str, Any]:
    """The latest open proposal of anybody else, per field. One query."""
    if subject_id is None and subject != "actor":
        return {}
    rows = RevisionField.objects.filter(
        revision__actor=actor, revision__subject=subject, revision__subject_id=subject_id,
        revision__status=RevisionStatus.OPEN, decision=Decision.OPEN,
    ).exclude(revision__author_id=user.pk)  # fmt: skip
    return dict(rows.order_by("pk").values_list("field", "after"))


@transaction.atomic
def propose(
    *,
    actor: Actor,
    author: User,
    changes: Mapping[str, Any],
    subject: str = "actor",
    subject_id: int | None = None,
    seen: Mapping[str, str] | None = None,
    language: str = "de",
    note: str = "",
    now: dt.datetime | None = None,
) -> Revision:
    """Proposes new values. `seen`: per field the `state_of` when the form was opened; without it nothing is compared.

    What the author proposed before and is still open is replaced field by field; a field set back to what is published
    leaves the proposal. Trusted actors, and the secretariat, publish at once. Raises Conflicts, Refusal for values that
    must not be published, for rights, and when nothing has changed.
    """
    actor = _locked(actor.pk)
    if not Actor.objects.editable_by(author).filter(pk=actor.pk).exists():
        raise Refusal(_("You may not change this entry."))
    subject_of = subjects.named(subject)
    current = subject_of.current(actor, subject_id)
    if seen is not None:
        _refuse_conflicts(actor, subject, subject_id, author, current, changes, seen)
    mine = _open_of(actor, subject, subject_id, author)
    held = {field.field: field for field in mine.fields.all()} if mine else {}
    real = {name: value for name, value in changes.items() if _differs(name, value, current, held)}
    if not real:
        raise Refusal(_("Nothing has been changed."))
    subject_of.check(actor, subject_id, {n: v for n, v in real.items() if v != current.get(n)}, by=author)
    revision = mine or Revision.objects.create(
        actor=actor, subject=subject, subject_id=subject_id, author=author, created_at=now or timezone.now()
    )
    revision.language, revision.note = language, note or revision.note
    revision.save(update_fields=["language", "note"])
    subject_of.discard(_replace(revision, held, real, current))
    audit.record(action="revision.proposed", obj=revision, by=author, fields=sorted(real))
    if not revision.fields.exists():
        return _close(revision, RevisionStatus.WITHDRAWN, author, now)
    if actor.is_trusted or author.is_staff:
        verdicts = {name: Verdict(True) for name in revision.fields.values_list("field", flat=True)}
        _decide(revision, actor, author, verdicts, {n: digest(v) for n, v in current.items()}, now)
    return revision


@transaction.atomic
def decide(
    *,
    revision: Revision,
    by: User,
    verdicts: Mapping[str, Verdict],
    settled: Mapping[str, str] | None = None,
    now: dt.datetime | None = None,
) -> Revision:
    """The secretariat accepts or refuses fields; fields without a verdict wait on. Told to the author once none is left, and
    what was published to the other keepers of the entry.

    `settled` names conflicts somebody has looked at: field → digest of the published value they saw. Raises Conflicts for
    accepted fields whose published value is no longer the one the author began with, and was not settled.
    """
    actor = _locked(revision.actor_id)
    if not by.is_staff:
        raise Refusal(_("Only the secretariat decides about change proposals."))
    revision = Revision.objects.select_for_update(of=("self",), no_key=True).get(pk=revision.pk)
    if revision.status != RevisionStatus.OPEN:
        raise Refusal(_("This proposal has been decided or withdrawn already."))
    if not verdicts:
        raise Refusal(_("Nothing was chosen."))
    if any(not verdict.is_accepted and not verdict.reason.strip() for verdict in verdicts.values()):
        raise Refusal(_("Please say why, so that the author can mend it."))
    _decide(revision, actor, by, verdicts, settled or {}, now)
    if revision.status == RevisionStatus.DECIDED:
        _tell_author(revision)
        _tell_other_keepers(revision)
    return revision


@transaction.atomic
def accept_all(*, revision: Revision, by: User, now: dt.datetime | None = None) -> Revision:
    """Accepts every open field that meets no conflict; those that do wait for somebody to look at them.

    Refuses when nothing can be accepted that way.
    """
    actor = _locked(revision.actor_id)
    current = _published(revision, actor)
    waiting = revision.fields.filter(decision=Decision.OPEN)
    plain = {field.field: Verdict(True) for field in waiting if not is_conflict(field, current)}
    if waiting and not plain:
        raise Refusal(_("Every field was changed in the meantime. Please decide about each of them."))
    return decide(revision=revision, by=by, verdicts=plain, now=now)


@transaction.atomic
def withdraw(*, revision: Revision, by: User, now: dt.datetime | None = None) -> Revision:
    """The author takes back what is still open. What has been accepted stays."""
    _locked(revision.actor_id)
    revision = Revision.objects.select_for_update(of=("self",), no_key=True).get(pk=revision.pk)
    if revision.author_id != by.pk:
        raise Refusal(_("Only its author can withdraw a proposal."))
    if revision.status != RevisionStatus.OPEN:
        raise Refusal(_("This proposal has been decided or withdrawn already."))
    subjects.of(revision).discard([field.after for field in revision.fields.filter(decision=Decision.OPEN)])
    audit.record(action="revision.withdrawn", obj=revision, by=by)
    _close(revision, RevisionStatus.WITHDRAWN, by, now)
    _tell_other_keepers(revision)
    return revision


@transaction.atomic
def confirm_translation(*, actor: Actor, name: str, by: User) -> None:
    """A translation marked as outdated is right as it is; the mark goes. Refuses where there is no mark."""
    actor = _locked(actor.pk)
    if not Actor.objects.editable_by(by).filter(pk=actor.pk).exists():
        raise Refusal(_("You may not change this entry."))
    if name not in actor.outdated_translations:
        raise Refusal(_("This translation is not marked as outdated."))
    actor.outdated_translations = [mark for mark in actor.outdated_translations if mark != name]
    actor.save(update_fields=["outdated_translations", "updated_at"])
    audit.record(action="actor.translation_confirmed", obj=actor, by=by, field=name)


def is_conflict(field: RevisionField, current: Mapping[str, Any]) -> bool:
    """Whether the published value is neither what the author began with nor what the author wants."""
    return current.get(field.field) not in (field.before, field.after)


def _locked(pk: int) -> Actor:
    return Actor.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)


def _open_of(actor: Actor, subject: str, subject_id: int | None, author: User) -> Revision | None:
    """The author's own open proposal; every new posting is a proposal of its own."""
    if subject != "actor" and subject_id is None:
        return None
    mine = Revision.objects.open().filter(
        actor=actor, subject=subject, subject_id=subject_id, author_id=author.pk
    )
    return mine.order_by("pk").first()


def _differs(name: str, value: Any, current: Mapping[str, Any], held: Mapping[str, RevisionField]) -> bool:
    if name in held and held[name].decision == Decision.OPEN:
        return bool(held[name].after != value)
    return bool(current.get(name) != value)


def _refuse_conflicts(
    actor: Actor,
    subject: str,
    subject_id: int | None,
    author: User,
    current: Mapping[str, Any],
    changes: Mapping[str, Any],
    seen: Mapping[str, str],
) -> None:
    others = proposed_by_others(subject=subject, subject_id=subject_id, actor=actor, user=author)
    found = []
    for name, mine in changes.items():
        now, theirs = current.get(name), others.get(name)
        opened_with, _dot, proposed = seen.get(name, state_of(None, None)).partition(".")
        if digest(now) != opened_with and now != mine:
            found.append(Conflict(name, now, mine, True))
        elif theirs is not None and digest(theirs) != proposed and theirs != mine:
            found.append(Conflict(name, theirs, mine, False))
    if found:
        raise Conflicts(found)


def _replace(
    revision: Revision,
    held: Mapping[str, RevisionField],
    changes: Mapping[str, Any],
    current: Mapping[str, Any],
) -> list[Any]:
    """Writes the fields of the proposal; returns values nobody proposes any more."""
    dropped = []
    for name, value in changes.items():
        if name in held:
            dropped.append(held[name].after if held[name].decision == Decision.OPEN else None)
            held[name].delete()
        if value != current.get(name):
            RevisionField.objects.create(revision=revision, field=name, before=current.get(name), after=value)
    return dropped


def _decide(
    revision: Revision,
    actor: Actor,
    by: User,
    verdicts: Mapping[str, Verdict],
    settled: Mapping[str, str],
    now: dt.datetime | None,
) -> None:
    subject = subjects.of(revision)
    wants = any(verdict.is_accepted for verdict in verdicts.values())
    current = _published(revision, actor) if wants else {}
    fields = {field.field: field for field in revision.fields.all()}
    waiting = {name: field for name, field in fields.items() if field.decision == Decision.OPEN}
    if not set(verdicts) <= set(waiting):
        raise Refusal(_("Some of these fields have been decided already. Please look at the proposal again."))
    accepted = {name: waiting[name] for name, verdict in verdicts.items() if verdict.is_accepted}
    _refuse_unsettled(accepted.values(), current, settled)
    if accepted:
        together = {name for name, field in fields.items() if field.decision == Decision.ACCEPTED} | set(
            accepted
        )
        values = {name: field.after for name, field in accepted.items()}
        subject.check(actor, revision.subject_id, values, by=by)
        revision.subject_id = subject.apply(actor, revision.subject_id, values, by=by, together=together)
    _note(verdicts, waiting)
    subject.discard([waiting[name].after for name, verdict in verdicts.items() if not verdict.is_accepted])
    audit.record(
        action="revision.decided", obj=revision, by=by, actor=actor.slug, accepted=sorted(accepted),
        refused=sorted(set(verdicts) - set(accepted)),
    )  # fmt: skip
    revision.save(update_fields=["subject_id"])
    if set(verdicts) == set(waiting):
        _close(revision, RevisionStatus.DECIDED, by, now)


def _published(revision: Revision, actor: Actor) -> dict[str, Any]:
    try:
        return subjects.of(revision).current(actor, revision.subject_id)
    except ObjectDoesNotExist:
        raise Refusal(
            _("What was to be changed is no longer there. The proposal can only be refused.")
        ) from None


def _refuse_unsettled(
    accepted: Iterable[RevisionField], current: Mapping[str, Any], settled: Mapping[str, str]
) -> None:
    found = [
        Conflict(field.field, current.get(field.field), field.after, True)
        for field in accepted
        if is_conflict(field, current) and settled.get(field.field) != digest(current.get(field.field))
    ]
    if found:
        raise Conflicts(found)


def _note(verdicts: Mapping[str, Verdict], waiting: Mapping[str, RevisionField]) -> None:
    for name, verdict in verdicts.items():
        field = waiting[name]
        field.decision = Decision.ACCEPTED if verdict.is_accepted else Decision.REFUSED
        field.reason = "" if verdict.is_accepted else verdict.reason.strip()[:500]
    RevisionField.objects.bulk_update([waiting[name] for name in verdicts], ["decision", "reason"])


def _close(revision: Revision, to: RevisionStatus, by: User, now: dt.datetime | None) -> Revision:
    revision.status, revision.decided_at, revision.decided_by = to, now or timezone.now(), by
    revision.save(update_fields=["status", "decided_at", "decided_by"])
    return revision


def _tell_author(revision: Revision) -> None:
    """Once, when the last field is decided; nobody whose account is gone or closed."""
    author = revision.author
    if author is None or not author.is_active:
        return
    letter = mails_revision.decided(revision=revision, language=author.language)
    notices.tell(user=author, kind=NotificationKind.ENTRY, letter_kind="revision-decided", letter=letter)


def _tell_other_keepers(revision: Revision) -> None:
    """What was published, to those who keep the entry too; neither to the author nor to whoever decided."""
    if not revision.fields.filter(decision=Decision.ACCEPTED).exists():
        return
    told_already = [pk for pk in (revision.author_id, revision.decided_by_id) if pk]
    others = User.objects.filter(memberships__actor=revision.actor_id, is_active=True)
    for person in others.exclude(pk__in=told_already).order_by("pk"):
        letter = mails_revision.entry_changed(revision=revision, language=person.language)
        notices.tell(user=person, kind=NotificationKind.ENTRY, letter_kind="entry-changed", letter=letter)
