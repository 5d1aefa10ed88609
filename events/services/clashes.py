"""Times that change: bookings that clash by now become "please choose", outside the constraint; the person chooses.

Spans are half-open: what begins when the other ends does not clash.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import OCCUPYING, STANDING, BookingStatus, Mode, RegistrationStatus
from events.models import Booking, Bucket, Event, Registration, Session
from events.services import choices, leaving, party, places, post, waiting_list
from events.services.approving import check_desk
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User


def move_session(
    *,
    session: Session,
    starts_at: dt.datetime,
    ends_at: dt.datetime,
    by: User,
    now: dt.datetime | None = None,
) -> list[Booking]:
    """Moves a session in time. Returns the bookings whose persons have to choose now; each of them is told."""
    check_desk(by)
    if ends_at <= starts_at:
        raise Refusal(_("The session must end after it begins."))

    def work() -> list[Booking]:
        buckets = places.lock_event(session.event_id)
        row = (
            Session.objects.select_for_update(of=("self",), no_key=True)
            .select_related("event")
            .get(pk=session.pk)
        )
        if (row.starts_at, row.ends_at) == (starts_at, ends_at):
            return []
        row.starts_at, row.ends_at = starts_at, ends_at
        row.day = starts_at.astimezone(row.event.tzinfo).date()
        row.sequence += 1
        row.save(update_fields=["starts_at", "ends_at", "day", "sequence"])
        audit.record(
            action="session.moved", obj=row, by=by, starts=starts_at.isoformat(), ends=ends_at.isoformat()
        )
        return _apply(Booking.objects.filter(bucket__session=row), now or timezone.now(), buckets)

    return places.patiently(work)


def apply_times(*, event: Event, now: dt.datetime | None = None) -> list[Booking]:
    """After the times of an event or of its sessions were changed: bookings get the new spans. Returns those whose persons have to
    choose now; each of them is told. Doing it twice changes nothing.
    """

    def work() -> list[Booking]:
        buckets = places.lock_event(event.pk)
        return _apply(Booking.objects.filter(bucket__event=event), now or timezone.now(), buckets)

    return places.patiently(work)


def let_go(*, event: Event) -> None:
    """Once an event is called off, bookings keep nobody from being somewhere else at that time; the places themselves stay."""

    def work() -> None:
        places.lock_event(event.pk)
        Booking.objects.filter(bucket__event=event).update(period=None)

    places.patiently(work)


def _apply(bookings, now: dt.datetime, _locked: dict[int, Bucket]) -> list[Booking]:  # type: ignore[no-untyped-def]
    """All spans that change are emptied first: two sessions may change places without meeting on the way."""
    rows = bookings.exclude(status=BookingStatus.RELEASED).select_related(
        "bucket__session", "bucket__event", "registration__event"
    )
    moved = [row for row in rows.order_by("person_key", "pk") if _has_moved(row)]
    Booking.objects.filter(pk__in=[row.pk for row in moved]).update(period=None)
    return [row for row in moved if not _stays(row, now)]


def _has_moved(row: Booking) -> bool:
    new = choices.period_of(row.bucket.event, row.bucket.session)
    return new != choices.span_of(row)


def _stays(row: Booking, now: dt.datetime) -> bool:
    """Writes the new span; where the person is elsewhere at that time the booking becomes "please choose"."""
    period = choices.period_of(row.bucket.event, row.bucket.session)
    others: list[Booking] = []
    if period and row.status in OCCUPYING and row.mode == Mode.ON_SITE:
        found = choices.overlapping([row.person_key], [choices.Chosen(row.bucket, period)])
        others = list(found.filter(mode=Mode.ON_SITE).exclude(pk=row.pk))
    row.period, row.changed_at = period, now
    if others:
        row.status, row.offered_until = BookingStatus.CHOOSE, None
    row.save(update_fields=["period", "status", "offered_until", "changed_at"])
    if others:
        audit.record(action="booking.choose", obj=row, by=None)
        post.tell(row.registration, post.CHOOSE, booking=row, others=others)
    return not others


def to_choose(event: Event) -> list[Booking]:
    """Who still has to choose in an event, for the desk."""
    rows = Booking.objects.filter(bucket__event=event, status=BookingStatus.CHOOSE)
    return list(rows.select_related("registration", "bucket__session").order_by("changed_at", "pk"))


def choose(*, booking: Booking, keep: bool, now: dt.datetime | None = None) -> Booking:
    """The person has chosen. `keep`: this one, and whatever is at the same time is given back; there is a place again, or a number on
    the waiting list. Otherwise this one is given back; for the event as a whole that is a cancellation. Twice changes nothing.
    """
    now = now or timezone.now()

    def work() -> Booking:
        others = _others(booking)
        events = {booking.registration.event_id, *(one.bucket.event_id for one in others)}
        buckets = places.lock_event(*events)
        rows = party.lock_rows(Q(pk__in={booking.registration_id, *(one.registration_id for one in others)}))
        found = Booking.objects.select_related("bucket__session", "bucket__event").get(pk=booking.pk)
        found.registration = next(row for row in rows if row.pk == booking.registration_id)
        if found.status != BookingStatus.CHOOSE:
            return found
        if keep:
            _give_back_others(found, rows, now)
            _take(found, buckets, now)
        else:
            leaving.give_up(found, RegistrationStatus.CANCELLED, now)
        audit.record(action="booking.chosen", obj=found, by=None, keep=keep)
        for event in {row.event_id: row.event for row in rows}.values():
            own = {pk: one for pk, one in buckets.items() if one.event_id == event.pk}
            waiting_list.fill(event=event, buckets=own, now=now, fresh=[found.registration_id])
        found.refresh_from_db(fields=["status"])
        kind = post.outcome_kind(found.registration, found) if keep else post.CHANGED
        post.tell(
            found.registration,
            kind if found.registration.status in STANDING else post.CANCELLED,
            booking=found,
        )
        return found

    return places.patiently(work)


def _others(booking: Booking) -> list[Booking]:
    """Places of the person at the time of the booking."""
    one = choices.Chosen(booking.bucket, choices.span_of(booking))
    rows = choices.overlapping([booking.person_key], [one]).filter(mode=Mode.ON_SITE).exclude(pk=booking.pk)
    return list(rows.select_related("registration"))


def _give_back_others(found: Booking, rows: Iterable[Registration], now: dt.datetime) -> None:
    known = {row.pk: row for row in rows}
    for other in _others(found):
        if other.registration_id not in known:
            raise Refusal(_("Something has changed at the same moment. Please try again."))
        other.registration = known[other.registration_id]
        leaving.give_up(other, RegistrationStatus.CANCELLED, now)
        if not other.is_session:
            audit.record(action="registration.cancelled", obj=other.registration, by=None)
            post.tell(other.registration, post.CANCELLED)


def _take(found: Booking, buckets: dict[int, Bucket], now: dt.datetime) -> None:
    tally = places.count(buckets)[found.bucket_id]
    has_event = not found.is_session or found.registration.bookings.of_event().occupying().exists()
    fits = has_event and tally.fits(1)
    found.status = party.placed_status(found.registration) if fits else BookingStatus.WAITING
    found.waiting_number = None if fits else tally.next_number()
    found.changed_at = now
    found.save(update_fields=["status", "waiting_number", "changed_at"])
