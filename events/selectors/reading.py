"""Who sees which sessions: sessions by invitation are there for the invited, the organisers and the secretariat only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from events.audience import strictest
from events.enums import STANDING, Audience, BookingStatus
from events.models import Booking, Event, Registration, Session
from events.querysets import is_desk
from platform_portal.core import prepared

if TYPE_CHECKING:
    from accounts.models import User

    type Reader = User | AnonymousUser


#: Those open to everybody make nothing stricter.
_OWN = "SELECT id, audience FROM events_session WHERE event_id = ANY(%s) AND audience NOT IN ('', 'public')"


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of the sessions of some events. `own` are the audiences of the drafts, by number of the session,
    where they are not open to everybody."""

    is_desk: bool = False
    is_member: bool = False
    organised: frozenset[int] = frozenset()
    invited: frozenset[int] = frozenset()
    own: Mapping[int, str] = field(default_factory=dict)

    def sees(self, session: Mapping[str, Any], *, event: int, further: Iterable[str] = ()) -> bool:
        """A session of a released programme. `further` are audiences of other versions that are compared with it."""
        if self.is_desk or event in self.organised:
            return True
        pk = session["id"]
        asked = strictest((session["audience"], self.own.get(pk, ""), *further))
        if asked == Audience.INVITED:
            return pk in self.invited
        return asked != Audience.MEMBERS or self.is_member

    def shown(self, sessions: Iterable[Mapping[str, Any]], *, event: int) -> list[Mapping[str, Any]]:
        """Those the reader may see; parts of what is hidden are hidden too."""
        every = list(sessions)
        hidden = {session["id"] for session in every if not self.sees(session, event=event)}
        return [row for row in every if row["id"] not in hidden and row["frame"] not in hidden]


def sight_of(user: Reader, events: Collection[int], *, registration: Registration | None = None) -> Sight:
    """What a reader may see of these events: one query for visitors, four for others. `registration`: came by a personal link."""
    own = dict(prepared.rows(_OWN, [list(events)]))
    if is_desk(user):
        return Sight(is_desk=True, is_member=True, own=own)
    if not user.is_authenticated and registration is None:
        return Sight(own=own)
    standing = Q(registration__status__in=STANDING)
    theirs = Q(registration=registration) if registration else Q()
    organised: frozenset[int] = frozenset()
    hosted: frozenset[int] = frozenset()
    if user.is_authenticated:
        theirs |= Q(registration__user=user) | Q(registration__person_key=user.email.casefold())
        organised = frozenset(
            Event.objects.filter(pk__in=events, organisers__memberships__user=user).values_list(
                "pk", flat=True
            )
        )
        hosted = frozenset(
            Session.objects.filter(event__in=events, organiser__memberships__user=user).values_list(
                "pk", flat=True
            )
        )
    invited = (
        Booking.objects.filter(standing & theirs, is_session=True, bucket__event__in=events)
        .exclude(status=BookingStatus.RELEASED)
        .values_list("bucket__session", flat=True)
    )
    return Sight(
        is_member=user.is_authenticated,
        organised=organised,
        invited=frozenset(pk for pk in invited if pk) | hosted,
        own=own,
    )


def public_sight(events: Collection[int]) -> Sight:
    """What everybody may see, whoever asks: for feeds, exports and the interface. One query."""
    return sight_of(AnonymousUser(), events)
