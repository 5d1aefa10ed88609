"""The secretariat decides registrations that need approval. Over capacity nobody is approved; the refusal says the numbers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import BookingStatus, RegistrationStatus
from events.models import Booking, Registration
from events.querysets import is_desk
from events.services import choices, party, places, post
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


def approve(
    *, registration: Registration, by: User, on_waiting_list: bool = False, now: dt.datetime | None = None
) -> Registration:
    """Gives the place that was asked for, in all sessions asked for or in none. Doing it twice changes nothing.

    Refuses with numbers when there is none; with `on_waiting_list` whoever finds no place waits for one. Refuses who is not the
    secretariat, and who is somewhere else at that time by now.
    """
    now = now or timezone.now()
    check_desk(by)

    def work() -> Registration:
        buckets = places.lock_event(registration.event_id)
        row = party.lock_rows(Q(pk=registration.pk))[0]
        if row.status == RegistrationStatus.ACTIVE:
            return row
        if row.status != RegistrationStatus.RECEIVED:
            raise Refusal(_("This registration is not waiting for a decision."))
        party.move(row, RegistrationStatus.ACTIVE, now)
        wanted = list(row.bookings.filter(status=BookingStatus.REQUESTED).select_related("bucket__session"))
        tallies = places.count(buckets)
        for booking in sorted(wanted, key=lambda one: (one.is_session, one.pk)):
            _give(booking, tallies[booking.bucket_id], on_waiting_list=on_waiting_list, now=now)
        audit.record(action="registration.approved", obj=row, by=by)
        whole = next(one for one in wanted if not one.is_session)
        post.tell(row, post.outcome_kind(row, whole), booking=whole)
        return row

    return places.patiently(work)


def _give(booking: Booking, tally: places.Tally, *, on_waiting_list: bool, now: dt.datetime) -> None:
    fits = tally.fits(1)
    if not fits and not on_waiting_list:
        raise places.Full(places.numbers_of(booking.bucket, tally), [booking.bucket])
    if fits and (names := choices.names_of_clashes(booking)) and booking.mode == "on_site":
        raise Refusal(_("This person is registered for “%(other)s” at the same time.") % {"other": names[0]})
    booking.status = BookingStatus.CONFIRMED if fits else BookingStatus.WAITING
    booking.waiting_number = None if fits else tally.next_number()
    tally.taken += fits
    booking.changed_at = now
    booking.save(update_fields=["status", "waiting_number", "changed_at"])


def decline(
    *, registration: Registration, by: User, reason: str, now: dt.datetime | None = None
) -> Registration:
    """No place; the person hears why. Refuses without a reason, and who is not the secretariat."""
    now = now or timezone.now()
    check_desk(by)
    if not reason.strip():
        raise Refusal(_("Please give a reason; it is sent to the person."))

    def work() -> Registration:
        places.lock_event(registration.event_id)
        row = party.lock_rows(Q(pk=registration.pk))[0]
        if row.status == RegistrationStatus.DECLINED:
            return row
        row.reason = reason.strip()[:400]
        party.release([row], RegistrationStatus.DECLINED, now)
        audit.record(action="registration.declined", obj=row, by=by)
        post.tell(row, post.DECLINED)
        return row

    return places.patiently(work)


def check_desk(by: User) -> None:
    """Refuses who is not the secretariat."""
    if not is_desk(by):
        raise Refusal(_("Only the secretariat can do this."))
