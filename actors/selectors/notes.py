"""Reads notes and reminders: about an object, and those that are due."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Case, Count, IntegerField, Min, QuerySet, When
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actors.models import Note
from platform_portal.core.work_queue import Action, Item

if TYPE_CHECKING:
    from accounts.models import User

TITLE = 90


def due(on: dt.date | None = None) -> QuerySet[Note]:
    """Open notes whose day has come (default: today)."""
    return Note.objects.filter(done_at__isnull=True, remind_on__lte=on or timezone.localdate())


def count_due() -> tuple[int, dt.datetime | None]:
    """How many are due, and since when the oldest is."""
    found = due().aggregate(number=Count("pk"), oldest=Min("remind_on"))
    return found["number"], _morning(found["oldest"])


def items_due(limit: int) -> list[Item]:
    """What is due, the oldest first."""
    return [_item(note) for note in _with_names(due()).order_by("remind_on", "pk")[:limit]]


def items_due_for(user: User, limit: int) -> list[Item]:
    """One's own first, then those of nobody, then those of colleagues."""
    whose = Case(
        When(assigned_to=user, then=0), When(assigned_to=None, then=1), default=2, output_field=IntegerField()
    )
    return [_item(note) for note in _with_names(due()).order_by(whose, "remind_on", "pk")[:limit]]


def _with_names(notes: QuerySet[Note]) -> QuerySet[Note]:
    return notes.select_related("actor", "person", "assigned_to")


def _morning(day: dt.date | None) -> dt.datetime | None:
    return timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None


def _item(note: Note) -> Item:
    about = note.actor or note.person
    since = _morning(note.remind_on) or note.created_at
    detail = _("due %(date)s") % {"date": date_format(note.remind_on)} if note.remind_on else ""
    if note.assigned_to:
        detail = " · ".join(filter(None, (detail, _("for %(person)s") % {"person": note.assigned_to})))
    return Item(
        title=f"{about}: {note.text[:TITLE]}",
        since=since,
        url=url_of(note),
        detail=detail,
        actions=(
            Action(_("Done"), reverse("admin:actors_note_step", args=[note.pk, "finish"]), is_main=True),
            Action(_("In a week"), reverse("admin:actors_note_step", args=[note.pk, "later"])),
        ),
    )


def url_of(note: Note) -> str:
    """The page of what the note is about."""
    if note.actor_id:
        return reverse("admin:actors_actor_change", args=[note.actor_id]) + "#notes"
    return reverse("admin:accounts_user_change", args=[note.person_id]) + "#notes"
