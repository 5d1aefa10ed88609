"""The box "Register" of an event: whether it is open, what is free, and how the reader's own registration stands."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import (
    OCCUPYING,
    Admission,
    BookingStatus,
    EventStatus,
    Mode,
    RegistrationStatus,
    WaitingPolicy,
)
from events.models import Booking, Event, Registration
from events.registration_links import path_for
from platform_portal.core import prepared

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


_PLACES = f"""
SELECT bucket.mode, bucket.capacity,
       count(*) FILTER (WHERE booking.status IN ({prepared.words(OCCUPYING)})), count(*) FILTER (WHERE booking.status = 'waiting')
FROM events_bucket bucket LEFT JOIN events_booking booking ON booking.bucket_id = bucket.id
WHERE bucket.event_id = %s AND bucket.session_id IS NULL AND bucket.mode = ANY(%s)
GROUP BY bucket.id ORDER BY array_position(%s, bucket.mode::text)
"""  # noqa: S608 - fixed words


class BoxState(StrEnum):
    """What the box says."""

    NONE = "none"  # nothing to register for
    CANCELLED = "cancelled"
    OVER = "over"  # the event has begun or is over
    NOT_YET = "not_yet"
    OPEN = "open"
    WAITING_LIST = "waiting_list"  # full, with a waiting list
    FULL = "full"
    CLOSED = "closed"
    ELSEWHERE = "elsewhere"
    INVITATION = "invitation"
    YOURS = "yours"  # the reader is registered


@dataclass(frozen=True, slots=True)
class Places:
    """Free and taken places of one way of taking part; `capacity` None: without limit."""

    mode: str
    label: str
    capacity: int | None
    taken: int
    waiting: int

    @property
    def is_full(self) -> bool:
        """Whether somebody who registers now would wait."""
        return self.waiting > 0 or (self.capacity is not None and self.taken >= self.capacity)

    @property
    def percent(self) -> int:
        """How much is taken."""
        return min(100, round(self.taken * 100 / self.capacity)) if self.capacity else 0

    @property
    def is_almost_full(self) -> bool:
        """Nine of ten places taken."""
        return not self.is_full and self.capacity is not None and self.percent >= 90


@dataclass(frozen=True, slots=True)
class Own:
    """The reader's own registration; `position` on the waiting list, or None."""

    status: str
    tone: str
    mode: str
    url: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """Everything the box shows."""

    state: BoxState
    event: Event
    places: tuple[Places, ...] = ()
    opens_at: dt.datetime | None = None
    closes_at: dt.datetime | None = None
    needs_approval: bool = False
    elsewhere_url: str = ""
    own: Own | None = None

    @property
    def opens_on(self) -> dt.date | None:
        """The day in the zone of the event."""
        return self.opens_at.astimezone(self.event.tzinfo).date() if self.opens_at else None

    @property
    def closes_on(self) -> dt.date | None:
        """The day in the zone of the event."""
        return self.closes_at.astimezone(self.event.tzinfo).date() if self.closes_at else None

    @property
    def can_register(self) -> bool:
        """Whether there is a way to the form."""
        return self.state in (BoxState.OPEN, BoxState.WAITING_LIST)

    @property
    def register_url(self) -> str:
        """The form."""
        return reverse("event-register", args=[self.event.slug])


def registration_box(event: Event, user: User | AnonymousUser, now: dt.datetime | None = None) -> Box:
    """What the box of an event shows a reader. One query for visitors, at most three for persons with an account."""
    now = now or timezone.now()
    own = own_of(event, user)
    found = places_of(event) if event.admission != Admission.ELSEWHERE else ()
    return Box(
        state=BoxState.YOURS if own and not event.is_cancelled else _state(event, found, now),
        event=event,
        places=found,
        opens_at=event.opens_at,
        closes_at=event.closes_at or event.starts_at,
        needs_approval=event.admission == Admission.APPROVAL,
        elsewhere_url=event.registration_url,
        own=own,
    )


def places_of(event: Event) -> tuple[Places, ...]:
    """Places of the event as a whole, on site first. One query."""
    modes = [str(mode) for mode in event.modes]
    rows = prepared.rows(_PLACES, [event.pk, modes, modes])
    return tuple(Places(mode, str(Mode(mode).label), *counts) for mode, *counts in rows)


def _state(event: Event, found: tuple[Places, ...], now: dt.datetime) -> BoxState:
    if event.is_cancelled:
        return BoxState.CANCELLED
    if event.status != EventStatus.PUBLISHED or event.is_template:
        return BoxState.NONE
    if now >= event.starts_at and now >= (event.closes_at or event.starts_at):
        return BoxState.OVER
    fixed = {
        Admission.NONE: BoxState.NONE,
        Admission.ELSEWHERE: BoxState.ELSEWHERE,
        Admission.INVITATION: BoxState.INVITATION,
    }
    if (state := fixed.get(Admission(event.admission))) is not None:
        return state
    if event.opens_at and now < event.opens_at:
        return BoxState.NOT_YET
    if now >= (event.closes_at or event.starts_at):
        return BoxState.CLOSED
    if event.admission == Admission.APPROVAL or not found or not all(one.is_full for one in found):
        return BoxState.OPEN if found else BoxState.NONE
    return BoxState.FULL if event.waiting_policy == WaitingPolicy.NONE else BoxState.WAITING_LIST


def own_of(event: Event, user: User | AnonymousUser) -> Own | None:
    """The reader's registration, while it stands. At most two queries."""
    if not user.is_authenticated:
        return None
    row = Registration.objects.of_user(user).standing().filter(event=event).first()
    if row is None:
        return None
    row.event = event
    booking = row.bookings.of_event().exclude(status=BookingStatus.RELEASED).with_position().first()
    return own(row, booking)


def own(row: Registration, booking: Booking | None) -> Own:
    """How a registration stands, in words. `booking` is that of the event, with its position."""
    status, tone = standing_words(row, booking)
    position = getattr(booking, "position", None) if booking else None
    waits = booking is not None and booking.status == BookingStatus.WAITING
    return Own(
        status=status,
        tone=tone,
        mode=str(row.get_mode_display()),
        url=path_for(row),
        position=position if waits else None,
    )


def standing_words(row: Registration, booking: Booking | None) -> tuple[str, str]:
    """Status and tone of its badge."""
    if row.status != RegistrationStatus.ACTIVE or booking is None:
        tones = {RegistrationStatus.UNCONFIRMED: "warning", RegistrationStatus.INVITED: "warning"}
        return str(row.get_status_display()), tones.get(RegistrationStatus(row.status), "info")
    words = {
        BookingStatus.CONFIRMED: (_("You have a place"), "success"),
        BookingStatus.WAITING: (_("On the waiting list"), "warning"),
        BookingStatus.OFFERED: (_("A place is offered"), "warning"),
        BookingStatus.CHOOSE: (_("Please choose"), "danger"),
    }
    return words.get(BookingStatus(booking.status), (str(booking.get_status_display()), "info"))
