"""Brings the names a query may mean out of the database: a handful of index probes, no scan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from places.names import fold, sound_keys
from places.queries import Reading

_ALPHABET = "abdehiklmnoprstuv"
#: No more probes than this per question: long names have many neighbours.
_MAX_PROBES = 1500

_SELECT = """
    SELECT n.place_id, n.name, n.kind, n.language, n.folded, n.sound,
           p.kind, p.country_id, p.region_id, p.population, p.lat, p.lon
    FROM places_placename n
    -- OFFSET keeps the planner from reading the whole table of places for a handful of names (15 ms instead of 1)
    CROSS JOIN LATERAL (
        SELECT kind, country_id, region_id, coalesce(population, 0) AS population, lat, lon
        FROM places_place WHERE id = n.place_id OFFSET 0
    ) p
    WHERE
"""


@dataclass(slots=True)
class Candidate:
    """One name that may be meant, with what ranking needs to know about its place."""

    place_id: int
    name: str
    name_kind: str
    language: str
    folded: str
    sound: str
    place_kind: str
    country: str
    region_id: int | None
    population: int
    lat: float | None
    lon: float | None
    quality: float = 0.0


def _fetch(condition: str, params: list[Any]) -> list[Candidate]:
    with connection.cursor() as cursor:
        cursor.execute(_SELECT + condition, params)
        return [Candidate(*row) for row in cursor.fetchall()]


def _sounds(readings: Iterable[Reading]) -> list[str]:
    return list(dict.fromkeys(key for r in readings for key in sound_keys(r.text) if len(key) > 2))


def exact_or_similar_sound(readings: list[Reading]) -> list[Candidate]:
    """Names equal to a reading or its context, or of the same sound (the other keyboard layout: equal only)."""
    folded = {r.text for r in readings} | {name for r in readings for name in r.context}
    sounds = _sounds(r for r in readings if r.rank < 6)
    return _fetch("n.folded = ANY(%s) OR n.sound = ANY(%s)", [sorted(folded), sounds])


def neighbours(key: str) -> set[str]:
    """All keys one typing error away: a letter missing, too many, wrong, or two swapped."""
    splits = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    found = {a + b[1:] for a, b in splits if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    found |= {a + c + b[1:] for a, b in splits if b for c in _ALPHABET}
    found |= {a + c + b for a, b in splits for c in _ALPHABET}
    return found


def one_error_away(readings: list[Reading]) -> list[Candidate]:
    """Names whose sound differs from that of a reading by one typing error."""
    probes: dict[str, None] = {}
    for key in _sounds(readings):
        if len(key) >= 4 and len(probes) < _MAX_PROBES:
            probes.update(dict.fromkeys(neighbours(key)))
    # behind a SELECT the planner does not weigh each of 500 probes against its statistics (3 ms instead of 0.3)
    return _fetch("n.sound = ANY((SELECT %s::text[])::text[])", [list(probes)]) if probes else []


def trigram_neighbours(readings: list[Reading]) -> list[Candidate]:
    """Names that share many groups of three letters with the most literal reading and the barest one."""
    texts = list(dict.fromkeys([readings[0].text, readings[-1].text]))
    rows: list[Candidate] = []
    for text in texts[:2]:
        rows += _fetch(
            "n.folded %% %s ORDER BY similarity(n.folded, %s) DESC LIMIT 60", [fold(text), fold(text)]
        )
    return rows


def starting_with(text: str) -> list[Candidate]:
    """Shown names that begin with the folded text (three letters or more), most populous places first."""
    if len(text) < 3:
        return []
    pattern = text.replace("\\", "\\\\").replace("%", r"\%").replace("_", r"\_") + "%"
    return _fetch(
        "n.folded LIKE %s AND n.kind <> 'search_only' ORDER BY p.population DESC, n.place_id LIMIT 40",
        [pattern],
    )
