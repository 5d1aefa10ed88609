"""Events as cards: on the list, on profiles, working groups and the overview. A constant number of queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import OCCUPYING, Admission, DatePrecision
from events.models import Bucket, Event
from events.querysets import EventQuerySet
from events.selectors.event_row import events_for_cards
from events.words import between, days, heading, language_names, no_times, times
from platform_portal.core.formats import in_readers_language, number

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    type Reader = User | AnonymousUser


@dataclass(frozen=True, slots=True)
class Card:
    """One event in a list. `places` says how many places are left, where that is limited."""

    event: Event
    days: str
    times: list[str]
    where: str
    country: str
    topics: list[str]
    organisers: list[str]
    languages: str
    places: str
    is_full: bool
    next_date: str
    is_past: bool

    @property
    def day(self) -> str:
        """The number in the tile of the date; "?" while the day is not known."""
        return str(self.event.local_start.day) if self.event.has_day else "?"

    @property
    def heading(self) -> str:
        """Under which it stands in lists."""
        return heading(self.event)

    @property
    def has_month(self) -> bool:
        """Whether at least the month is known."""
        return self.event.date_precision in (DatePrecision.DAY, DatePrecision.MONTH)


def lines_of(found: EventQuerySet, now: dt.datetime | None = None) -> list[Card]:
    """Events as lines, without topics, organisers and series. Two queries, however many there are."""
    now = now or timezone.now()
    events = events_for_cards(found)
    left = places_left([event.pk for event in events if event.ends_at > now])
    return [_card(event, left, {}, now, is_line=True) for event in events]


def cards_of(
    found: EventQuerySet | Sequence[int], user: Reader, now: dt.datetime | None = None
) -> list[Card]:
    """Events, or those with these numbers, as cards in their order. Three queries, however many there are; the caller has chosen what the
    reader may see.
    """
    now = now or timezone.now()
    events = events_for_cards(found)
    left = places_left([event.pk for event in events if event.ends_at > now])
    series = next_dates({event.series_id for event in events if event.series_id}, user, now)
    return [_card(event, left, series, now) for event in events]


def _card(
    event: Event,
    left: dict[int, tuple[int, int]],
    series: dict[int, dt.datetime],
    now: dt.datetime,
    *,
    is_line: bool = False,
) -> Card:
    free, _capacity = left.get(event.pk, (0, 0))
    is_limited = event.pk in left and takes_registrations(event)
    upcoming = series.get(event.series_id or 0)
    is_past = event.ends_at <= now
    is_next = upcoming == event.starts_at
    return Card(
        event=event,
        days=days(event, weekdays=False),
        times=times(event) or no_times(event),
        where=where(event),
        country=event.place.country_id if event.place else "",
        topics=[] if is_line else [topic.name for topic in event.topics.all()],
        organisers=[]
        if is_line
        else [in_readers_language(actor, "name")[0] for actor in event.organisers.all()],
        languages=language_names(event.languages),
        places=_places(free) if is_limited else "",
        is_full=is_limited and free == 0,
        next_date=""
        if upcoming is None or is_next
        else between(*[upcoming.astimezone(event.tzinfo).date()] * 2),
        is_past=is_past,
    )


def where(event: Event) -> str:
    """Venue and place, or online."""
    if event.format == "online":
        return _("online")
    venue, place = in_readers_language(event, "venue")[0], event.place.name_here if event.place else ""
    return ", ".join(dict.fromkeys(part for part in (venue, place) if part))


def takes_registrations(event: Event) -> bool:
    """Whether places are given on the portal."""
    return event.admission in (Admission.OPEN, Admission.APPROVAL)


def _places(free: int) -> str:
    if not free:
        return _("no places left")
    return ngettext("%(count)s place left", "%(count)s places left", free) % {"count": number(free)}


def places_left(events: Collection[int]) -> dict[int, tuple[int, int]]:
    """Event → places left and capacity over all ways of taking part; without events that have a way without limit. One query."""
    if not events:
        return {}
    buckets = Bucket.objects.filter(event__in=events, session=None).annotate(
        taken=Count("bookings", filter=Q(bookings__status__in=OCCUPYING))
    )
    rows: dict[int, list[tuple[int | None, int]]] = defaultdict(list)
    for event, capacity, taken in buckets.order_by().values_list("event", "capacity", "taken"):
        rows[event].append((capacity, taken))
    return {
        event: (
            sum(max((capacity or 0) - taken, 0) for capacity, taken in found),
            sum(capacity or 0 for capacity, _taken in found),
        )
        for event, found in rows.items()
        if all(capacity is not None for capacity, _taken in found)
    }


def next_dates(series: Collection[int], user: Reader, now: dt.datetime) -> dict[int, dt.datetime]:
    """Series → beginning of its next event the reader sees. One query; none without series."""
    if not series:
        return {}
    ahead = (
        Event.objects.visible_to(user)
        .published()
        .filter(series__in=series, starts_at__gte=now, cancelled_at=None)
    )
    return dict(ahead.order_by().values_list("series").annotate(first=Min("starts_at")))
