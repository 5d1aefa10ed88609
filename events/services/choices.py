"""What somebody wants: on site or online, which sessions; what of it is possible, and where it clashes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from itertools import combinations

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from events.enums import OCCUPYING, Audience, Mode
from events.models import Booking, Bucket, Event, Session
from platform_portal.core import prepared
from platform_portal.core.errors import Refusal
from platform_portal.core.formats import in_readers_language
from platform_portal.core.ready_rows import Part

_BUCKET = Part(Bucket, "bucket")
_WHOLE = f"SELECT {_BUCKET.columns} FROM events_bucket bucket WHERE event_id = %s AND mode = %s AND session_id IS NULL"  # noqa: S608 - fixed names
_ELSEWHERE = f"""
SELECT EXISTS (
    SELECT FROM unnest(%s::tstzrange[], %s::boolean[]) AS wanted (period, is_session)
    JOIN events_booking booking ON booking.is_session = wanted.is_session AND booking.period && wanted.period
    WHERE booking.person_key = ANY(%s) AND booking.status IN ({prepared.words(OCCUPYING)})
)
"""  # noqa: S608 - fixed words

type Period = tuple[dt.datetime, dt.datetime]


class Clash(Refusal):
    """The person is somewhere else at that time. Online it is a warning that can be accepted."""

    def __init__(self, message: str, *, may_be_accepted: bool) -> None:
        super().__init__(message)
        self.may_be_accepted = may_be_accepted


@dataclass(frozen=True, slots=True)
class Wish:
    """How and where somebody wants to take part: sessions by their numbers; `waits` are those the waiting list is good enough for."""

    mode: str
    sessions: tuple[int, ...] = ()
    waits: frozenset[int] = field(default_factory=frozenset)
    is_member: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """A bucket somebody wants a place in, and when that is (None: not known)."""

    bucket: Bucket
    period: Period | None
    waits: bool = False


def chosen(event: Event, wish: Wish, *, invited: Collection[int | None] = ()) -> list[Chosen]:
    """The event's bucket first, then those of the sessions. Refuses what the event does not offer, and sessions at the same time.

    `invited`: sessions by invitation the person has a place in already. One query.
    """
    buckets = _buckets(event, wish)
    whole = next((one for one in buckets if one.session_id is None), None)
    if whole is None or wish.mode not in event.modes:
        raise Refusal(_("The event cannot be attended in this way."))
    by_session = {one.session_id: one for one in buckets if one.session is not None}
    found = [Chosen(whole, period_of(event, None))]
    for number in dict.fromkeys(wish.sessions):
        bucket = by_session.get(number)
        if bucket is None or bucket.session is None or not _may_choose(bucket.session, wish, invited):
            raise Refusal(_unknown_session(event, number, wish))
        found.append(Chosen(bucket, period_of(event, bucket.session), waits=number in wish.waits))
    if wish.mode == Mode.ON_SITE:
        _refuse_overlaps(found)
    return found


def _buckets(event: Event, wish: Wish) -> list[Bucket]:
    if wish.sessions:
        return list(Bucket.objects.filter(event=event, mode=wish.mode).select_related("session"))
    return _BUCKET.objects(prepared.rows(_WHOLE, [event.pk, wish.mode]))


def _may_choose(session: Session, wish: Wish, invited: Collection[int | None]) -> bool:
    if not session.is_bookable:
        return False
    if session.audience == Audience.INVITED:
        return session.pk in invited
    return session.audience != Audience.MEMBERS or wish.is_member


def _unknown_session(event: Event, number: int, wish: Wish) -> str:
    """Why a session cannot be chosen; of one that is not for everybody nothing is said."""
    hidden = Q(audience=Audience.INVITED) | (Q() if wish.is_member else Q(audience=Audience.MEMBERS))
    known = Session.objects.bookable().filter(event=event, pk=number).exclude(
        Q(audience=Audience.INVITED) if wish.is_member else hidden
    ).first()  # fmt: skip
    if known is None:
        return _("This session cannot be chosen.")
    return _("“%(session)s” cannot be attended in this way: %(mode)s.") % {
        "session": title(known),
        "mode": Mode(wish.mode).label,
    }


def _refuse_overlaps(found: Iterable[Chosen]) -> None:
    sessions = [one for one in found if one.bucket.session is not None and one.period is not None]
    for one, other in combinations(sessions, 2):
        if overlap(one.period, other.period):
            raise Refusal(
                _("“%(one)s” and “%(other)s” take place at the same time. Please choose one of them.")
                % {"one": title(one.bucket.session), "other": title(other.bucket.session)}
            )


def overlap(one: Period | None, other: Period | None) -> bool:
    """Whether two half-open spans have a moment in common: one may begin when the other ends."""
    return one is not None and other is not None and one[0] < other[1] and other[0] < one[1]


def period_of(event: Event, session: Session | None) -> Period | None:
    """When somebody is there; None while no time of day is known."""
    if session is not None:
        return (session.starts_at, session.ends_at) if session.starts_at and session.ends_at else None
    return (event.starts_at, event.ends_at) if event.has_times else None


def title(obj: object) -> str:
    """The title of an event or session in the reader's language."""
    return in_readers_language(obj, "title")[0]


