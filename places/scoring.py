"""Orders candidates: quality of the match first, then population, with what the query says about kind and region."""

from __future__ import annotations

import math
from dataclasses import replace

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from places.candidates import Candidate
from places.enums import NameKind, PlaceKind
from places.names import is_cyrillic, plain, sound_key
from places.queries import Reading

#: Regions and districts have many inhabitants; a settlement of the same name is meant more often.
_UNIT_POPULATION = {PlaceKind.REGION: 10_000, PlaceKind.DISTRICT: 5_000, PlaceKind.RAION: 4_000}
_UNITS = tuple(_UNIT_POPULATION)
_NEAR_KM = 40
#: Names that fit literally: those a place is called by, and those it is merely found by.
_CALLED, _FOUND_BY = 1.0, 0.94
#: Weight of a power of ten of the population, and of a shown name, among similar names.
PEOPLE, SHOWN = 0.024, 0.03


def _is_transcription(candidate: Candidate) -> bool:
    """Ukrainian names of German and Polish places are made by rule for most of them: good, but not official."""
    return candidate.language == "uk" and candidate.country != "UA"


def _quality_of_name(candidate: Candidate) -> float:
    kind = candidate.name_kind
    if kind == NameKind.EXONYM or (kind == NameKind.TRANSLITERATION and not _is_transcription(candidate)):
        return _CALLED
    return _CALLED if kind == NameKind.OFFICIAL else _FOUND_BY


def _kind_bonus(candidate: Candidate) -> float:
    """In powers of ten of the population.

    A village keeps its own name against the exonym of a city up to about a hundred times as large; beyond that the
    city is meant (Lemberg is Lviv, not the village in the Palatinate). The bare name of a place ("Halle" for Halle
    (Saale)) is beaten by the official name of places down to a tenth of its size.
    """
    match candidate.name_kind:
        case NameKind.OFFICIAL:
            return 2.0
        case NameKind.TRANSLITERATION:
            return 1.3 if candidate.language else 2.0
        case NameKind.FORMER:
            return 1.0
        case NameKind.EXONYM:
            bare_name = not candidate.language and candidate.place_kind not in _UNITS
            return 1.0 if bare_name else 0.2 if candidate.language else 0.0
    generated = candidate.language == "uk" and not is_cyrillic(candidate.name)
    return 1.0 if generated else 0.0


def _weight(candidate: Candidate, typed: str = "") -> float:
    """Logarithm of the population with the bonus of the kind of name; without the typed diacritics it counts less."""
    people = _UNIT_POPULATION.get(PlaceKind(candidate.place_kind), candidate.population)
    other_marks = bool(typed) and plain(candidate.name) != typed
    return math.log10(max(people, 100)) + _kind_bonus(candidate) - 1.5 * other_marks


def _near(candidate: Candidate, others: list[Candidate]) -> bool:
    """Whether one of the other places is the region of this one, or lies within 40 km."""
    for other in others:
        if other.place_id == candidate.place_id:
            continue
        if other.place_kind == PlaceKind.REGION:
            if other.region_id == candidate.region_id:
                return True
        elif other.place_kind != PlaceKind.RAION and _distance(candidate, other) < _NEAR_KM:
            return True
    return False


def _distance(one: Candidate, other: Candidate) -> float:
    """Kilometres, flat approximation; infinite where a position is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    x = math.radians(one.lon - other.lon) * math.cos(math.radians(one.lat))
    return 6371 * math.hypot(x, math.radians(one.lat - other.lat))


def _kind_mismatch(candidate: Candidate, reading: Reading) -> float:
    """Among the kinds a word stands for ("Bezirk", "Kreis"): the likelier ones first, city districts last."""
    first = reading.kinds[0]
    if first not in _UNITS:
        return 0.0
    other_level = (candidate.place_kind == PlaceKind.REGION) != (first == PlaceKind.REGION)
    in_a_city = candidate.place_kind == PlaceKind.CITY_DISTRICT
    return 0.02 * other_level + in_a_city * (0.1 if _quality_of_name(candidate) == _CALLED else 0.01)


def _fits(candidate: Candidate, reading: Reading) -> float:
    """What the query says beside the name: 0 nothing against it, negative if kind or country differ."""
    bonus = 0.0
    if reading.kinds and candidate.place_kind not in reading.kinds:
        bonus -= 0.12
    elif reading.kinds:
        bonus -= _kind_mismatch(candidate, reading)
    elif candidate.place_kind in _UNITS and candidate.name_kind == NameKind.SEARCH_ONLY:
        bonus -= 0.05
    if reading.country and candidate.country != reading.country:
        bonus -= 0.15
    return bonus


def _context(rows: list[Candidate], reading: Reading) -> list[Candidate]:
    """Places the text in brackets names; a same-named other name of the place itself does not count."""
    return [r for r in rows if r.folded in reading.context]


def score_exact(rows: list[Candidate], readings: list[Reading], typed: str) -> list[Candidate]:
    """Candidates whose folded name is one of the readings, best first; empty if none is.

    Parts of cities come after municipalities that fit as well.
    """
    scored: list[tuple[float, float, Candidate]] = []
    for reading in readings:
        around = _context(rows, reading)
        for row in rows:
            if row.folded != reading.text:
                continue
            quality = _quality_of_name(row) - 0.02 * reading.rank + _fits(row, reading)
            if around and _near(row, around):
                quality += 0.03
            if around and any(other.place_id == row.place_id for other in around):
                quality += 0.04
            weight = _weight(row, typed if reading.rank == 0 else "")
            scored.append((quality, weight, replace(row, quality=quality)))
    scored.sort(
        key=lambda s: (
            -round(s[0], 3),
            s[2].place_kind == PlaceKind.CITY_DISTRICT,
            -s[1],
            -s[2].population,
            s[2].place_id,
        )
    )
    return [candidate for _, _, candidate in scored]


def score_similar(rows: list[Candidate], readings: list[Reading]) -> list[Candidate]:
    """Candidates by likeness of letters and sound, best first; population decides between near equals."""
    scored: dict[int, Candidate] = {}
    usable = [r for r in readings if r.rank < 6]
    keys = [(r, {sound_key(r.text), sound_key(r.text, "s")}) for r in usable]
    for row in rows:
        for reading, sounds in keys:
            quality = _likeness(row, reading.text, sounds) + _fits(row, reading) - 0.01 * reading.rank
            quality += PEOPLE * (_weight(row) - 4)
            known = scored.get(row.place_id)
            if quality > 0.5 and (known is None or quality > known.quality):
                scored[row.place_id] = replace(row, quality=quality)
    return sorted(scored.values(), key=lambda c: (-c.quality, -c.population, c.place_id))


def score_beginnings(rows: list[Candidate]) -> list[Candidate]:
    """Candidates whose name begins with the text, the most populous places first; below any exact match."""
    return [replace(row, quality=min(0.9, 0.76 + PEOPLE * (_weight(row) - 4))) for row in rows]


def _likeness(row: Candidate, text: str, sounds: set[str]) -> float:
    letters = DamerauLevenshtein.normalized_similarity(row.folded, text)
    sound = max(DamerauLevenshtein.normalized_similarity(row.sound, key) for key in sounds)
    start = JaroWinkler.similarity(row.folded, text)
    return 0.9 * (0.4 * letters + 0.4 * sound + 0.2 * start) + (
        SHOWN if row.name_kind != NameKind.SEARCH_ONLY else 0
    )
