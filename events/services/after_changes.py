"""What follows when an event or its programme changes: places get the new times, those concerned are told. Follows `publishing` and `programme`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils import timezone

from events import mails_running as mails
from events.enums import EventStatus
from events.models import Event, Registration
from events.services import clashes, programme, publishing, telling
from events.services.publishing import Happening

_reason: ContextVar[str] = ContextVar("reason", default="")


@contextmanager
def because(reason: str) -> Iterator[None]:
    """The reason a cancellation within is told with."""
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def register() -> None:
    """Called once, when the app is ready."""
    publishing.follow(event_changed)
    programme.follow(sessions_moved)


def event_changed(*, event: Event, happening: Happening, **_context: Any) -> None:
    """Moves the places and tells everyone whose registration stands. Of events that are over or no longer shown nobody is told."""
    if happening == Happening.CANCELLED:
        clashes.let_go(event=event)
        _tell(event, mails.CANCELLED, "cancelled", _called_off(), "CANCEL")
    elif happening in (Happening.MOVED, Happening.REVIVED) and event.status == EventStatus.PUBLISHED:
        told = {booking.registration_id for booking in clashes.apply_times(event=event)}
        write = mails.revived if happening == Happening.REVIVED else mails.moved
        _tell(event, mails.MOVED, happening.value, write, "REQUEST", left_out=told)


def sessions_moved(*, event: Event, **_context: Any) -> None:
    """After a release the places of moved sessions get their new times; whoever is elsewhere then is told to choose."""
    if event.status == EventStatus.PUBLISHED:
        clashes.apply_times(event=event)


def people_of(event: Event) -> list[Registration]:
    """Everyone who is told when something happens to the event: whose registration stands."""
    return list(event.registrations.standing().select_related("event__place").order_by("pk"))


def key_of(event: Event, word: str) -> str:
    """Under which it is noted that people were told; names the sequence of the calendar."""
    return f"{word}-{event.sequence}"


def _called_off() -> Callable[[mails.Facts], mails.Letter]:
    reason = _reason.get()
    return lambda facts: mails.called_off(facts, reason=reason)


def _tell(
    event: Event,
    kind: str,
    word: str,
    write: Any,
    method: str,
    left_out: set[int] | frozenset[int] = frozenset(),
) -> None:
    if event.ends_at <= timezone.now():
        return
    telling.tell_all(
        event=event,
        people=[person for person in people_of(event) if person.pk not in left_out],
        key=key_of(event, word),
        kind=kind,
        write=write,
        method=method,
    )
