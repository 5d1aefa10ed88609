"""Registrations and their bookings, written under the locks of their buckets: placing, confirming, releasing.

A party is one person with the colleagues registered in the same step. None of these functions takes a lock on a bucket
after another one: whoever calls them holds what they count.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import F, Q
from django.utils.translation import gettext as _

from events.enums import (
    OCCUPYING,
    REGISTRATION_TRANSITIONS,
    BookingStatus,
    Mode,
    RegistrationStatus,
    WaitingPolicy,
)
from events.models import Booking, Bucket, Event, GroupQuota, Registration
from events.services import choices, places, waiting_list
from events.services.choices import Chosen
from events.services.places import Full, Tally
from platform_portal.core.errors import Refusal
from platform_portal.core.ready_rows import insert

type Clashing = dict[str, set[int]]


def clashing(people: Iterable[object], chosen: list[Chosen], *, user_key: str, accepts: bool) -> Clashing:
    """Per address the buckets that clash with a place on site elsewhere. For the person with the account it is a refusal at once;
    others only learn it themselves. One query, two where somebody is elsewhere.
    """
    keys = {one.key for one in people}  # type: ignore[attr-defined]
    if not choices.is_anybody_elsewhere(keys, chosen):
        return {}
    mode = chosen[0].bucket.mode
    rows = list(choices.overlapping(keys, chosen))
    choices.refuse_clash([row for row in rows if row.person_key == user_key], mode=mode, accepts=accepts)
    found: Clashing = {}
    for row in rows:
        if row.mode != Mode.ON_SITE or mode != Mode.ON_SITE:
            continue
        span = (row.period.lower, row.period.upper)
        found.setdefault(row.person_key, set()).update(
            one.bucket.pk
            for one in chosen
            if (one.bucket.session_id is not None) == row.is_session and choices.overlap(one.period, span)
        )
    return found


def request(rows: Iterable[Registration], chosen: Iterable[Chosen]) -> None:
    """Wishes that wait for the secretariat; they take no place."""
    Booking.objects.bulk_create(
        [booking_of(row, one, BookingStatus.REQUESTED) for row in rows for one in chosen]
    )


def place(
    *, event: Event, rows: list[Registration], chosen: list[Chosen], locked: dict[int, Bucket], clashing: Clashing,
    has_quota: bool, now: dt.datetime,
) -> None:  # fmt: skip
    """Gives the party its places, or its numbers on the waiting list. Raises `Full` where neither is possible: then nothing is booked."""
    tallies = places.count(locked)
    whole, *_sessions = chosen
    taking = [row for row in rows if whole.bucket.pk not in clashing.get(row.person_key, ())]
    fits = tallies[whole.bucket.pk].fits(len(taking)) and (not has_quota or _has_quota_for(event, taking))
    if taking and not fits and event.waiting_policy == WaitingPolicy.NONE:
        raise Full(_("All places are taken."), [whole.bucket])
    could_move = not fits and tallies[whole.bucket.pk].has_room(len(taking))
    bookings, full = _bookings(event, rows, chosen, tallies, clashing, waits=not fits)
    if full:
        raise full_sessions(full)
    if len(bookings) == 1:
        insert(bookings[0])
    else:
        Booking.objects.bulk_create(sorted(bookings, key=lambda one: (one.person_key, one.bucket_id)))
    if could_move:
        waiting_list.fill(event=event, buckets=locked, now=now, fresh=[row.pk for row in rows])


def full_sessions(full: Iterable[Bucket]) -> Full:
    """The refusal that names the sessions without a place."""
    full = list(full)
    names = ", ".join(f"“{choices.title(bucket.session)}”" for bucket in full)
    return Full(
        _("%(sessions)s: all places are taken by now. Nothing has been booked. Please choose again.")
        % {"sessions": names},
        full,
    )


def _bookings(
    event: Event, rows: list[Registration], chosen: list[Chosen], tallies: dict[int, Tally], clashing: Clashing, *,
    waits: bool,
) -> tuple[list[Booking], list[Bucket]]:  # fmt: skip
    """The bookings of the party, and the sessions that are full. The first bucket is that of the event."""
    whole, *sessions = chosen
    stuck = [row for row in rows if whole.bucket.pk in clashing.get(row.person_key, ())]
    able = [row for row in rows if row not in stuck]
    found = [booking_of(row, one, BookingStatus.CHOOSE) for row in stuck for one in chosen]
    found += _taken(able, whole, tallies[whole.bucket.pk], waits=waits)
    booked, full = session_bookings(event, able, sessions, tallies, clashing=clashing, event_waits=waits)
    return found + booked, full


def session_bookings(
    event: Event, rows: list[Registration], sessions: Iterable[Chosen], tallies: dict[int, Tally], *,
    clashing: Clashing, event_waits: bool,
) -> tuple[list[Booking], list[Bucket]]:  # fmt: skip
    """Bookings of sessions, and the sessions that are full although nobody said that waiting is good enough."""
    found: list[Booking] = []
    full: list[Bucket] = []
    may_wait = event.waiting_policy != WaitingPolicy.NONE
    for one in sessions:
        stuck = [row for row in rows if one.bucket.pk in clashing.get(row.person_key, ())]
        able = [row for row in rows if row not in stuck]
        waits = event_waits or not tallies[one.bucket.pk].fits(len(able))
        if waits and not event_waits and not (one.waits and may_wait):
            full.append(one.bucket)
            continue
        found += [booking_of(row, one, BookingStatus.CHOOSE) for row in stuck]
        found += _taken(able, one, tallies[one.bucket.pk], waits=waits)
    return found, full


def _taken(rows: list[Registration], one: Chosen, tally: Tally, *, waits: bool) -> list[Booking]:
    if waits:
        return [booking_of(row, one, BookingStatus.WAITING, tally.next_number()) for row in rows]
    tally.taken += len(rows)
    return [booking_of(row, one, placed_status(row)) for row in rows]


def placed_status(row: Registration) -> BookingStatus:
    """What a place is called: held while the address is not confirmed."""
    return BookingStatus.HELD if row.status == RegistrationStatus.UNCONFIRMED else BookingStatus.CONFIRMED


def booking_of(row: Registration, one: Chosen, status: BookingStatus, number: int | None = None) -> Booking:
    """A booking, not saved."""
    return Booking(
        registration=row, bucket=one.bucket, is_session=one.bucket.session_id is not None, mode=one.bucket.mode,
        person_key=row.person_key, period=one.period, status=status, waiting_number=number,
    )  # fmt: skip


def _has_quota_for(event: Event, taking: list[Registration]) -> bool:
    if not taking:
        return True
    group = taking[0].group_id
    capacity = GroupQuota.objects.filter(event=event, group=group).values_list("capacity", flat=True).first()
    if capacity is None:
        return True
    rows = Booking.objects.of_event().occupying().filter(bucket__event=event, registration__group=group)
    return capacity - rows.count() >= len(taking)


def locked(registration: Registration) -> tuple[Registration, dict[int, Bucket]]:
    """All buckets of the event, then the registration itself, as they are now."""
    buckets = places.lock_event(registration.event_id)
    return _rows(Q(pk=registration.pk)).get(), buckets


def locked_party(registration: Registration) -> list[Registration]:
    """The buckets a party has bookings in, then its registrations."""
    whose = Q(pk=registration.pk) | Q(leader=registration.pk)
    numbers = Booking.objects.filter(
        Q(registration=registration.pk) | Q(registration__leader=registration.pk)
    ).values_list("bucket", flat=True)
    places.lock(registration.event_id, numbers)
    return lock_rows(whose)


def _rows(which: Q):  # type: ignore[no-untyped-def]
    rows = Registration.objects.select_for_update(of=("self",), no_key=True).select_related("event")
    return rows.filter(which).order_by("pk")


def move(row: Registration, status: RegistrationStatus, now: dt.datetime) -> None:
    """Changes the status, if that is possible at all."""
    if status not in REGISTRATION_TRANSITIONS[row.status]:
        raise Refusal(_("This is not possible any more: %(status)s.") % {"status": row.get_status_display()})
    row.status = status
    row.held_until = None
    if status in (RegistrationStatus.CANCELLED, RegistrationStatus.DECLINED, RegistrationStatus.EXPIRED):
        row.ended_at = now
    row.save(update_fields=["status", "held_until", "ended_at", "reason", "confirmed_at"])


def confirm(row: Registration, status: RegistrationStatus, now: dt.datetime) -> None:
    """The address is right: what was held is the person's."""
    row.confirmed_at = now
    move(row, status, now)
    row.bookings.filter(status__in=(BookingStatus.HELD, BookingStatus.INVITED)).update(
        status=BookingStatus.CONFIRMED, changed_at=now
    )


def release(rows: Iterable[Registration], status: RegistrationStatus, now: dt.datetime) -> None:
    """The registrations end, and all their bookings are given back."""
    rows = list(rows)
    for row in rows:
        move(row, status, now)
    give_back(Booking.objects.filter(registration__in=rows), now)


def give_back(bookings, now: dt.datetime) -> int:  # type: ignore[no-untyped-def]
    """Bookings that are given back. Returns how many took a place."""
    open_ = bookings.exclude(status=BookingStatus.RELEASED)
    taken = open_.filter(status__in=OCCUPYING).count()
    open_.update(status=BookingStatus.RELEASED, offered_until=None, changed_at=now)
    return taken


def touched(row: Registration) -> None:
    """Something the calendar shows has changed."""
    Registration.objects.filter(pk=row.pk).update(sequence=F("sequence") + 1)
    row.refresh_from_db(fields=["sequence"])


def lock_rows(which: Q) -> list[Registration]:
    """Registrations as they are now, locked in the order of their numbers; the buckets come first."""
    return list(_rows(which))
