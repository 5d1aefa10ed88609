"""Orders candidates: quality of the match first, then population, with what the query says about kind and region."""

from __future__ import annotations

import math
from dataclasses import replace

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from places.candidates import Candidate
from places.enums import NameKind, PlaceKind
from places.names import is_cyrillic, plain, sound_key
from places.queries import Reading

#: How good a name is when it fits literally.
_BY_KIND = {
    NameKind.OFFICIAL: 1.0,
    NameKind.TRANSLITERATION: 1.0,
    NameKind.EXONYM: 1.0,
    NameKind.FORMER: 0.95,
    NameKind.SEARCH_ONLY: 0.93,
}
#: Regions and districts have many inhabitants; a settlement of the same name is meant more often.
_UNIT_POPULATION = {PlaceKind.REGION: 10_000, PlaceKind.DISTRICT: 5_000, PlaceKind.RAION: 4_000}
_NEAR_KM = 40


def _weight(candidate: Candidate) -> float:
    """Population, a hundred times for official names: a village does not lose its own name to a big city's exonym.

    Unless the city is more than a hundred times as large: Lemberg means Lviv, not the village in the Palatinate.
    """
    people = _UNIT_POPULATION.get(PlaceKind(candidate.place_kind), candidate.population)
    official = candidate.name_kind in (NameKind.OFFICIAL, NameKind.TRANSLITERATION)
    return math.log10(max(people, 100)) + (2 if official else 0)


def _near(candidate: Candidate, others: list[Candidate]) -> bool:
    for other in others:
        if other.place_id == candidate.place_id:
            continue
        if other.place_kind in (PlaceKind.REGION, PlaceKind.RAION):
            if other.place_kind == PlaceKind.REGION and other.region_id == candidate.region_id:
                return True
        elif None not in (other.lat, other.lon, candidate.lat, candidate.lon):
            x = math.radians(candidate.lon - other.lon) * math.cos(math.radians(candidate.lat))  # type: ignore[operator]
            if 6371 * math.hypot(x, math.radians(candidate.lat - other.lat)) < _NEAR_KM:  # type: ignore[operator]
                return True
    return False


def _fits(candidate: Candidate, reading: Reading) -> float:
    """What the query says beside the name: 0 nothing against it, negative if kind or country differ."""
    bonus = 0.0
    if reading.kinds:
        bonus -= 0.0 if candidate.place_kind in reading.kinds else 0.12
    elif candidate.place_kind in _UNIT_POPULATION and candidate.name_kind == NameKind.SEARCH_ONLY:
        bonus -= 0.05
    if reading.country and candidate.country != reading.country:
        bonus -= 0.15
    return bonus


def _context(rows: list[Candidate], reading: Reading) -> list[Candidate]:
    """Places the text in brackets names; a same-named other name of the place itself does not count."""
    return [r for r in rows if r.folded in reading.context]


def score_exact(rows: list[Candidate], readings: list[Reading], typed: str) -> list[Candidate]:
    """Candidates whose folded name is one of the readings, best first; empty if none is."""
    scored = []
    for reading in readings:
        around = _context(rows, reading)
        for row in rows:
            if row.folded != reading.text:
                continue
            quality = _BY_KIND[NameKind(row.name_kind)] - 0.02 * reading.rank + _fits(row, reading)
            if reading.rank == 0 and plain(row.name) != typed and not is_cyrillic(typed):
                quality -= 0.01 * _has_marks(typed)
            elif reading.rank == 0 and plain(row.name) == typed and row.name_kind != NameKind.SEARCH_ONLY:
                quality += 0.005
            if around and _near(row, around):
                quality += 0.03
            if around and any(other.place_id == row.place_id for other in around):
                quality += 0.04
            scored.append(replace(row, quality=quality))
    return _sorted(scored)


def _has_marks(typed: str) -> int:
    """Whether the typed text has letters that folding changes: then the same letters are meant."""
    return int(not typed.isascii())


def score_similar(rows: list[Candidate], readings: list[Reading]) -> list[Candidate]:
    """Candidates by likeness of letters and sound, best first; population decides between near equals."""
    scored: dict[int, Candidate] = {}
    usable = [r for r in readings if r.rank < 6]
    keys = [(r, {sound_key(r.text), sound_key(r.text, "s")}) for r in usable]
    for row in rows:
        for reading, sounds in keys:
            quality = _likeness(row, reading.text, sounds) + _fits(row, reading) - 0.01 * reading.rank
            quality += 0.012 * (_weight(row) - 4)
            known = scored.get(row.place_id)
            if quality > 0.5 and (known is None or quality > known.quality):
                scored[row.place_id] = replace(row, quality=quality)
    return sorted(scored.values(), key=lambda c: (-c.quality, -c.population, c.place_id))


def _likeness(row: Candidate, text: str, sounds: set[str]) -> float:
    letters = DamerauLevenshtein.normalized_similarity(row.folded, text)
    sound = max(DamerauLevenshtein.normalized_similarity(row.sound, key) for key in sounds)
    start = JaroWinkler.similarity(row.folded, text)
    return 0.9 * (0.4 * letters + 0.4 * sound + 0.2 * start) + (0.03 if row.name_kind != NameKind.SEARCH_ONLY else 0)


def _sorted(rows: list[Candidate]) -> list[Candidate]:
    return sorted(rows, key=lambda c: (-round(c.quality, 2), -_weight(c), -c.population, c.place_id))
