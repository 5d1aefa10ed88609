"""The directory at 100,000 actors: whole pages through Django, the SQL alone, number of queries; and making the load.

Pages are not taken from the page cache. `SQL` is the time spent in the database and its driver during the same
requests, so that the two figures of a line belong together. Counts, totals and the order of ids come from bits in
memory (`actors.selectors.snapshot`); their time is part of the page.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from actors.models import Actor, ActorIndex
from actors.selectors import snapshot
from actors.services.load import SLUG, make_actors
from places.models import Place

ACTORS = 100_000
ROUNDS = 8
MAKE_SECONDS = 90
type Emit = Callable[..., None]

FIRST = ("/de/actors/", "/uk/actors/", "/en/actors/", "/de/actors/?sort=name", "/uk/actors/?sort=name")
FILTERED = (
    "/de/actors/?group=municipality",
    "/de/actors/?group=municipality&group=civil-society&country=UA",
    "/uk/actors/?country=DE&direction=offer",
    "/de/actors/?topic=wasserversorgung&topic=abwasser&direction=need",
    "/en/actors/?region=nordrhein-westfalen&topic=feld-energie-klima",
    "/de/actors/?working_group=wirtschaft&sort=confirmed",
    "/uk/actors/?country=UA&group=municipal-company&sort=name&page=40",
)
TYPED_WRONG = (
    "/de/actors/?q=Dortmunt",
    "/de/actors/?q=Leipzg",
    "/uk/actors/?q=Жытомир",
    "/en/actors/?q=Ternopill",
    "/de/actors/?q=Stadtwerke+Bielefled",
    "/de/actors/?q=Hochschuhle+Regensburg",
    "/uk/actors/?q=Водокнал+Полтава",
)


def run(emit: Emit) -> None:
    """Makes the load where it is missing, then measures; two to three minutes the first time, then seconds."""
    _prepare(emit)
    _snapshot(emit)
    with override_settings(PORTAL_PAGE_CACHE_SECONDS=0, ALLOWED_HOSTS=["testserver"]):
        _pages(emit, "first page", FIRST, page_goal=15, sql_goal=None)
        _pages(emit, "filtered, counts of six facets", FILTERED, page_goal=15, sql_goal=15)
        _pages(emit, "search with a typing error", TYPED_WRONG, page_goal=30, sql_goal=30)
    _bare_sql(emit)


def _prepare(emit: Emit) -> None:
    if "actors_actorindex" not in connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    if not Place.objects.exists():
        call_command("load_places", verbosity=0)
    call_command("load_topics", verbosity=0)
    if Actor.objects.filter(slug__startswith=f"{SLUG}-").count() != ACTORS:
        started, busy = time.perf_counter(), _processor_time()
        make_actors(ACTORS)
        seconds, worked = time.perf_counter() - started, _processor_time() - busy
        name, goal = "make 100,000 actors with index", f"<= {MAKE_SECONDS}"
        emit(name, round(seconds, 1), "s", goal, seconds <= MAKE_SECONDS)
        emit(f"{name}, processor time", round(worked, 1), "s", goal, worked <= MAKE_SECONDS)
    emit("actors in the index", ActorIndex.objects.count(), "actors")


def _processor_time() -> float:
    """Seconds of this process and, where it runs here, of its database process: what counts while others use the machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    ticks = stat.read_text().rsplit(")", 1)[1].split()[11:13] if stat.exists() else []
    return time.process_time() + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")


def _snapshot(emit: Emit) -> None:
    started = time.perf_counter()
    held = snapshot._read(snapshot._read_stamp())
    emit(
        "reading the index into memory after a change", round((time.perf_counter() - started) * 1000, 1), "ms"
    )
    size = sum(column.bits.nbytes for column in held.columns.values()) + held.ids.nbytes
    emit("its size in memory", round(size / 1e6, 2), "MB")


class _Meter:
    """Adds up queries and their time."""

    def __init__(self) -> None:
        self.seconds, self.queries = 0.0, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.seconds += time.perf_counter() - started
            self.queries += 1


def _pages(
    emit: Emit, name: str, addresses: Sequence[str], *, page_goal: float, sql_goal: float | None
) -> None:
    client = Client(headers={"host": "testserver"})
    for address in addresses * 2:
        client.get(address)
    pages, sql, cpu, queries = [], [], [], set()
    for _ in range(ROUNDS):
        for address in addresses:
            meter = _Meter()
            started, busy = time.perf_counter(), time.process_time()
            with connection.execute_wrapper(meter):
                response = client.get(address)
            pages.append((time.perf_counter() - started) * 1000)
            cpu.append((time.process_time() - busy) * 1000)
            if response.status_code != 200:
                raise RuntimeError(f"{address}: {response.status_code}")
            sql.append(meter.seconds * 1000)
            queries.add(meter.queries)
    _emit(emit, f"{name}: page", pages, page_goal)
    _emit(emit, f"{name}: SQL", sql, sql_goal)
    emit(f"{name}: page, processor time, p50", round(statistics.median(cpu), 2), "ms")
    emit(f"{name}: queries at most", max(queries), "queries", "<= 6", max(queries) <= 6)
    if name == "first page":
        fastest = statistics.median(sql)
        emit("first page: SQL, goal for the median", round(fastest, 2), "ms", "<= 2", fastest <= 2)


def _emit(emit: Emit, name: str, values: list[float], goal: float | None) -> None:
    ordered = sorted(values)
    p95 = ordered[int(len(ordered) * 0.95)]
    emit(f"{name}, p50", round(statistics.median(ordered), 2), "ms")
    emit(f"{name}, p95", round(p95, 2), "ms", f"<= {goal:g}" if goal else "", p95 <= goal if goal else None)


def _bare_sql(emit: Emit) -> None:
    """For comparison: one weak filter counted in the database, as the page would have to without the bits."""
    statement = """
        WITH hit AS MATERIALIZED (
            SELECT actor_id, group_id, region_id, topics, sort_de FROM actors_actorindex WHERE country = 'DE'
        )
        SELECT (SELECT array_agg(actor_id) FROM (SELECT actor_id FROM hit ORDER BY sort_de LIMIT 20) page),
               (SELECT count(*) FROM hit),
               (SELECT jsonb_object_agg(group_id, n) FROM (SELECT group_id, count(*) n FROM hit GROUP BY 1) g),
               (SELECT jsonb_object_agg(region_id, n) FROM (SELECT region_id, count(*) n FROM hit GROUP BY 1) r),
               (SELECT jsonb_object_agg(topic, n)
                FROM (SELECT topic, count(*) n FROM hit, unnest(topics) topic GROUP BY 1) t)
    """
    seconds = []
    with connection.cursor() as cursor:
        for _ in range(7):
            started = time.perf_counter()
            cursor.execute(statement)
            cursor.fetchone()
            seconds.append((time.perf_counter() - started) * 1000)
    emit(
        "bare SQL: page, total and three facets, country=DE, p50", round(statistics.median(seconds), 1), "ms"
    )
