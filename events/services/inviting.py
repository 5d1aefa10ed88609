"""Personal invitations: a place is held until the answer; accepting and refusing by the personal link."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import BookingStatus, EventStatus, RegistrationStatus
from events.models import Booking, Bucket, Event, Registration, Session
from events.services import choices, party, places, post
from events.services.approving import check_desk
from events.services.choices import Chosen
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User
    from actors.models import Actor

#: How long an invitation stands where nothing else is said.
STANDS = dt.timedelta(days=14)


def invite(
    *, event: Event, name: str, email: str, by: User, mode: str, language: str = "de", organisation: str = "",
    actor: Actor | None = None, sessions: Iterable[Session] = (), until: dt.datetime | None = None,
    now: dt.datetime | None = None,
) -> Registration:  # fmt: skip
    """Holds a place, in the event and in the sessions named, and sends the personal link. Whoever has a registration already is
    offered the sessions.

    Refuses with numbers when a place is missing: nobody is invited over capacity.
    """
    now = now or timezone.now()
    check_desk(by)
    if event.status != EventStatus.PUBLISHED or event.starts_at <= now:
        raise Refusal(_("Nobody can be invited to this event any more."))
    until = min(until or now + STANDS, event.starts_at)
    key, wanted = email.strip().casefold(), list(sessions)

    def work() -> Registration:
        found = (
            Registration.objects.standing()
            .filter(event=event, person_key=key)
            .select_related("event")
            .first()
        )
        if found is not None:
            return _offer_sessions(found, wanted, until, by, now)
        row = Registration.objects.create(
            event=event, name=name.strip(), email=email.strip(), person_key=key, organisation=organisation, actor=actor,
            group=actor.group if actor else None, language=language, mode=mode, status=RegistrationStatus.INVITED,
            held_until=until, created_at=now,
        )  # fmt: skip
        buckets = places.lock_event(event.pk)
        chosen = _chosen(event, buckets.values(), mode, wanted, with_event=True)
        _book(row, chosen, buckets, BookingStatus.INVITED, None)
        audit.record(action="registration.invited", obj=row, by=by)
        post.tell(row, post.INVITATION, until=until)
        return row

    return places.patiently(work)


def _offer_sessions(
    row: Registration, sessions: list[Session], until: dt.datetime, by: User, now: dt.datetime
) -> Registration:
    if not sessions or row.status != RegistrationStatus.ACTIVE:
        raise Refusal(_("This address is registered for the event already."))
    buckets = places.lock_event(row.event_id)
    chosen = _chosen(row.event, buckets.values(), row.mode, sessions, with_event=False)
    for booking in _book(row, chosen, buckets, BookingStatus.OFFERED, until):
        audit.record(action="booking.offered", obj=booking, by=by)
        post.tell(row, post.OFFER, booking=booking)
    return row


def _chosen(
    event: Event, buckets: Iterable[Bucket], mode: str, sessions: list[Session], *, with_event: bool
) -> list[Chosen]:
    wanted: list[int | None] = [*([None] if with_event else []), *(session.pk for session in sessions)]
    found = {bucket.session_id: bucket for bucket in buckets if bucket.mode == mode}
    if any(number not in found for number in wanted):
        raise Refusal(
            _("There are no places of this kind. Please set up the places of the event or session first.")
        )
    return [Chosen(found[number], choices.period_of(event, found[number].session)) for number in wanted]


def _book(
    row: Registration,
    chosen: list[Chosen],
    buckets: dict[int, Bucket],
    status: BookingStatus,
    until: dt.datetime | None,
) -> list[Booking]:
    tallies = places.count(buckets)
    for one in chosen:
        if not tallies[one.bucket.pk].has_room(1):
            raise places.Full(places.numbers_of(one.bucket, tallies[one.bucket.pk]), [one.bucket])
    clashes = choices.overlapping([row.person_key], chosen).filter(mode="on_site")
    if chosen[0].bucket.mode == "on_site" and (other := clashes.first()):
        raise Refusal(
            _("This person is registered for “%(other)s” at the same time.")
            % {"other": choices.name_of(other)}
        )
    made = [party.booking_of(row, one, status) for one in chosen]
    for booking in made:
        booking.offered_until = until
    return Booking.objects.bulk_create(made)


def accept(*, registration: Registration, now: dt.datetime | None = None) -> Registration:
    """The invited person comes: the held place is theirs. Doing it twice changes nothing; refuses when the time is over."""
    now = now or timezone.now()

    def work() -> Registration | None:
        rows = party.locked_party(registration)
        row = next(one for one in rows if one.pk == registration.pk)
        if row.status == RegistrationStatus.ACTIVE:
            return row
        if row.status != RegistrationStatus.INVITED or (row.held_until and row.held_until <= now):
            return None
        party.confirm(row, RegistrationStatus.ACTIVE, now)
        audit.record(action="registration.accepted", obj=row, by=None)
        post.tell(row, post.CONFIRMED)
        return row

    found = places.patiently(work)
    if found is None:
        raise Refusal(_("The time to answer is over."))
    return found
