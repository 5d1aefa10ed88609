"""Registrations for pages: a person's own list, and everything the personal page shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import (
    OCCUPYING,
    BookingStatus,
    EventFormat,
    Mode,
    RegistrationStatus,
    StreamAccess,
)
from events.models import Booking, Event, Registration, Session
from events.registration_links import path_for, read
from events.selectors.registration_box import Own, own
from events.services import choices
from events.services.changing import CHANGEABLE
from events.words_registration import moment_words, span_of, span_of_session

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

#: From when before the start confirmed participants get the link of the stream.
STREAM_OPENS = dt.timedelta(minutes=15)
TONES = {
    BookingStatus.CONFIRMED: "success",
    BookingStatus.WAITING: "warning",
    BookingStatus.OFFERED: "warning",
    BookingStatus.CHOOSE: "danger",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of "My events"."""

    event: Event
    own: Own
    when: str


@dataclass(frozen=True, slots=True)
class BookedSession:
    """A session somebody booked, or wants."""

    booking: Booking
    session: Session
    when: str
    status: str
    tone: str
    position: int | None


@dataclass(frozen=True, slots=True)
class Mine:
    """The personal page."""

    registration: Registration
    event: Event
    own: Own
    booking: Booking | None
    sessions: tuple[BookedSession, ...]
    colleagues: tuple[Registration, ...]
    to_choose: tuple[tuple[Booking, tuple[str, ...]], ...]
    offers: tuple[tuple[Booking, str], ...]
    other_mode: tuple[str, str] | None
    lost_sessions: tuple[str, ...]
    notes: tuple[str, ...]
    stream_url: str
    stream_note: str

    @property
    def is_open(self) -> bool:
        """Whether something can still be changed."""
        return self.registration.status in CHANGEABLE

    @property
    def is_standing(self) -> bool:
        """Whether it counts."""
        return self.registration.status not in ENDED


ENDED = (RegistrationStatus.CANCELLED, RegistrationStatus.DECLINED, RegistrationStatus.EXPIRED)


def find(key: str) -> Registration | None:
    """The registration a link belongs to; None for links nobody made, or that were made worthless."""
    found = read(key)
    if found is None:
        return None
    rows = Registration.objects.select_related("event__place__region", "leader")
    return rows.filter(pk=found[0], key_version=found[1]).first()


def of_user(user: User | AnonymousUser, now: dt.datetime | None = None) -> list[Row]:
    """Standing registrations for events that are not over, the next one first. Two queries."""
    if not user.is_authenticated:
        return []
    rows = Registration.objects.of_user(user).standing().filter(event__ends_at__gt=now or timezone.now())
    whole = Booking.objects.of_event().exclude(status=BookingStatus.RELEASED).with_position()
    found = rows.select_related("event").prefetch_related(Prefetch("bookings", whole, "whole"))
    return [
        Row(row.event, own(row, row.whole[0] if row.whole else None), span_of(row.event))  # type: ignore[attr-defined]
        for row in found.order_by("event__starts_at", "pk")
    ]


def mine(registration: Registration, now: dt.datetime | None = None) -> Mine:
    """Everything the personal page shows. At most eight queries."""
    now = now or timezone.now()
    event = registration.event
    bookings = list(
        registration.bookings.exclude(status=BookingStatus.RELEASED)
        .with_position()
        .select_related("bucket__session", "bucket__event")
        .order_by("is_session", "bucket__session__day", "bucket__session__starts_at", "pk")
    )
    for booking in bookings:
        booking.registration = registration
    whole = next((one for one in bookings if not one.is_session), None)
    other = other_mode(registration, now)
    return Mine(
        registration=registration,
        event=event,
        own=own(registration, whole),
        booking=whole,
        sessions=tuple(_session(one) for one in bookings if one.is_session),
        colleagues=tuple(registration.colleagues.standing()),
        to_choose=tuple(
            (one, choices.names_of_clashes(one)) for one in bookings if one.status == BookingStatus.CHOOSE
        ),
        offers=tuple(
            (one, moment_words(one.offered_until, event.tzinfo))
            for one in bookings
            if one.status == BookingStatus.OFFERED and one.offered_until
        ),
        other_mode=other,
        lost_sessions=_lost(bookings, other),
        notes=_notes(registration, bookings),
        stream_url=path_for(registration, "registration-stream")
        if may_see_stream(registration, whole, now)
        else "",
        stream_note=_stream_note(registration, whole),
    )


