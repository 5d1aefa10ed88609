"""The page of an event."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor, Topic
from events.enums import OCCUPYING, Audience
from events.models import Bucket, Event, Registration, Series
from events.selectors.cards import where
from events.selectors.documents import Document, documents_of
from events.selectors.event_row import organisers_of, topics_of
from events.selectors.programme import Programme, programme_of
from events.selectors.reading import Sight, sight_of
from events.selectors.series import next_of
from events.words import days, language_names, no_times, times
from platform_portal.core.formats import number, precise

if TYPE_CHECKING:
    from events.selectors.cards import Reader


@dataclass(frozen=True, slots=True)
class EventPage:
    """All that the page shows."""

    event: Event
    days: str
    times: list[str]
    where: str
    facts: list[tuple[str, str]]
    topics: list[Topic]
    organisers: list[Actor]
    programme: Programme
    sight: Sight
    series: Series | None
    next_of_series: Event | None
    is_past: bool
    has_report: bool
    documents: list[Document]

    @property
    def day(self) -> str:
        """The number in the tile of the date; "?" while the day is not known."""
        return str(self.event.local_start.day) if self.event.has_day else "?"


def page_of(
    event: Event, user: Reader, *, registration: Registration | None = None, now: dt.datetime | None = None
) -> EventPage:
    """The page for a reader who may see the event, read by `event_by_slug`. Seven queries at most, however long the programme is."""
    now = now or timezone.now()
    sight = sight_of(user, [event.pk], registration=registration)
    version = event.released_version
    programme = programme_of(event, version.sessions if version else (), sight)
    if event.ends_at > now:
        say_places(event, programme)
    series = series_for(event, sight)
    return EventPage(
        event=event,
        days=days(event),
        times=times(event) or no_times(event),
        where=where(event),
        facts=facts(event),
        topics=topics_of(event),
        organisers=organisers_of(event),
        programme=programme,
        sight=sight,
        series=series,
        next_of_series=next_of(series, user, now) if series else None,
        is_past=event.ends_at <= now,
        documents=documents_of(event, user, {item.pk for day in programme.days for item in day.every}),
        has_report=bool(event.report and event.report_public_at and event.report_public_at <= now),
    )


def facts(event: Event) -> list[tuple[str, str]]:
    """Pairs of label and value; what is not known is left out. No query."""
    version = event.released_version
    released = precise(timezone.localtime(version.released_at).date()) if version else ""
    audience = "" if event.audience == Audience.PUBLIC else str(event.get_audience_display())
    return [
        (_("Spoken languages"), language_names(event.languages)),
        (_("Interpreted into"), language_names(event.interpretation)),
        (_("For whom"), audience),
        (_("State of the programme"), _("version %(number)d of %(day)s") % {"number": version.number, "day": released} if version else ""),
    ]  # fmt: skip


def series_for(event: Event, sight: Sight) -> Series | None:
    """The series of an event, if the reader may know of it. No query."""
    series = event.series
    if series is None or sight.is_desk or series.audience == Audience.PUBLIC:
        return series
    return series if sight.is_member and series.audience == Audience.MEMBERS else None


def say_places(event: Event, programme: Programme) -> None:
    """Says of sessions with limited places of their own how many are taken, over all ways of taking part. One query, or none."""
    shown = {item.pk: item for day in programme.days for item in day.every if item.is_bookable}
    if not shown:
        return
    buckets = Bucket.objects.filter(event=event, session__in=shown).annotate(
        taken=Count("bookings", filter=Q(bookings__status__in=OCCUPYING))
    )
    rows: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for session, taken, capacity in buckets.order_by().values_list("session", "taken", "capacity"):
        if session is not None:
            rows[session].append((taken, capacity))
    for session, found in rows.items():
        if all(capacity is not None for _taken, capacity in found):
            shown[session].places = _("%(taken)s of %(all)s places taken") % {
                "taken": number(sum(taken for taken, _capacity in found)),
                "all": number(sum(capacity or 0 for _taken, capacity in found)),
            }
