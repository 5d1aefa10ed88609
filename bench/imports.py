"""Files of 10,000 rows: actors with duplicates in other scripts and bad rows, partnerships, the search for duplicates at night.

Everything is rolled back at the end, so that a second run measures the same.
"""

from __future__ import annotations

import csv
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import translation

from actors.models import Actor, DuplicateSuspicion
from actors.services import duplicate_search, imports
from partnerships.models import Partnership
from partnerships.services.imports import import_partnerships
from places.models import Place
from platform_portal.core.import_report import Outcome

ROWS = 10_000
GOAL = 60  # seconds
type Emit = Callable[..., None]
type Row = dict[str, Any]

#: Kind and words of the invented names, German and Ukrainian.
_KINDS = (
    ("association", "Partnerschaftsverein", "Товариство партнерства"),
    ("utility", "Stadtwerke", "Водоканал"),
    ("company", "Handwerksbetrieb", "Підприємство"),
    ("university", "Hochschule", "Університет"),
    ("diaspora", "Ukrainischer Verein", "Українська громада"),
)


def run(emit: Emit) -> None:
    """Loads places and topics where they are missing, then measures; about a minute."""
    call_command("migrate", verbosity=0)
    if not Place.objects.exists():
        call_command("load_places", verbosity=0)
    call_command("load_topics", verbosity=0)
    with tempfile.TemporaryDirectory() as folder, rolled_back(), translation.override("en"):
        _actors(emit, Path(folder))
        _night(emit)
        _partnerships(emit, Path(folder))


@contextmanager
def rolled_back() -> Iterator[None]:
    """Nothing of what happens inside stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _actors(emit: Emit, folder: Path) -> None:
    path, before = folder / "actors.csv", Actor.objects.count()
    _write(path, list(_actor_rows(random.Random(3))))
    measured(emit, f"actors, {ROWS} rows: check only", lambda: imports.import_actors(path=path, dry_run=True))
    report = measured(emit, f"actors, {ROWS} rows: written", lambda: imports.import_actors(path=path))
    emit("actors entered", Actor.objects.count() - before, "actors")
    emit(
        "rows that name a likely duplicate",
        sum("may be the same actor" in row.text for row in report.rows),
        "rows",
    )
    emit("rows refused with a reason", report.number(Outcome.FAILED), "rows")
    again = measured(emit, "actors, the same file again", lambda: imports.import_actors(path=path))
    emit(
        "entered by the second run",
        again.number(Outcome.CREATED),
        "actors",
        "0",
        not again.number(Outcome.CREATED),
    )


def _night(emit: Emit) -> None:
    outcome = measured(emit, "search for duplicates in the whole register", duplicate_search.search_all)
    emit("actors compared", outcome.actors, "actors")
    emit("pairs suspected", DuplicateSuspicion.objects.count(), "pairs")


def _partnerships(emit: Emit, folder: Path) -> None:
    path, before = folder / "partnerships.csv", Partnership.objects.count()
    _write(path, list(_partnership_rows(random.Random(5))))
    measured(emit, f"partnerships, {ROWS} rows: written", lambda: import_partnerships(path=path))
    emit("partnerships entered", Partnership.objects.count() - before, "partnerships")


def _actor_rows(chance: random.Random) -> Iterator[Row]:
    """Nine in ten new, one in twenty the same actor under another spelling, one in fifty with an unknown place."""
    places = list(Place.objects.filter(country_id__in=("DE", "UA"), population__gt=5_000).order_by("pk"))
    rows: list[Row] = []
    while len(rows) < ROWS:
        number = len(rows)
        if rows and number % 20 == 0:
            rows.append({**rows[-1], "slug": f"messung-{number}", "name_de": "", "website": ""})
            continue
        kind, german, ukrainian = chance.choice(_KINDS)
        place = chance.choice(places)
        rows.append({
            "slug": f"messung-{number}", "kind": kind, "name_de": f"{german} {place.name_in('de')} {number}",
            "name_uk": f"{ukrainian} {place.name_in('uk')} {number}", "country": place.country_id,
            "place": "Nirgendwo-Stadt" if number % 50 == 1 else str(place.geoname_id or place.name_native),
            "website": f"https://messung-{number}.example.org/", "topics_needs": "abwasser", "status": "published",
        })  # fmt: skip
    yield from rows


def _partnership_rows(chance: random.Random) -> Iterator[Row]:
    towns = {
        code: list(
            Place.objects.filter(country_id=code, population__gt=10_000, geoname_id__isnull=False).order_by(
                "pk"
            )
        )
        for code in ("DE", "UA")
    }
    for number in range(ROWS):
        german, ukrainian = chance.choice(towns["DE"]), chance.choice(towns["UA"])
        yield {
            "german_side": german.name_native, "ukrainian_side": ukrainian.name_native,
            "ukrainian_place": ukrainian.name_native, "kind": "solidarity", "since_year": 2000 + number % 26,
            "source": "Messung",
        }  # fmt: skip


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def timed[Answer](act: Callable[[], Answer]) -> tuple[float, Answer]:
    """Seconds and what came back."""
    began = time.perf_counter()
    answer = act()
    return round(time.perf_counter() - began, 1), answer


def measured[Answer](emit: Emit, figure: str, act: Callable[[], Answer]) -> Answer:
    """Emits the seconds, and those a processor worked for it here and in the database: on a busy machine these tell more."""
    worked = time.process_time() + _worked_by_the_database()
    seconds, answer = timed(act)
    emit(figure, seconds, "s", f"<= {GOAL}", seconds <= GOAL)
    spent = time.process_time() + _worked_by_the_database() - worked
    emit(f"{figure}: processor time", round(spent, 1), "s")
    return answer


def _worked_by_the_database() -> float:
    """Processor seconds of this connection's server process; 0 where it runs elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    try:
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    except OSError:
        return 0.0
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
