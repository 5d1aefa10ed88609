"""What a planner should look at before a programme is released: rooms, people and parts that do not fit together."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from events.enums import SpeakerRole
from events.models import Event
from events.selectors.programme import moment
from events.words import hours, last_day
from platform_portal.core.formats import language

type Frozen = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that does not fit, in words, and the sessions concerned."""

    text: str
    sessions: tuple[int, ...]


def warnings_of(event: Event, sessions: Iterable[Frozen]) -> list[Doubt]:
    """All warnings about a draft, the earliest first. No query."""
    rows = [row for row in sessions if row["starts"] and row["ends"]]
    rows.sort(key=lambda row: (row["starts"], row["id"]))
    every = {row["id"]: row for row in rows}
    return [
        *_rooms_twice(event, rows),
        *_people_twice(event, rows),
        *_outside(event, sessions),
        *_parts_outside(rows, every),
    ]


def _rooms_twice(event: Event, rows: list[Frozen]) -> Iterable[Doubt]:
    by_room: dict[int, list[Frozen]] = defaultdict(list)
    names: dict[int, str] = {}
    for row in rows:
        if row["room"]:
            by_room[row["room"]["id"]].append(row)
            names[row["room"]["id"]] = _text(row["room"]["name"])
    for room, found in by_room.items():
        for first, second in _clashes(found):
            yield _warning(
                event, first, second, _("The room “%(name)s” is used twice") % {"name": names[room]}
            )


def _people_twice(event: Event, rows: list[Frozen]) -> Iterable[Doubt]:
    by_person: dict[str, list[Frozen]] = defaultdict(list)
    known: dict[str, tuple[str, str]] = {}
    for row in rows:
        for person in row["people"]:
            key = f"{person['name'] or person['speaker']}".casefold()
            if row not in by_person[key]:
                by_person[key].append(row)
            known[key] = (person["name"] or _text(person["function"]), person["role"])
    for key, found in by_person.items():
        name, role = known[key]
        what = (
            _("%(name)s moderates in two places at once")
            if role == SpeakerRole.MODERATOR
            else _("%(name)s is in two places at once")
        )
        for first, second in _clashes(found):
            yield _warning(event, first, second, what % {"name": name})


def _clashes(rows: list[Frozen]) -> Iterable[tuple[Frozen, Frozen]]:
    """Pairs that overlap (half-open), each session with the one that is still running; a frame and its parts are one."""
    running: Frozen | None = None
    for row in rows:
        if running is not None and row["starts"] < running["ends"] and not _are_one(running, row):
            yield running, row
        if running is None or row["ends"] > running["ends"]:
            running = row


def _are_one(one: Frozen, other: Frozen) -> bool:
    return one["id"] == other["frame"] or other["id"] == one["frame"]


def _outside(event: Event, sessions: Iterable[Frozen]) -> Iterable[Doubt]:
    first, last = event.local_start.date(), last_day(event)
    for row in sessions:
        day = dt.date.fromisoformat(row["day"])
        starts, ends = moment(row["starts"]), moment(row["ends"])
        is_out = not first <= day <= last
        if event.has_times and starts and ends:
            is_out = is_out or starts < event.starts_at or ends > event.ends_at
        if is_out:
            yield Doubt(
                _("“%(title)s” lies outside the time of the event") % {"title": _text(row["title"])},
                (row["id"],),
            )


def _parts_outside(rows: Iterable[Frozen], every: Mapping[int, Frozen]) -> Iterable[Doubt]:
    for row in rows:
        frame = every.get(row["frame"] or 0)
        if frame and (row["starts"] < frame["starts"] or row["ends"] > frame["ends"]):
            yield Doubt(
                _("“%(title)s” lies outside the time of “%(frame)s”, whose part it is")
                % {"title": _text(row["title"]), "frame": _text(frame["title"])},
                (row["id"], frame["id"]),
            )


def _warning(event: Event, first: Frozen, second: Frozen, what: str) -> Doubt:
    text = _("%(what)s: “%(first)s” (%(first_time)s) and “%(second)s” (%(second_time)s)") % {
        "what": what,
        "first": _text(first["title"]),
        "first_time": _when(event, first),
        "second": _text(second["title"]),
        "second_time": _when(event, second),
    }
    return Doubt(text, (first["id"], second["id"]))


def _when(event: Event, row: Frozen) -> str:
    day = dt.date.fromisoformat(row["day"])
    return f"{day:%d.%m.} {hours(moment(row['starts']), moment(row['ends']), event.tzinfo)}"


def _text(texts: Mapping[str, str]) -> str:
    return texts.get(language()) or next(iter(texts.values()), "")
