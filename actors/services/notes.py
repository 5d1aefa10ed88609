"""Notes and reminders of the secretariat on actors and persons; nobody else ever sees them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor, Note
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def write(
    *,
    text: str,
    by: User,
    actor: Actor | None = None,
    person: User | None = None,
    remind_on: dt.date | None = None,
    assigned_to: User | None = None,
) -> Note:
    """A note about an actor or a person, for a colleague (default: the writer, when there is a day to be reminded on)."""
    if (actor is None) == (person is None):
        raise Refusal(_("A note is about an actor or about a person."))
    _only_secretariat(by, assigned_to)
    if not text.strip():
        raise Refusal(_("Please write something."))
    if remind_on and assigned_to is None:
        assigned_to = by
    note = Note.objects.create(
        text=text.strip(), actor=actor, person=person, remind_on=remind_on, assigned_to=assigned_to, written_by=by
    )  # fmt: skip
    audit.record(action="note.written", obj=note, by=by)
    return note


@transaction.atomic
def change(*, note: Note, text: str, remind_on: dt.date | None, assigned_to: User | None, by: User) -> Note:
    """Another wording, day or colleague."""
    _only_secretariat(by, assigned_to)
    if not text.strip():
        raise Refusal(_("Please write something."))
    note = _locked(note)
    note.text, note.remind_on, note.assigned_to = text.strip(), remind_on, assigned_to
    note.save(update_fields=("text", "remind_on", "assigned_to"))
    audit.record(action="note.changed", obj=note, by=by)
    return note


@transaction.atomic
def finish(*, note: Note, by: User) -> Note:
    """Done. Raises :class:`Refusal` when it is already."""
    _only_secretariat(by)
    note = _locked(note)
    if note.done_at:
        raise Refusal(_("This note is already done."))
    note.done_at = timezone.now()
    note.save(update_fields=("done_at",))
    audit.record(action="note.done", obj=note, by=by)
    return note


@transaction.atomic
def reopen(*, note: Note, by: User) -> Note:
    """Not done after all. Raises :class:`Refusal` when it is open."""
    _only_secretariat(by)
    note = _locked(note)
    if not note.done_at:
        raise Refusal(_("This note is open."))
    note.done_at = None
    note.save(update_fields=("done_at",))
    audit.record(action="note.reopened", obj=note, by=by)
    return note


@transaction.atomic
def put_off(*, note: Note, until: dt.date, by: User) -> Note:
    """Remind later."""
    _only_secretariat(by)
    note = _locked(note)
    note.remind_on = until
    note.save(update_fields=("remind_on",))
    audit.record(action="note.put_off", obj=note, by=by)
    return note


def _only_secretariat(*users: User | None) -> None:
    if any(user is not None and not (user.is_staff and user.is_active) for user in users):
        raise Refusal(_("Notes are for the secretariat only."))


def _locked(note: Note) -> Note:
    return Note.objects.select_for_update(of=("self",), no_key=True).get(pk=note.pk)
