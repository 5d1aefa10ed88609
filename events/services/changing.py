"""What a person changes by the personal link: on site or online, sessions, answers; offers taken or given up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import OCCUPYING, BookingStatus, RegistrationStatus
from events.models import Booking, Bucket, Registration
from events.services import answers, choices, leaving, party, places, post, waiting_list
from events.services.answers import Given
from events.services.choices import Chosen, Wish
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

CHANGEABLE = (RegistrationStatus.ACTIVE, RegistrationStatus.RECEIVED)
OPEN = (BookingStatus.WAITING, BookingStatus.CHOOSE, BookingStatus.REQUESTED, *OCCUPYING)


def switch_mode(
    *, registration: Registration, mode: str, accepts_clash: bool = False, by: User | None = None,
    now: dt.datetime | None = None,
) -> Registration:  # fmt: skip
    """From on site to online or back. Whoever has a place keeps it unless there is one of the other kind; who waits goes to the end of
    the other list. Sessions go along where they can be attended in the new way; the others are given back. Twice changes nothing.
    """
    now = now or timezone.now()

    def work() -> Registration:
        row, buckets = _open(registration)
        if row.mode == mode:
            return row
        there = {one.session_id: one for one in buckets.values() if one.mode == mode}
        if None not in there or mode not in row.event.modes:
            raise Refusal(_("The event cannot be attended in this way."))
        old = list(row.bookings.filter(status__in=OPEN).select_related("bucket__session"))
        kept = [one for one in old if one.bucket.session_id in there]
        chosen = [
            Chosen(there[one.bucket.session_id], choices.period_of(row.event, one.bucket.session))
            for one in kept
        ]
        clashes = choices.overlapping([row.person_key], chosen, without_event=row.event_id)
        choices.refuse_clash(clashes, mode=mode, accepts=accepts_clash)
        _exchange(row, old, kept, chosen, buckets, now)
        row.mode = mode
        row.save(update_fields=["mode"])
        party.touched(row)
        audit.record(action="registration.switched", obj=row, by=by, mode=mode)
        waiting_list.fill(event=row.event, buckets=buckets, now=now, fresh=[row.pk])
        post.tell(row, post.CHANGED)
        return row

    return places.patiently(work)


def _exchange(
    row: Registration,
    old: list[Booking],
    kept: list[Booking],
    chosen: list[Chosen],
    buckets: dict[int, Bucket],
    now: dt.datetime,
) -> None:
    """Gives back the old bookings and takes the new ones: a place where there is one, else a number on the list."""
    tallies = places.count(buckets)
    made: list[Booking] = []
    for booking, one in zip(kept, chosen, strict=True):
        tally = tallies[one.bucket.pk]
        if booking.status == BookingStatus.REQUESTED:
            made.append(party.booking_of(row, one, BookingStatus.REQUESTED))
        elif tally.fits(1):
            tally.taken += 1
            made.append(party.booking_of(row, one, BookingStatus.CONFIRMED))
        elif not booking.is_session and booking.status in OCCUPYING:
            raise places.Full(
                _("There is no free place of this kind: %(numbers)s You keep the one you have.")
                % {"numbers": places.numbers_of(one.bucket, tally)},
                [one.bucket],
            )
        else:
            made.append(party.booking_of(row, one, BookingStatus.WAITING, tally.next_number()))
    party.give_back(Booking.objects.filter(pk__in=[one.pk for one in old]), now)
    Booking.objects.bulk_create(made)


def change_sessions(
    *, registration: Registration, wish: Wish, accepts_clash: bool = False, now: dt.datetime | None = None
) -> Registration:
    """Other sessions instead: all that are new, or no change at all. Raises `Full` and `Clash` as registering does."""
    now = now or timezone.now()

    def work() -> Registration:
        row, buckets = _open(registration)
        held = {
            one.bucket.session_id: one
            for one in row.bookings.filter(is_session=True, status__in=OPEN).select_related("bucket__session")
        }
        found = choices.chosen(
            row.event, Wish(row.mode, wish.sessions, wish.waits, wish.is_member), invited=held
        )
        new = [one for one in found[1:] if one.bucket.session_id not in held]
        wanted = {one.bucket.session_id for one in found[1:]}
        gone = [booking for number, booking in held.items() if number not in wanted]
        party.give_back(Booking.objects.filter(pk__in=[one.pk for one in gone]), now)
        choices.refuse_clash(choices.overlapping([row.person_key], new), mode=row.mode, accepts=accepts_clash)
        _add(row, new, buckets)
        if new or gone:
            party.touched(row)
            audit.record(action="registration.sessions", obj=row, by=None, added=len(new), removed=len(gone))
            waiting_list.fill(event=row.event, buckets=buckets, now=now, fresh=[row.pk])
            post.tell(row, post.CHANGED)
        return row

    return places.patiently(work)


def _add(row: Registration, new: list[Chosen], buckets: dict[int, Bucket]) -> None:
    whole = row.bookings.of_event().exclude(status=BookingStatus.RELEASED).get()
    if whole.status == BookingStatus.REQUESTED:
        party.request([row], new)
        return
    tallies = places.count(buckets)
    made, full = party.session_bookings(
        row.event, [row], new, tallies, clashing={}, event_waits=whole.status not in OCCUPYING
    )
    if full:
        raise party.full_sessions(full)
    Booking.objects.bulk_create(made)


def change_answers(
    *, registration: Registration, fields: dict[str, object], given: Iterable[Given], keep: Collection[int] = (),
    now: dt.datetime | None = None,
) -> Registration:  # fmt: skip
    """Name, organisation, needs, food, headset, list, and the answers to the event's questions.

    `keep`: questions whose file stays as it is.
    """
    now = now or timezone.now()
    found = tuple(given)
    plain = {name: value for name, value in fields.items() if name != "list_consent"}
    consent = str(fields.get("list_consent", ""))

    def work() -> Registration:
        row, _buckets = _open(registration)
        for name, value in plain.items():
            setattr(row, name, value)
        row.list_consent_at = (row.list_consent_at or now) if consent else None
        row.list_consent_wording = consent
        row.save(update_fields=[*plain, "list_consent_at", "list_consent_wording"])
        answers.store(registration=row, event=row.event, given=found, by=row.user, keep=keep)
        answers.refuse_overbooked(answers.limited(found))
        audit.record(action="registration.changed", obj=row, by=None)
        return row

    return places.patiently(work)


def _open(registration: Registration) -> tuple[Registration, dict[int, Bucket]]:
    row, buckets = party.locked(registration)
    if row.status not in CHANGEABLE:
        raise Refusal(
            _("This registration cannot be changed any more: %(status)s.")
            % {"status": row.get_status_display()}
        )
    return row, buckets


def accept_offer(*, booking: Booking, now: dt.datetime | None = None) -> Booking:
    """Takes the place that is offered. Doing it twice changes nothing; refuses when the deadline is over."""
    now = now or timezone.now()

    def work() -> Booking:
        row, buckets = party.locked(booking.registration)
        found = row.bookings.select_related("bucket__session").get(pk=booking.pk)
        found.registration = row
        if found.status == BookingStatus.CONFIRMED:
            return found
        if found.status != BookingStatus.OFFERED or (found.offered_until and found.offered_until <= now):
            raise Refusal(_("The time to answer is over."))
        found.status, found.offered_until, found.changed_at = BookingStatus.CONFIRMED, None, now
        found.save(update_fields=["status", "offered_until", "changed_at"])
        audit.record(action="booking.confirmed", obj=found, by=None)
        party.touched(row)
        waiting_list.fill(event=row.event, buckets=buckets, now=now, fresh=[row.pk])
        post.tell(row, post.CHANGED if found.is_session else post.CONFIRMED)
        return found

    return places.patiently(work)


def refuse_offer(*, booking: Booking, now: dt.datetime | None = None) -> Booking:
    """Gives the offer up, for good: the next one gets it. For the event as a whole that is a cancellation. Twice changes nothing."""
    now = now or timezone.now()

    def work() -> Booking:
        row, buckets = party.locked(booking.registration)
        found = row.bookings.select_related("bucket__session").get(pk=booking.pk)
        found.registration = row
        if found.status == BookingStatus.OFFERED:
            leaving.give_up(found, RegistrationStatus.CANCELLED, now)
            audit.record(action="booking.refused", obj=found, by=None)
            if not found.is_session:
                post.tell(row, post.CANCELLED)
            waiting_list.fill(event=row.event, buckets=buckets, now=now)
        return found

    return places.patiently(work)
