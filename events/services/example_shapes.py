"""The events of the example world as they stand in `events/data`: texts per language, days, sessions with their parts."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

type Texts = dict[str, str]
type Clock = tuple[dt.time, dt.time]

DATA = Path(__file__).resolve().parent.parent / "data"
#: Files with the events of the source documents, and the one with invented events.
OF_SOURCES, INVENTED = ("leipzig_2023", "nrw_2023", "platform_2023"), "examples"
#: Source documents by the beginning of their file name.
SOURCES = {
    "000": "Werkstattgespräch zur Plattform Wiederaufbau Ukraine, 15.05.2023",
    "001": "Bericht vom Themenkreis Nachhaltiger Wiederaufbau der Wirtschaft, 06.12.2023",
    "002": "Bericht der Konferenz „Kommunale Außenpolitik im Kontext der Ukraine-Hilfe“, 08.11.2023",
    "003": "Ankündigung der deutsch-ukrainischen kommunalen Partnerschaftskonferenz, 24.10.2023",
    "004": "Vorstellung des Reallabors kommunaler Aufbaupartnerschaften NRW–Ukraine, 2023",
}


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody who contributes to a session: a public function, with a name where the office is public."""

    function: Texts
    name: str = ""
    actor: str = ""
    role: str = "speaker"
    is_tbc: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A session; `at` is None where the source gives no times. `day` counts from 0."""

    kind: str
    title: Texts
    day: int = 0
    at: Clock | None = None
    abstract: Texts = field(default_factory=dict)
    venue: Texts = field(default_factory=dict)
    room: str = ""
    who: tuple[Who, ...] = ()
    parts: tuple[Item, ...] = ()
    audience: str = ""
    organiser: str = ""
    form: str = ""
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """An event. `first` and `last` are days, both included; with `hours` times of day are known. `released` is the day of the programme."""

    slug: str
    kind: str
    title: Texts
    first: dt.date
    last: dt.date
    summary: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    report: Texts = field(default_factory=dict)
    precision: str = "day"
    hours: Clock | None = None
    form: str = "on_site"
    place: tuple[str, str] | None = None
    venue: Texts = field(default_factory=dict)
    address: str = ""
    languages: tuple[str, ...] = ()
    interpretation: tuple[str, ...] = ()
    organisers: tuple[str, ...] = ()
    group: str = ""
    topics: tuple[str, ...] = ()
    series: str = ""
    source: str = ""
    rooms: tuple[Texts, ...] = ()
    items: tuple[Item, ...] = ()
    note: str = ""
    released: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, int | None] = field(default_factory=dict)
    is_example: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A series."""

    slug: str
    title: Texts
    description: Texts = field(default_factory=dict)
    rhythm: Texts = field(default_factory=dict)
    organisers: tuple[str, ...] = ()
    group: str = ""
    admission: str = "per_date"
    audience: str = "public"
    source: str = ""
    is_example: bool = False


def read(name: str, today: dt.date) -> tuple[list[Row], list[Plan]]:
    """Series and events of a file. Invented ones say how many days `ahead` of today they begin, on a working day."""
    found = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    rows = [Row(**_tuples(row)) for row in found["series"]]
    return rows, [_plan(row, today) for row in found["events"]]


def workday(today: dt.date, ahead: int, number: int) -> dt.date:
    """The first day from then on that begins so many working days in a row."""
    day = today + dt.timedelta(days=ahead)
    while day.weekday() + number > 5:
        day += dt.timedelta(days=1)
    return day


def _plan(row: dict[str, Any], today: dt.date) -> Plan:
    if "ahead" in row:
        number = row.pop("days")
        first = workday(today, row.pop("ahead"), number)
        last = first + dt.timedelta(days=number - 1)
        row["is_example"] = True
    else:
        first, last = (dt.date.fromisoformat(row.pop(key)) for key in ("first", "last"))
    items = tuple(_item(item) for item in row.pop("items", ()))
    return Plan(**_tuples(row), first=first, last=last, items=items)


def _item(row: dict[str, Any]) -> Item:
    parts = tuple(_item(part) for part in row.pop("parts", ()))
    who = tuple(Who(**person) for person in row.pop("who", ()))
    return Item(**_tuples(row), parts=parts, who=who)


def _tuples(row: dict[str, Any]) -> dict[str, Any]:
    """Lists as tuples, "09:30" as times."""
    return {
        key: tuple(dt.time.fromisoformat(clock) for clock in value)
        if key in ("hours", "at")
        else tuple(value)
        if isinstance(value, list)
        else value
        for key, value in row.items()
    }
