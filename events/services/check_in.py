"""Check-in: a place is used, once, however many scan the same code at the same moment."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import BookingStatus, EventStatus, Mode, RegistrationStatus
from events.models import Booking, CheckIn, Event, Registration, Session
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: A device that was offline may say when it scanned, within this time.
OFFLINE_FOR = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Door:
    """Where people are checked in: the event as a whole or one of its sessions, on site or online."""

    event: Event
    session: Session | None = None
    mode: str = Mode.ON_SITE


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a scan has led to. `is_new`: this scan checked the person in, also when it is sent a second time."""

    registration: Registration
    at: dt.datetime
    is_new: bool


@transaction.atomic
def check_in(
    *,
    door: Door,
    by: User,
    code: str = "",
    registration: int | None = None,
    scan: uuid.UUID | None = None,
    at: dt.datetime | None = None,
    now: dt.datetime | None = None,
) -> Outcome:
    """Checks somebody in by the code on the badge or by the number of the registration.

    Of any number of scans of one code exactly one is new; the others learn since when the person is there. A scan that is sent
    again (same `scan`) is answered as the first time. `at` is believed if it lies within the last 24 hours. Refuses codes of
    other events, people without a place here, and cancelled events.
    """
    now = now or timezone.now()
    found = _found(door, code, registration)
    booking = _admitted(door, found, locked(_place(door, found)))
    there = CheckIn.objects.filter(booking=booking).first()
    if there is not None:
        return Outcome(found, there.at, is_new=scan is not None and there.scan == scan)
    moment = at if at is not None and now - OFFLINE_FOR <= at <= now else now
    made = CheckIn.objects.create(booking=booking, at=moment, by=by, scan=scan)
    Registration.objects.filter(pk=found.pk, checked_in_at__isnull=True).update(checked_in_at=moment)
    audit.record(action="registration.checked_in", obj=found, by=by, session=door.session and door.session.pk)
    return Outcome(found, made.at, is_new=True)


@transaction.atomic
def take_back(*, door: Door, registration: int, by: User) -> Registration:
    """Takes a check-in at this door back. Refuses when there is none."""
    found = _found(door, "", registration)
    booking = locked(_place(door, found))
    gone, _rows = CheckIn.objects.filter(booking=booking).delete()
    if not gone:
        raise Refusal(_("%(name)s is not checked in.") % {"name": found.name})
    left = CheckIn.objects.filter(booking__registration=found).order_by("at").first()
    Registration.objects.filter(pk=found.pk).update(checked_in_at=left.at if left else None)
    audit.record(action="registration.check_in_taken_back", obj=found, by=by)
    return found


def locked(places: QuerySet[Booking]) -> Booking | None:
    """The place, locked: the other scans of the same code wait here."""
    return places.select_for_update(of=("self",), no_key=True).first()


def clean_code(text: str) -> str:
    """A code as typed: small letters, spaces and hyphens do not matter."""
    return "".join(letter for letter in text.upper() if letter.isalnum())[:12]


def _found(door: Door, code: str, registration: int | None) -> Registration:
    of_event = Registration.objects.filter(event=door.event)
    if registration is not None:
        found = of_event.filter(pk=registration).first()
    else:
        found = of_event.filter(code=clean_code(code)).first() if clean_code(code) else None
    if found is None:
        raise Refusal(_("This code does not belong to the event."))
    return found


def _place(door: Door, found: Registration) -> QuerySet[Booking]:
    bucket = {"bucket__session": door.session} if door.session else {"bucket__session__isnull": True}
    return found.bookings.exclude(status=BookingStatus.RELEASED).filter(mode=door.mode, **bucket)


def _admitted(door: Door, found: Registration, booking: Booking | None) -> Booking:
    """The place somebody may be checked in with. Refuses otherwise, with the reason."""
    if door.event.status == EventStatus.CANCELLED:
        raise Refusal(_("This event was cancelled."))
    if found.status != RegistrationStatus.ACTIVE:
        raise Refusal(
            _("%(name)s has no place: %(state)s.") % {"name": found.name, "state": found.get_status_display()}
        )
    if booking is None and found.mode != door.mode:
        raise Refusal(
            _("%(name)s is registered to take part in another way: %(mode)s.")
            % {"name": found.name, "mode": found.get_mode_display()}
        )
    if booking is None:
        raise Refusal(_("%(name)s has no place in this session.") % {"name": found.name})
    if booking.status != BookingStatus.CONFIRMED:
        raise Refusal(
            _("%(name)s has no place: %(state)s.")
            % {"name": found.name, "state": booking.get_status_display()}
        )
    return booking
