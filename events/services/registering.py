"""Registering for an event: alone or with colleagues, with or without an account; and confirming the address.

Whoever has no account gets a link by mail; until it is used the place, or the position on the waiting list, is held for an hour.
Nobody learns by the form who is registered: known addresses get the same answer, and a mail of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import STANDING, Admission, BookingStatus, RegistrationStatus
from events.models import Event, Registration
from events.services import answers, choices, party, places, post
from events.services.answers import Given
from events.services.choices import Wish
from platform_portal.core import audit, prepared
from platform_portal.core.errors import Refusal
from platform_portal.core.ready_rows import insert

if TYPE_CHECKING:
    from accounts.models import User
    from actors.models import Actor, ActorGroup

_IS_THERE = f"""
SELECT EXISTS (
    SELECT FROM events_registration
    WHERE event_id = %s AND person_key = ANY(%s) AND status IN ({prepared.words(STANDING)})
)
"""  # noqa: S608 - fixed words
#: How long a place is held until the address is confirmed.
HOLD = dt.timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is registered."""

    name: str
    email: str

    @property
    def key(self) -> str:
        """The address in the form in which two are compared."""
        return self.email.strip().casefold()


@dataclass(frozen=True, slots=True)
class Details:
    """What else a registration says; colleagues get organisation, actor, group and language too."""

    organisation: str = ""
    actor: Actor | None = None
    group: ActorGroup | None = None
    language: str = "de"
    access_needs: str = ""
    food: str = ""
    wants_headset: bool = False
    list_consent: str = ""
    answers: tuple[Given, ...] = ()


@dataclass(slots=True)
class Outcome:
    """What became of it: the registration of the person, and the bookings of all. `known`: it was there before."""

    registration: Registration
    known: bool = False
    party: list[Registration] = field(default_factory=list)


def register(
    *,
    event: Event,
    person: Person,
    wish: Wish,
    details: Details,
    colleagues: Sequence[Person] = (),
    user: User | None = None,
    accepts_clash: bool = False,
    now: dt.datetime | None = None,
) -> Outcome:
    """Registers a person and up to five colleagues: all of them or none, in all sessions chosen or in none.

    With `user` the address counts as confirmed; without, a link is sent. Raises `Full` with what is full, `Clash` for who is somewhere
    else at that time (only told to the person with the account), `Busy` when the lock could not be had, and other refusals. Runs in
    transactions of its own.
    """
    now = now or timezone.now()
    check_open(event, now)
    people = _people(event, person, colleagues)
    chosen = choices.chosen(event, wish)
    status = RegistrationStatus.UNCONFIRMED if user is None else _first_status(event)

    def work() -> Outcome:
        found = _standing(event, people)
        new = [one for one in people if one.key not in found]
        mine = found.get(person.key)
        for registration in found.values():
            is_open = registration.status == RegistrationStatus.UNCONFIRMED
            post.tell(registration, post.CONFIRM if is_open else post.KNOWN)
        if mine is not None and (not new or user is None):
            return Outcome(mine, known=True)
        clashing = party.clashing(new, chosen, user_key=person.key if user else "", accepts=accepts_clash)
        rows = _write(event, new, person, details, wish, status, user, now, leader=mine)
        leader = mine or rows[0]
        if user is None:
            post.tell(leader, post.CONFIRM)
        _place(event, rows, chosen, details, clashing, now)
        if user is not None:
            tell_outcomes(rows)
        return Outcome(leader, known=mine is not None, party=rows)

    outcome = places.patiently(work)
    if user is not None and outcome.registration.status == RegistrationStatus.UNCONFIRMED:
        outcome.registration = confirm(registration=outcome.registration, now=now)
    return outcome


def check_open(event: Event, now: dt.datetime) -> None:
    """Refuses what is closed, over, not open yet, elsewhere or by invitation."""
    if reason := closed_reason(event, now):
        raise Refusal(reason)


def closed_reason(event: Event, now: dt.datetime) -> str:
    """Why nobody can register at this moment; "" while the registration is open."""
    if event.is_cancelled:
        return _("The event does not take place.")
    if event.status != "published" or event.is_template:
        return _("This event is not open for registration.")
    if event.admission == Admission.NONE:
        return _("No registration is needed.")
    if event.admission == Admission.ELSEWHERE:
        return _("Please register with the organiser.")
    if event.admission == Admission.INVITATION:
        return _("Registration is by personal invitation only.")
    if event.opens_at and now < event.opens_at:
        return _("The registration is not open yet.")
    if now >= (event.closes_at or event.starts_at) or now >= event.ends_at:
        return _("The registration is closed.")
    return ""


def _people(event: Event, person: Person, colleagues: Sequence[Person]) -> list[Person]:
    """The person first; the same address twice is refused, and more colleagues than the event allows."""
    if len(colleagues) > event.colleagues_max:
        raise Refusal(
            _("At most %(number)s colleagues can be registered together.") % {"number": event.colleagues_max}
        )
    people = [person, *colleagues]
    if len({one.key for one in people}) < len(people):
        raise Refusal(_("Please give each person an address of their own."))
    return people


