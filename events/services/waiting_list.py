"""The waiting list moves up: strictly in the order of the numbers, nobody passes those who wait.

Those who were registered together move up together: where a party at the head does not fit, the list waits for it. Passed over is only
who could not use the place: whose group's quota is used up, who has no place at the event for a session of it, or who is
somewhere else at that time by now (then: please choose).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from events.enums import (
    OCCUPYING,
    BookingStatus,
    EventStatus,
    Mode,
    RegistrationStatus,
    WaitingPolicy,
)
from events.models import Booking, Bucket, Event, GroupQuota, Registration
from events.services import choices, places, post
from events.services.places import Tally
from platform_portal.core import audit

PLACED = (BookingStatus.CONFIRMED, BookingStatus.HELD)


@dataclass(slots=True)
class Filling:
    """One round of moving up in an event whose buckets are locked."""

    event: Event
    now: dt.datetime
    buckets: dict[int, Bucket]
    fresh: frozenset[int] = frozenset()
    tallies: dict[int, Tally] = field(default_factory=dict)
    quotas: dict[int, int] = field(default_factory=dict)
    moved: list[Booking] = field(default_factory=list)

    def is_over(self, bucket: Bucket) -> bool:
        """Whether nobody moves up any more: the event does not take place, or has begun."""
        begins = (bucket.session.starts_at if bucket.session else None) or self.event.starts_at
        return self.event.status != EventStatus.PUBLISHED or begins <= self.now


def fill(
    *,
    event: Event,
    buckets: dict[int, Bucket],
    now: dt.datetime,
    fresh: Collection[int] = (),
) -> list[Booking]:
    """Gives free places to those who wait. The buckets, all of the event, must be locked. Returns the bookings that moved.

    `fresh`: registrations that are being made at this moment; they get the place itself, not an offer, and no second mail.
    """
    round_ = Filling(event, now, buckets, frozenset(fresh))
    waiting = list(_waiting(buckets))
    if not waiting:
        return []
    round_.tallies, round_.quotas = places.count(buckets), _quotas_left(event)
    by_bucket = {pk: list(rows) for pk, rows in groupby(waiting, key=lambda row: row.bucket_id)}
    for bucket in sorted(buckets.values(), key=lambda one: (one.session_id is not None, one.pk)):
        if bucket.pk in by_bucket and not round_.is_over(bucket):
            _fill_bucket(round_, bucket, by_bucket[bucket.pk])
    return round_.moved


def with_free_places(now: dt.datetime) -> set[int]:
    """Events that have begun to move: somebody waits for a bucket in which there is a free place. One query."""
    taken = Bucket.objects.filter(pk=OuterRef("pk")).annotate(
        number=Count("bookings", filter=Q(bookings__status__in=OCCUPYING))
    )
    rows = Bucket.objects.filter(
        Exists(Booking.objects.filter(bucket=OuterRef("pk"), status=BookingStatus.WAITING)),
        event__status=EventStatus.PUBLISHED,
        event__ends_at__gt=now,
    ).annotate(taken=Subquery(taken.values("number")))
    return set(
        rows.filter(Q(capacity__isnull=True) | Q(taken__lt=F("capacity"))).values_list("event", flat=True)
    )


def _waiting(buckets: dict[int, Bucket]) -> QuerySet[Booking]:
    rows = Booking.objects.waiting().filter(bucket__in=buckets).select_related("registration__event")
    placed = Booking.objects.filter(
        registration=OuterRef("registration"), is_session=False, status__in=PLACED
    )
    return rows.annotate(has_event_place=Exists(placed))


def _fill_bucket(round_: Filling, bucket: Bucket, waiting: list[Booking]) -> None:
    tally = round_.tallies[bucket.pk]
    for party in _parties(waiting):
        able = [booking for booking in party if _can_use(round_, booking)]
        if not able or not _quota_allows(round_, able):
            continue
        if not tally.has_room(len(able)):
            return
        for booking in able:
            booking.bucket = bucket
            if clashes_of(booking):
                _ask_to_choose(booking, round_.now)
                continue
            _move(round_, booking, tally)


def _parties(waiting: list[Booking]) -> Iterator[list[Booking]]:
    """Runs of neighbours in the list who were registered together."""
    for _leader, rows in groupby(waiting, key=lambda row: row.registration.leader_id or row.registration_id):
        yield list(rows)


def _can_use(round_: Filling, booking: Booking) -> bool:
    if not booking.is_session:
        return True
    moved = {one.registration_id for one in round_.moved if not one.is_session and one.status in PLACED}
    return bool(booking.has_event_place) or booking.registration_id in moved  # type: ignore[attr-defined]


def _quotas_left(event: Event) -> dict[int, int]:
    """Places left per group that has a quota; two queries, one where there are none."""
    quotas = dict(GroupQuota.objects.filter(event=event).values_list("group", "capacity"))
    if not quotas:
        return {}
    taken = (
        Booking.objects.of_event().occupying().filter(bucket__event=event).values_list("registration__group")
    )
    for (group,) in taken:
        if group in quotas:
            quotas[group] -= 1
    return quotas


def _quota_allows(round_: Filling, party: list[Booking]) -> bool:
    group = party[0].registration.group_id
    return party[0].is_session or group not in round_.quotas or round_.quotas[group] >= len(party)


def clashes_of(booking: Booking) -> QuerySet[Booking]:
    """Places of the same person, on site like this one, at the same time; the constraint would refuse the second."""
    if booking.mode != Mode.ON_SITE or booking.period is None:
        return Booking.objects.none()
    return Booking.objects.filter(
        person_key=booking.person_key, mode=Mode.ON_SITE, is_session=booking.is_session,
        status__in=OCCUPYING, period__overlap=booking.period,
    ).exclude(pk=booking.pk)  # fmt: skip


def _ask_to_choose(booking: Booking, now: dt.datetime) -> None:
    booking.status, booking.changed_at = BookingStatus.CHOOSE, now
    booking.save(update_fields=["status", "changed_at"])
    audit.record(action="booking.choose", obj=booking, by=None)
    post.tell(booking.registration, post.CHOOSE, booking=booking, others=choices.clashes_with(booking))


def _move(round_: Filling, booking: Booking, tally: Tally) -> None:
    registration = booking.registration
    is_fresh = registration.pk in round_.fresh
    booking.status, booking.offered_until = _place_for(
        round_.event, registration, round_.now, is_fresh=is_fresh
    )
    booking.changed_at = round_.now
    booking.save(update_fields=["status", "offered_until", "changed_at"])
    tally.taken += 1
    tally.waiting -= 1
    if not booking.is_session and registration.group_id in round_.quotas:
        round_.quotas[registration.group_id] -= 1
    round_.moved.append(booking)
    if is_fresh or booking.status == BookingStatus.HELD:
        return
    audit.record(action=f"booking.{booking.status}", obj=booking, by=None)
    kind = post.OFFER if booking.status == BookingStatus.OFFERED else post.MOVED_UP
    post.tell(registration, kind, booking=booking)


def _place_for(
    event: Event, registration: Registration, now: dt.datetime, *, is_fresh: bool
) -> tuple[BookingStatus, dt.datetime | None]:
    """What somebody gets who moves up: held while the address is not confirmed, an offer where the event makes offers."""
    if registration.status == RegistrationStatus.UNCONFIRMED:
        return BookingStatus.HELD, None
    if event.waiting_policy == WaitingPolicy.OFFER and not is_fresh:
        return BookingStatus.OFFERED, min(now + dt.timedelta(hours=event.offer_hours), event.starts_at)
    return BookingStatus.CONFIRMED, None
