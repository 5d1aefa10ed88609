"""Pages of events: an event with a programme of 150 sessions against the bare statements, the list, the feed of 1,000 events."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from events.models import Event
from events.selectors import feeds
from events.selectors.event_page import page_of
from events.selectors.programme_view import GRID, LIST, programme_html
from events.services.load import SLUG, make_events
from events.views.event import visible_event

EVENTS, TURNS = 1_000, 15
RATIO, FEED = 3.0, 100.0
type Emit = Callable[..., None]


def measure(emit: Emit) -> None:
    """About half a minute; makes the load first where it is missing."""
    if Event.objects.filter(slug__startswith=f"{SLUG}-").count() != EVENTS:
        make_events(EVENTS)
    slug = f"{SLUG}-0"
    _programme(emit, slug)
    _pages(emit, slug)
    _feed(emit)


def _programme(emit: Emit, slug: str) -> None:
    bare = _median(lambda: _bare(slug))
    read = _median(lambda: _read(slug))
    emit("programme of 150 sessions, bare SQL", round(bare, 2), "ms")
    emit("programme of 150 sessions, read as the page does", round(read, 2), "ms")
    emit("… relative to bare SQL", round(read / bare, 2), "", f"<= {RATIO:.0f}", read / bare <= RATIO)
    page = _read(slug)
    for view in (GRID, LIST):
        emit(f"drawing the {view}, once per version", round(_median(lambda v=view: _drawn(page, v)), 1), "ms")


def _bare(slug: str) -> int:
    """What the page shows, from the tables of the draft in three statements, as plain rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.*, p.* FROM events_event e LEFT JOIN places_place p ON p.id = e.place_id WHERE e.slug = %s",
            [slug],
        )
        event = cursor.fetchone()[0]
        cursor.execute(
            "SELECT s.*, r.name_de, t.name_de FROM events_session s LEFT JOIN events_room r ON r.id = s.room_id"
            " LEFT JOIN events_track t ON t.id = s.track_id WHERE s.event_id = %s ORDER BY s.day, s.starts_at, s.position, s.id",
            [event],
        )
        sessions = cursor.fetchall()
        cursor.execute(
            "SELECT c.*, p.*, a.slug, a.name_de FROM events_sessionspeaker c JOIN events_speaker p ON p.id = c.speaker_id"
            " JOIN events_session s ON s.id = c.session_id LEFT JOIN actors_actor a ON a.id = p.actor_id"
            " WHERE s.event_id = %s ORDER BY c.position, c.id",
            [event],
        )
        return len(sessions) + len(cursor.fetchall())  # fmt: skip


def _read(slug: str):
    return page_of(visible_event(AnonymousUser(), slug), AnonymousUser())


def _drawn(page, view: str) -> str:
    cache.clear()
    return programme_html(page, view)


def _pages(emit: Emit, slug: str) -> None:
    client = Client(SERVER_NAME="127.0.0.1")
    for name, path in (
        ("event page, grid", f"/de/events/{slug}/"),
        ("event page, list", f"/de/events/{slug}/?view=list"),
        ("list of events", "/de/events/"),
    ):
        with override_settings(PORTAL_PAGE_CACHE_SECONDS=0):  # what is kept of a released programme stays
            client.get(path)
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert client.get(path).status_code == 200
            emit(f"{name}, queries", len(queries), "")
            emit(f"{name}, p50", round(_median(lambda p=path: client.get(p)), 1), "ms")
        client.get(path)
        emit(f"{name}, whole from the cache", round(_median(lambda p=path: client.get(p)), 1), "ms")


def _feed(emit: Emit) -> None:
    found = feeds.public_entries().filter(
        slug__startswith=f"{SLUG}-"
    )  # not what registrations were measured with
    emit("entries in the feed", found.count(), "")
    made = _median(lambda: feeds.feed_of(found, "Alle"))
    emit("feed of 1,000 events, written out", round(made, 1), "ms", f"<= {FEED:.0f}", made <= FEED)
    client = Client(SERVER_NAME="127.0.0.1")
    etag = client.get("/de/events/calendar.ics").headers["ETag"]
    known = _median(lambda: client.get("/de/events/calendar.ics", headers={"If-None-Match": etag}))
    emit("feed, for who has it already (304)", round(known, 1), "ms")
    emit("size of the feed", round(len(json.dumps(feeds.feed_of(found, "x"))) / 1024), "kB")


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _turn in range(TURNS):
        begun = time.perf_counter()
        work()
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)