def overlapping(
    keys: Collection[str], found: Iterable[Chosen], *, without_event: int | None = None
) -> QuerySet[Booking]:
    """Places of these persons at the time of what they want, events among events, sessions among sessions."""
    when = Q(pk__in=())
    for one in found:
        if one.period is not None:
            span = DateTimeTZRange(*one.period)
            when |= Q(is_session=one.bucket.session_id is not None, period__overlap=span)
    rows = Booking.objects.filter(when, person_key__in=keys, status__in=OCCUPYING)
    if without_event is not None:
        rows = rows.exclude(bucket__event=without_event)
    return rows.select_related("bucket__event", "bucket__session").order_by("pk")


def is_anybody_elsewhere(keys: Collection[str], found: Iterable[Chosen]) -> bool:
    """Whether one of these persons has a place at the time of what they want: nearly nobody has. One query."""
    spans = [(DateTimeTZRange(*one.period), one.bucket.session_id is not None) for one in found if one.period]
    periods, kinds = [span for span, _kind in spans], [kind for _span, kind in spans]
    ((found_any,),) = prepared.rows(_ELSEWHERE, [periods, kinds, list(keys)])
    return bool(found_any)


def span_of(booking: Booking) -> Period | None:
    """When the person is there, as a pair, whether the booking comes from the database or was just written."""
    period = booking.period
    return period if period is None or isinstance(period, tuple) else (period.lower, period.upper)


def name_of(booking: Booking) -> str:
    """What somebody has a place in."""
    return title(booking.bucket.session or booking.bucket.event)


def clashes_with(booking: Booking) -> list[Booking]:
    """Where the person is at the time of this booking."""
    rows = overlapping([booking.person_key], [Chosen(booking.bucket, span_of(booking))])
    return list(rows.exclude(pk=booking.pk))


def names_of_clashes(booking: Booking) -> tuple[str, ...]:
    """The same, in words of the reader's language."""
    return tuple(name_of(row) for row in clashes_with(booking))


def refuse_clash(rows: Iterable[Booking], *, mode: str, accepts: bool) -> None:
    """Raises a `Clash` naming the other event or session: on site twice is impossible, else it may be accepted."""
    hard = [row for row in rows if row.mode == mode == Mode.ON_SITE]
    if hard:
        raise Clash(
            _(
                "You are registered for “%(other)s” at the same time. Please cancel there first, or take part online."
            )
            % {"other": name_of(hard[0])},
            may_be_accepted=False,
        )
    soft = list(rows)
    if soft and not accepts:
        raise Clash(
            _(
                "You are registered for “%(other)s” at the same time. Tick below if you want to take part in both."
            )
            % {"other": name_of(soft[0])},
            may_be_accepted=True,
        )
