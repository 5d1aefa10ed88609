"""Which place is meant by a typed name.

Stored names and generated transliterations are compared folded; then by a key that unites spelling variants, with
one typing error allowed; then by trigrams. A name that fits exactly is never beaten by one that fits roughly.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import overload

from places.by_id import read_places
from places.candidates import (
    Candidate,
    exact_or_similar_sound,
    one_error_away,
    starting_with,
    trigram_neighbours,
)
from places.enums import NameKind
from places.models import Place
from places.names import fold, plain
from places.queries import readings
from places.scoring import score_beginnings, score_exact, score_similar

MAX_QUERY = 200
#: Typing errors are forgiven from this length on.
MIN_FUZZY = 5


@dataclass(frozen=True, slots=True)
class Match:
    """A place with the name that was found and how well it fits (1 is literally an official name)."""

    place: Place
    matched_name: str
    quality: float


class NotResolved(Exception):
    """No single place is meant; ``candidates`` holds what came close, best first."""

    is_ambiguous = False

    def __init__(self, query: str, candidates: list[Match]) -> None:
        super().__init__(query)
        self.query = query
        self.candidates = candidates


class UnknownPlace(NotResolved):
    """Nothing fits well enough to be taken without asking."""


class AmbiguousPlace(NotResolved):
    """Several places fit equally well."""

    is_ambiguous = True


class Matches(Sequence[Match]):
    """All places found, best first; places are read from the database when a slice is taken."""

    def __init__(self, candidates: list[Candidate]) -> None:
        best: dict[int, Candidate] = {}
        for candidate in candidates:
            best.setdefault(candidate.place_id, candidate)
        self._candidates = list(best.values())

    def __len__(self) -> int:
        return len(self._candidates)

    @overload
    def __getitem__(self, index: int) -> Match: ...
    @overload
    def __getitem__(self, index: slice) -> list[Match]: ...
    def __getitem__(self, index: int | slice) -> Match | list[Match]:
        if isinstance(index, int):
            return self._load([self._candidates[index]])[0]
        return self._load(self._candidates[index])

    @staticmethod
    def _load(candidates: list[Candidate]) -> list[Match]:
        places = read_places([c.place_id for c in candidates])
        return [
            Match(places[c.place_id], _shown_name(c, places[c.place_id]), round(min(c.quality, 1.0), 3))
            for c in candidates
            if c.place_id in places
        ]


def search(
    query: str,
    *,
    countries: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
    unfinished: bool = False,
) -> Matches:
    """All places a typed name may mean, best first: by quality of the match, then by population.

    ``countries`` (ISO-2) and ``kinds`` restrict the answer; ``unfinished`` adds places whose name begins with the
    text, for suggestions while typing. At most four database queries for names and one per slice. Text beyond
    :data:`MAX_QUERY` characters is cut off.
    """
    query = query[:MAX_QUERY]
    if not fold(query):
        return Matches([])
    found = _ranked(query, countries, kinds)
    if unfinished:
        begun = score_beginnings(_restricted(starting_with(fold(query)), countries, kinds))
        sure = 1 if found and found[0].quality >= 0.8 else 0
        found = found[:sure] + sorted(found[sure:] + begun, key=lambda c: -c.quality)
    return Matches(found)


def resolve(
    query: str,
    *,
    countries: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
    limit: int = 10,
) -> list[Match]:
    """The first ``limit`` places of :func:`search`."""
    return search(query, countries=countries, kinds=kinds)[:limit]


def _ranked(query: str, countries: Collection[str] | None, kinds: Collection[str] | None) -> list[Candidate]:
    asked = readings(query)
    rows = _restricted(exact_or_similar_sound(asked), countries, kinds)
    exact = score_exact(rows, asked, plain(query))
    if exact and (exact[0].quality > 0.985 or not any(r.context for r in asked)):
        return exact
    if exact:
        # "Frankfurt (Odr)": the name fits, what tells it apart has a typing error
        whole = score_similar(_restricted(one_error_away(asked[:1]), countries, kinds), asked[:1])
        return [c for c in whole if c.quality > 0.88] + exact
    fuzzy = [r for r in asked if len(r.text.replace(" ", "")) >= MIN_FUZZY and r.rank < 6]
    if fuzzy:
        rows += _restricted(one_error_away(fuzzy), countries, kinds)
    scored = score_similar(rows, asked)
    if fuzzy and (not scored or scored[0].quality < 0.8):
        rows += _restricted(trigram_neighbours(fuzzy), countries, kinds)
        scored = score_similar(rows, asked)
    return scored


def _restricted(
    rows: Iterable[Candidate], countries: Collection[str] | None, kinds: Collection[str] | None
) -> list[Candidate]:
    return [
        r for r in rows
        if (not countries or r.country in countries) and (not kinds or r.place_kind in kinds)
    ]  # fmt: skip


def _shown_name(candidate: Candidate, place: Place) -> str:
    """Names for search only (Russian ones among them) are never printed: the official name stands instead."""
    return place.name_native if candidate.name_kind == NameKind.SEARCH_ONLY else candidate.name


def resolve_exactly_one(
    query: str,
    *,
    countries: Collection[str] | None = None,
    kinds: Collection[str] | None = None,
    near_namesakes: bool = False,
) -> Place:
    """The one place a name in a file means; raises :class:`UnknownPlace` or :class:`AmbiguousPlace` with candidates.

    Several places of one name: the one ten times as populous as the next is taken, else the name is ambiguous
    (``near_namesakes=True`` takes the most populous one in any case). Similar names are never taken.
    """
    matches = resolve(query, countries=countries, kinds=kinds, limit=5)
    if not matches or matches[0].quality < 0.8:
        raise UnknownPlace(query, matches)
    first, others = matches[0], [m for m in matches[1:] if m.quality > matches[0].quality - 0.015]
    if (
        others
        and not near_namesakes
        and (first.place.population or 0) < 10 * (others[0].place.population or 1)
    ):
        raise AmbiguousPlace(query, matches)
    return first.place
