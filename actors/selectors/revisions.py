"""Change proposals as pages show them: every field with its difference, decision and what stands in the way."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise

from actors.enums import Decision, RevisionStatus
from actors.mails_revision import labelled
from actors.models import Revision, RevisionField
from actors.revisions import subjects
from actors.revisions.differences import Difference, difference
from actors.revisions.subjects import digest

_TONES = {Decision.OPEN: "info", Decision.ACCEPTED: "success", Decision.REFUSED: "danger"}
_STATUS_TONES = {
    RevisionStatus.OPEN: "info", RevisionStatus.DECIDED: "success", RevisionStatus.WITHDRAWN: "warning",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a proposal. `conflict`: how the published value differs from what the author began with."""

    name: str
    label: str
    language: str
    change: Difference
    decision: str
    decision_label: str | Promise
    tone: str
    reason: str
    is_open: bool
    conflict: Difference | None = None
    published: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change proposal with its fields."""

    revision: Revision
    title: str
    kind: str | Promise
    is_new: bool
    tone: str
    edit_url: str
    rows: list[FieldRow]

    @property
    def open_rows(self) -> list[FieldRow]:
        """Fields that wait."""
        return [row for row in self.rows if row.is_open]

    @property
    def has_conflict(self) -> bool:
        """Whether anything published has changed since the author began."""
        return any(row.conflict for row in self.rows)


def proposal(revision: Revision, *, with_conflicts: bool = False) -> Proposal:
    """The proposal as shown; `with_conflicts` also compares open fields with what is published now."""
    subject = subjects.of(revision)
    current: dict[str, Any] | None = None
    if with_conflicts and revision.status == RevisionStatus.OPEN:
        with suppress(ObjectDoesNotExist):  # deleted meanwhile: the proposal can only be refused
            current = subject.current(revision.actor, revision.subject_id)
    return Proposal(
        revision=revision,
        title=subject.title(revision),
        kind=subject.label,
        is_new=revision.subject_id is None and revision.subject != "actor",
        tone=_STATUS_TONES[RevisionStatus(revision.status)],
        edit_url=subject.edit_url(revision.actor, revision.subject_id),
        rows=[_row(subject, field, current) for field in _in_order(subject, revision)],
    )


def _in_order(subject: subjects.Subject, revision: Revision) -> list[RevisionField]:
    places = {name: place for place, name in enumerate(subject.order())}
    return sorted(revision.fields.all(), key=lambda field: (places.get(field.field, len(places)), field.pk))


def _row(subject: subjects.Subject, field: RevisionField, current: dict[str, Any] | None) -> FieldRow:
    known = subject.field(field.field)
    is_open = field.decision == Decision.OPEN
    before, conflict, published = field.before, None, ""
    if current is not None and is_open:
        now = current.get(field.field)
        published = digest(now)
        if now not in (field.before, field.after):
            conflict = difference(subject, known, field.before, now)
            before = now
    return FieldRow(
        name=field.field, label=labelled(known), language=known.language,
        change=difference(subject, known, before, field.after), decision=field.decision,
        decision_label=field.get_decision_display(), tone=_TONES[Decision(field.decision)], reason=field.reason,
        is_open=is_open, conflict=conflict, published=published,
    )  # fmt: skip


def next_in_queue(after: Revision | None = None) -> Revision | None:
    """The oldest open proposal, or the one that follows; the first again at the end."""
    waiting = Revision.objects.open().oldest_first()
    if after is None:
        return waiting.first()
    later = waiting.exclude(pk=after.pk).filter(created_at__gte=after.created_at)
    return later.first() or waiting.exclude(pk=after.pk).first()


def open_count() -> int:
    """How many wait."""
    return Revision.objects.open().count()


def titles(revisions: Sequence[Revision]) -> list[tuple[Revision, str]]:
    """Proposals with what they are about."""
    return [(revision, subjects.of(revision).title(revision)) for revision in revisions]
