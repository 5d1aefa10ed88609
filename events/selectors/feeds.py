"""What stands in which calendar. Public feeds hold what everybody may see, whoever asks; the personal one what the person is registered for."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, Q, Sum
from django.utils import timezone
from django.utils.translation import get_language

from events.calendar import OF_EVENT, OF_PLACE, PUBLISH, entry_of, sequence_from
from events.calendar_lines import Entry, document
from events.enums import STANDING, BookingStatus, DatePrecision, EventStatus
from events.models import Booking, CalendarAddress, Event, Registration
from events.querysets import EventQuerySet
from events.selectors.programme import Build, Item, programme_of
from events.selectors.reading import public_sight
from places.models import Place
from platform_portal.core import prepared
from platform_portal.core.formats import in_readers_language
from platform_portal.core.ready_rows import Part

#: How long a cancelled entry stays, marked as cancelled, so that calendars take it out.
CANCELLED_KEPT = dt.timedelta(days=30)
_EVENT, _PLACE = Part(Event, "e", OF_EVENT), Part(Place, "p", OF_PLACE)
_ENTRIES = f"""
SELECT {_EVENT.columns}, {_PLACE.columns} FROM events_event e LEFT JOIN places_place p ON p.id = e.place_id
WHERE e.id IN ({{chosen}}) ORDER BY e.starts_at, e.id
"""  # noqa: S608 - fixed names


def public_entries(now: dt.datetime | None = None) -> EventQuerySet:
    """Public events for feeds: announced ones whose day is known, and cancelled ones for 30 days."""
    since = (now or timezone.now()) - CANCELLED_KEPT
    kept = Q(status=EventStatus.PUBLISHED) | Q(status=EventStatus.CANCELLED, cancelled_at__gt=since)
    return Event.objects.public().filter(kept, date_precision=DatePrecision.DAY).order_by("starts_at", "pk")


def stamp_of(found: EventQuerySet, *further: object) -> str:
    """Changes whenever an entry of the feed does: a strong ETag. One query."""
    facts = found.order_by().aggregate(
        number=Count("pk"), latest=Max("updated_at"), keys=Sum("pk"), sequences=Sum("sequence")
    )
    text = "|".join(
        str(part)
        for part in (
            *facts.values(),
            get_language(),
            settings.PORTAL_BASE_URL,
            settings.PORTAL_VERSION,
            *further,
        )
    )
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def feed_of(found: EventQuerySet, name: str) -> str:
    """The calendar as text. One query."""
    return document(
        map(entry_of, _for_entries(found)), method=PUBLISH, name=name, language=_code(), refresh=True
    )


def _for_entries(found: EventQuerySet) -> Iterator[Event]:
    """With what an entry needs and nothing else: the other columns took a third of the time of a long feed."""
    chosen, values = found.order_by().values("pk").query.sql_with_params()
    for row in prepared.rows(_ENTRIES.format(chosen=chosen), values):
        event = _EVENT.read(row)
        assert event
        event.place = _PLACE.read(row, len(_EVENT.attributes))
        yield event


def file_of(event: Event) -> str:
    """One event to add to a calendar, with the sessions of its released programme that have times and everybody may see."""
    version = event.released_version
    entries = [entry_of(event)] if event.has_day else []
    if version and event.has_times:
        sequences = {row["id"]: (row["uid"], row["sequence"]) for row in version.sessions}
        for day in programme_of(event, version.sessions, public_sight([event.pk])).days:
            entries += [
                session_entry(event, item, *sequences[item.pk])
                for item in day.every
                if item.starts and item.ends and not item.is_pause
            ]
    return document(entries, method=PUBLISH, name=in_readers_language(event, "title")[0], language=_code())


def session_entry(event: Event, item: Item, uid: str, sequence: int) -> Entry:
    """A session as an entry of its own, below the page of its event."""
    base = entry_of(event)
    assert item.starts
    assert item.ends
    return replace(
        base,
        uid=uid,
        sequence=sequence,
        starts=item.starts,
        ends=item.ends,
        summary=f"{item.title} ({in_readers_language(event, 'title')[0]})",
        location=", ".join(part for part in (item.where, base.location) if part),
        description=str(item.abstract),
        url=f"{base.url}#{item.anchor}",
        categories=item.kind_label,
        status=base.status if base.status == "CANCELLED" else "TENTATIVE" if item.is_tbc else "CONFIRMED",
    )


def personal_feed(address: CalendarAddress, name: str, now: dt.datetime | None = None) -> str:
    """Everything the person is registered for. Where a place is not certain the entry is tentative. Four queries."""
    since = (now or timezone.now()) - CANCELLED_KEPT
    rows = list(
        Registration.objects.filter(person_key=address.person_key)
        .select_related("event__place", "event__released_version")
        .order_by("event", "pk")
    )
    bookings = _bookings(rows)
    by_event: dict[int, list[Registration]] = defaultdict(list)
    for row in rows:
        by_event[row.event_id].append(row)
    entries: list[Entry] = []
    for registrations in by_event.values():
        entries += _personal_entries(registrations, bookings, since)
    return document(entries, method=PUBLISH, name=name, language=_code(), refresh=True)


def _bookings(rows: Sequence[Registration]) -> dict[int, list[Booking]]:
    found: dict[int, list[Booking]] = defaultdict(list)
    standing = [row.pk for row in rows if row.status in STANDING]
    for booking in (
        Booking.objects.filter(registration__in=standing)
        .exclude(status=BookingStatus.RELEASED)
        .select_related("bucket")
    ):
        found[booking.registration_id].append(booking)
    return found


def _personal_entries(
    registrations: Sequence[Registration], bookings: dict[int, list[Booking]], since: dt.datetime
) -> Iterable[Entry]:
    """The latest registration counts; one that has ended stays for 30 days as cancelled."""
    latest, event = registrations[-1], registrations[-1].event
    is_gone = latest.status not in STANDING
    ended = latest.ended_at if is_gone else event.cancelled_at if event.is_cancelled else None
    if (is_gone and ended is None) or (ended is not None and ended <= since):
        return
    sequence = sequence_from(event.sequence, len(registrations), sum(row.sequence for row in registrations))
    if is_gone or event.is_cancelled:
        yield entry_of(event, sequence=sequence + (is_gone and not event.is_cancelled), status="CANCELLED")
        return
    own = bookings[latest.pk]
    certain = any(row.status == BookingStatus.CONFIRMED and not row.is_session for row in own)
    yield entry_of(event, sequence=sequence, status="CONFIRMED" if certain else "TENTATIVE")
    yield from _session_entries(event, own)


def _session_entries(event: Event, own: Sequence[Booking]) -> Iterable[Entry]:
    chosen = {
        row.bucket.session_id for row in own if row.is_session and row.status == BookingStatus.CONFIRMED
    }
    version = event.released_version
    if not chosen or version is None:
        return
    build = Build(event)
    rows: list[dict[str, Any]] = version.sessions
    for row in rows:
        if row["id"] in chosen and row["starts"] and row["ends"]:
            yield session_entry(event, build.item(row), row["uid"], row["sequence"])


def _code() -> str:
    return (get_language() or "de")[:2]