def _first_status(event: Event) -> RegistrationStatus:
    return RegistrationStatus.RECEIVED if event.admission == Admission.APPROVAL else RegistrationStatus.ACTIVE


def _standing(event: Event, people: Iterable[Person]) -> dict[str, Registration]:
    keys = [one.key for one in people]
    ((is_there,),) = prepared.rows(_IS_THERE, [event.pk, keys])
    if not is_there:
        return {}
    rows = Registration.objects.standing().filter(event=event, person_key__in=keys)
    found = {row.person_key: row for row in rows}
    for row in found.values():
        row.event = event
    return found


def _write(
    event: Event, new: list[Person], person: Person, details: Details, wish: Wish, status: RegistrationStatus,
    user: User | None, now: dt.datetime, *, leader: Registration | None,
) -> list[Registration]:  # fmt: skip
    """The rows, in the order of the addresses: two parties with the same people never wait for each other in a circle."""
    rows = [
        _row(event, one, details, wish, status, now, is_leader=one is person, user=user)
        for one in sorted(new, key=lambda one: one.key)
    ]
    if len(rows) == 1:
        insert(rows[0])
    else:
        Registration.objects.bulk_create(rows)
    rows.sort(key=lambda row: row.person_key != person.key)
    first = leader or rows[0]
    led = [row for row in rows if row.pk != first.pk]
    for row in led:
        row.leader = first
    if led:
        Registration.objects.filter(pk__in=[row.pk for row in led]).update(leader=first)
    if rows[0].person_key == person.key and details.answers:
        answers.store(registration=rows[0], event=event, given=details.answers, by=user)
    audit.record_many(
        action="registration.made", objects=[(row, {"mode": row.mode}) for row in rows], by=user
    )
    return rows


def _row(
    event: Event, one: Person, details: Details, wish: Wish, status: RegistrationStatus, now: dt.datetime, *,
    is_leader: bool, user: User | None,
) -> Registration:  # fmt: skip
    own = (
        {
            "user": user,
            "access_needs": details.access_needs,
            "food": details.food,
            "wants_headset": details.wants_headset,
            "list_consent_at": now if details.list_consent else None,
            "list_consent_wording": details.list_consent,
        }
        if is_leader
        else {}
    )
    return Registration(
        event=event, name=one.name, email=one.email.strip(), person_key=one.key, organisation=details.organisation,
        actor=details.actor, group=details.group, language=details.language, mode=wish.mode, status=status,
        held_until=now + HOLD if status == RegistrationStatus.UNCONFIRMED else None, created_at=now,
        confirmed_at=None if status == RegistrationStatus.UNCONFIRMED else now, **own,
    )  # fmt: skip


def _place(
    event: Event, rows: list[Registration], chosen: list[choices.Chosen], details: Details,
    clashing: dict[str, set[int]], now: dt.datetime,
) -> None:  # fmt: skip
    limited = answers.limited(details.answers)
    if event.admission == Admission.APPROVAL:
        if limited:
            places.lock_event(event.pk)
            answers.refuse_overbooked(limited)
        party.request(rows, chosen)
        return
    has_quota = rows[0].group_id is not None and event.quotas.filter(group=rows[0].group_id).exists()
    buckets = (
        places.lock_event(event.pk)
        if limited or has_quota
        else places.lock(event.pk, [one.bucket.pk for one in chosen])
    )
    answers.refuse_overbooked(limited)
    party.place(
        event=event, rows=rows, chosen=chosen, locked=buckets, clashing=clashing, has_quota=has_quota, now=now
    )


def tell_outcomes(rows: Iterable[Registration]) -> None:
    """Tells each person how the registration stands. Under the lock, so that the mail says what holds."""
    for row in rows:
        booking = (
            row.bookings.select_related("bucket__session")
            .of_event()
            .exclude(status=BookingStatus.RELEASED)
            .get()
        )
        kind = post.outcome_kind(row, booking)
        others = choices.clashes_with(booking) if kind == post.CHOOSE else ()
        post.tell(row, kind, booking=booking, others=others)


def confirm(*, registration: Registration, now: dt.datetime | None = None) -> Registration:
    """The link was used: the person and the colleagues registered with them take part, wait, or wait for approval.

    Doing it twice changes nothing. Refuses when the hour is over.
    """
    now = now or timezone.now()

    def work() -> Registration | None:
        rows = party.locked_party(registration)
        row = next(one for one in rows if one.pk == registration.pk)
        if row.status != RegistrationStatus.UNCONFIRMED:
            return row
        if row.held_until is not None and row.held_until <= now:
            return None
        rows = [one for one in rows if one.status == RegistrationStatus.UNCONFIRMED]
        for one in rows:
            party.confirm(one, _first_status(one.event), now)
        audit.record_many(action="registration.confirmed", objects=[(one, {}) for one in rows], by=None)
        tell_outcomes(rows)
        return row

    found = places.patiently(work)
    if found is None:
        raise Refusal(_("The hour in which the place was held is over. Please register again."))
    return found