def _session(booking: Booking) -> BookedSession:
    session = booking.bucket.session
    assert session is not None
    status = BookingStatus(booking.status)
    words = {
        BookingStatus.CONFIRMED: _("You have a place"),
        BookingStatus.WAITING: _("On the waiting list"),
    }
    position = booking.position if status == BookingStatus.WAITING else None  # type: ignore[attr-defined]
    return BookedSession(
        booking,
        session,
        span_of_session(session, booking.bucket.event),
        words.get(status, str(booking.get_status_display())),
        TONES.get(status, "info"),
        position,
    )


def other_mode(registration: Registration, now: dt.datetime) -> tuple[str, str] | None:
    """The way of taking part somebody could switch to, with its label; None where there is no other, or it is too late."""
    event = registration.event
    is_possible = (
        event.format == EventFormat.HYBRID
        and registration.status in CHANGEABLE
        and not event.is_cancelled
        and now < event.ends_at
    )
    if not is_possible:
        return None
    mode = Mode.ONLINE if registration.mode == Mode.ON_SITE else Mode.ON_SITE
    return mode.value, str(mode.label)


def _lost(bookings: list[Booking], other: tuple[str, str] | None) -> tuple[str, ...]:
    """Sessions that would be given back by switching."""
    booked = [one for one in bookings if one.bucket.session is not None]
    if other is None or not booked:
        return ()
    numbers = [one.bucket.session_id for one in booked if one.bucket.session_id]
    there = set(Session.objects.filter(pk__in=numbers, buckets__mode=other[0]).values_list("pk", flat=True))
    return tuple(choices.title(one.bucket.session) for one in booked if one.bucket.session_id not in there)


def _notes(registration: Registration, bookings: list[Booking]) -> tuple[str, ...]:
    """Other things at the same time that are possible, because one of the two is online."""
    if registration.status in ENDED:
        return ()
    found = [
        choices.Chosen(one.bucket, choices.span_of(one))
        for one in bookings
        if one.status != BookingStatus.CHOOSE
    ]
    rows = choices.overlapping([registration.person_key], found).exclude(registration=registration)
    return tuple(dict.fromkeys(choices.name_of(row) for row in rows)) if found else ()


def may_see_stream(registration: Registration, booking: Booking | None, now: dt.datetime) -> bool:
    """Whether the link of the stream is handed out: to everyone, or to confirmed online participants from 15 minutes before the start."""
    event = registration.event
    if not event.stream_url or event.is_cancelled or registration.status in ENDED:
        return False
    if event.stream_access == StreamAccess.EVERYONE:
        return True
    return (
        booking is not None
        and booking.mode == Mode.ONLINE
        and booking.status == BookingStatus.CONFIRMED
        and event.starts_at - STREAM_OPENS <= now < event.ends_at + dt.timedelta(hours=1)
    )


def _stream_note(registration: Registration, booking: Booking | None) -> str:
    is_online = booking is not None and booking.mode == Mode.ONLINE and booking.status in OCCUPYING
    return _("The link opens here 15 minutes before the start.") if is_online else ""


#: Pages below the personal link: the word templates use, and the name of the address.
PAGES = ("calendar", "confirm", "cancel", "change", "choose", "mode", "offer")


def page_context(found: Mine) -> dict[str, Any]:
    """What all pages of a registration show: the event, the way to the other pages, until when something is held."""
    registration, event = found.registration, found.event
    until = registration.held_until
    return about(event) | {
        "mine": found,
        "links": {name: path_for(registration, f"registration-{name}") for name in PAGES}
        | {"page": path_for(registration)},
        "held_until": moment_words(until, event.tzinfo) if until else "",
    }


def about(event: Event) -> dict[str, Any]:
    """The event, its page, and when it takes place."""
    return {"event": event, "event_url": event.get_absolute_url(), "event_when": span_of(event)}
