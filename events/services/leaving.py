"""Ending a registration: by the person, or because an hour, an offer or an invitation ran out. The waiting list moves up in the same transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from events.enums import STANDING, BookingStatus, RegistrationStatus
from events.models import Booking, Event, Registration
from events.querysets import RegistrationQuerySet
from events.services import party, places, post, waiting_list
from platform_portal.core import audit

if TYPE_CHECKING:
    from accounts.models import User

#: Event rows handled in one round of the periodic task.
EVENTS_PER_ROUND = 200


def cancel(
    *,
    registration: Registration,
    colleagues: Collection[int] = (),
    by: User | None = None,
    now: dt.datetime | None = None,
) -> Registration:
    """Cancels a registration, and those of the colleagues named who were registered by the same person. Doing it twice changes nothing.

    Whoever cancels is not offered a place again. `by`: the secretariat; None: the person, by the link.
    """
    now = now or timezone.now()

    def work() -> Registration:
        buckets = places.lock_event(registration.event_id)
        which = Q(pk=registration.pk) | Q(leader=registration.pk, pk__in=list(colleagues))
        rows = [row for row in party.lock_rows(which) if row.status in STANDING or row.pk == registration.pk]
        open_ = [row for row in rows if row.status in STANDING]
        party.release(open_, RegistrationStatus.CANCELLED, now)
        for row in open_:
            audit.record(action="registration.cancelled", obj=row, by=by)
            post.tell(row, post.CANCELLED)
        waiting_list.fill(event=rows[0].event, buckets=buckets, now=now)
        return next(row for row in rows if row.pk == registration.pk)

    return places.patiently(work)


def follow(*, now: dt.datetime | None = None) -> int:
    """Ends what ran out and lets the lists move up, event by event. Returns how many events were touched. May run twice, and be killed.

    Run every 30 seconds, so that a place is given on within a minute.
    """
    now = now or timezone.now()
    touched = 0
    for event in Event.objects.filter(pk__in=_events_to_follow(now)).order_by("pk")[:EVENTS_PER_ROUND]:
        touched += bool(places.patiently(lambda event=event: _follow_event(event, now)))  # type: ignore[misc]
    return touched


def _events_to_follow(now: dt.datetime) -> set[int]:
    """Events with something that ran out, or with somebody waiting for a bucket that has a free place."""
    late = Registration.objects.overdue(now).values_list("event", flat=True)
    offers = Booking.objects.overdue_offers(now).order_by().values_list("bucket__event", flat=True)
    free = waiting_list.with_free_places(now)
    return {*late, *offers, *free}


def _follow_event(event: Event, now: dt.datetime) -> int:
    buckets = places.lock_event(event.pk)
    done = expire_holds(event, now) + expire_offers(event, now)
    return done + len(waiting_list.fill(event=event, buckets=buckets, now=now))


def expire_holds(event: Event, now: dt.datetime) -> int:
    """Addresses not confirmed and invitations not answered in time; the buckets of the event must be locked."""
    rows = party.lock_rows(Q(event=event) & RegistrationQuerySet.is_overdue(now))
    invited = [row for row in rows if row.status == RegistrationStatus.INVITED]
    party.release(rows, RegistrationStatus.EXPIRED, now)
    audit.record_many(action="registration.expired", objects=[(row, {}) for row in rows], by=None)
    for row in invited:
        post.tell(row, post.EXPIRED)
    return len(rows)


def expire_offers(event: Event, now: dt.datetime) -> int:
    """Offers not taken in time: the place goes on; without a place at the event the registration ends."""
    late = list(
        Booking.objects.overdue_offers(now)
        .filter(bucket__event=event)
        .select_related("registration__event", "bucket__session")
    )
    for booking in late:
        give_up(booking, RegistrationStatus.EXPIRED, now)
        audit.record(action="booking.expired", obj=booking, by=None)
        post.tell(booking.registration, post.EXPIRED, booking=booking)
    return len(late)


def give_up(booking: Booking, status: RegistrationStatus, now: dt.datetime) -> None:
    """A booking is given back; with that of the event the whole registration ends."""
    row = booking.registration
    if booking.is_session:
        party.give_back(Booking.objects.filter(pk=booking.pk), now)
    elif row.status in STANDING:
        party.release([row], status, now)
    booking.status = BookingStatus.RELEASED
