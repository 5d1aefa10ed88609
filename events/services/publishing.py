"""Announcing, changing and cancelling events. Whatever a calendar must know raises the sequence, a corrected typo does not.

Parts of the app that follow up on a change, such as mails to participants or clashes of bookings, are registered in `followers`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.enums import EVENT_TRANSITIONS, EventStatus
from events.models import Event
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: What a calendar compares: time, place, format; status is raised by the steps below.
MOVING = (
    "starts_at", "ends_at", "has_times", "date_precision", "zone", "place_id", "venue_de", "venue_uk", "venue_en", "venue_address", "format",
)  # fmt: skip


class Happening(StrEnum):
    """What became of an event, for those who follow it."""

    PUBLISHED = "published"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REVIVED = "revived"


#: Called in the transaction of the change: `follower(event=…, happening=…, by=…)`.
type Follower = Callable[..., object]
followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Registers what happens after a change; twice changes nothing."""
    if follower not in followers:
        followers.append(follower)


@transaction.atomic
def publish(*, event: Event, by: User | None, now: dt.datetime | None = None) -> Event:
    """Announces a draft, or revives what was cancelled or archived; only the latter raises the sequence.

    Raises Refusal for templates and where the step is not possible.
    """
    locked = _locked(event)
    if locked.is_template:
        raise Refusal(_("A template is never published: copy it first."))
    was = _go(locked, EventStatus.PUBLISHED)
    locked.cancelled_at = None
    if was == EventStatus.CANCELLED:
        locked.sequence += 1
    _save(locked, "event.published", by, was=was)
    _tell(locked, Happening.REVIVED if was == EventStatus.CANCELLED else Happening.PUBLISHED, by)
    return _returned(event, locked)


@transaction.atomic
def cancel(*, event: Event, by: User | None, now: dt.datetime | None = None) -> Event:
    """It does not take place: stays on its page and, for 30 days, in the calendars, marked as cancelled. Raises Refusal."""
    locked = _locked(event)
    was = _go(locked, EventStatus.CANCELLED)
    locked.cancelled_at = now or timezone.now()
    locked.sequence += 1
    _save(locked, "event.cancelled", by, was=was)
    _tell(locked, Happening.CANCELLED, by)
    return _returned(event, locked)


@transaction.atomic
def archive(*, event: Event, by: User | None) -> Event:
    """Takes it from lists and feeds; nothing is deleted. Raises Refusal."""
    locked = _locked(event)
    was = _go(locked, EventStatus.ARCHIVED)
    _save(locked, "event.archived", by, was=was)
    return _returned(event, locked)


@transaction.atomic
def change(*, event: Event, by: User | None, **values: Any) -> Event:
    """Sets columns of an event. Raises Refusal for what cannot be, such as an end before the start."""
    unknown = {"status", "sequence", "uid"} & set(values)
    if unknown:
        raise ValueError(f"not changed here: {sorted(unknown)}")
    locked = _locked(event)
    for name, value in values.items():
        setattr(locked, name, value)
    return _returned(event, save(event=locked, by=by))


@transaction.atomic
def save(*, event: Event, by: User | None) -> Event:
    """Saves an event as a form has filled it, new or not. Raises the sequence when time, place or format differ from the table's row.

    Raises Refusal where the columns do not fit together.
    """
    before = Event.objects.select_for_update(no_key=True).filter(pk=event.pk).first() if event.pk else None
    try:
        event.full_clean(exclude=("slug",) if before else None)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    if before is None:
        event.save()
        audit.record(action="event.created", obj=event, by=by)
        return event
    event.sequence = before.sequence
    fields = _differing(before, event)
    has_moved = before.status != EventStatus.DRAFT and any(name in MOVING for name in fields)
    if has_moved:
        event.sequence += 1
    _save(event, "event.changed", by, fields=fields)
    if has_moved:
        _tell(event, Happening.MOVED, by)
    return event


def has_moved(before: Event, after: Event) -> bool:
    """Whether time, place or format differ."""
    return any(name in MOVING for name in _differing(before, after))


def _differing(before: Event, after: Event) -> list[str]:
    names = [field.attname for field in Event._meta.concrete_fields]
    ignored = {"updated_at", "sequence"}
    return [
        name for name in names
        if name not in ignored and (getattr(before, name) or None) != (getattr(after, name) or None)
    ]  # fmt: skip


def _locked(event: Event) -> Event:
    return Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)


def _go(event: Event, to: EventStatus) -> str:
    """Sets the status, answers the one before. Raises Refusal where no way leads there."""
    was = event.status
    if to not in EVENT_TRANSITIONS.get(was, ()):
        raise Refusal(
            format_lazy(
                _("The event is in the state “{was}”; from there it cannot become “{to}”."),
                was=EventStatus(was).label,
                to=to.label,
            )
        )
    event.status = to
    return was


def _save(event: Event, action: str, by: User | None, **details: Any) -> None:
    event.save()
    audit.record(action=action, obj=event, by=by, sequence=event.sequence, **details)


def _tell(event: Event, happening: Happening, by: User | None) -> None:
    for follower in followers:
        follower(event=event, happening=happening, by=by)


def _returned(event: Event, locked: Event) -> Event:
    """The caller's object says what the table says."""
    if event is not locked:
        event.refresh_from_db()
    return event
