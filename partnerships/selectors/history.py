"""Real partnerships and older twin towns from files, as a world for the evaluation of matching."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from partnerships.matchmaking import ActorFacts, TopicTree, World
from partnerships.matchmaking.history import MISSING, History
from places.enums import SETTLEMENT_KINDS
from places.models import Place
from places.names import fold
from places.resolution import Match, resolve

MUNICIPALITY, LARGE = 10_000, 50_000
GOOD_MATCH, EQUALLY_GOOD = 0.8, 0.015
COUNTRY_WORDS = {
    "germany": "DE", "deutschland": "DE", "ukraine": "UA", "poland": "PL", "polen": "PL", "polska": "PL",
}  # fmt: skip

type Key = tuple[str, object]


class FileError(Exception):
    """A file cannot be used; one sentence that may be shown."""


def read_history(pairs: Path, ties: Path | None = None) -> tuple[History, list[str]]:
    """The evaluation of one file of pairs, and the sides that were not found. Raises :class:`FileError`.

    Nothing is read of partnerships, actors or postings: only places, their population and their status. A tie
    between the two sides of a pair is the pair itself and stays hidden.
    """
    rows = _rows(pairs, ("german_side", "ukrainian_side", "since_year"))
    gazetteer = _Gazetteer()
    found = [
        (gazetteer.german(row["german_side"]), gazetteer.ukrainian(row["ukrainian_side"])) for row in rows
    ]
    hidden: set[frozenset[Key]] = {frozenset((("place", a.pk), ("place", b.pk))) for a, b in found if a and b}
    tied = _ties(
        _rows(ties, ("place_a", "country_a", "place_b", "country_b")) if ties else [], gazetteer, hidden
    )
    notes = [
        f"{row['german_side']} – {row['ukrainian_side']}"
        for row, (a, b) in zip(rows, found, strict=True)
        if a is None or b is None
    ]
    return _history(gazetteer, found, tied), notes


def _history(
    gazetteer: _Gazetteer, found: Sequence[tuple[Place | None, Place | None]], tied: dict[Key, set[Key]]
) -> History:
    askers = gazetteer.askers([a for a, _ in found if a])
    cities = gazetteer.cities
    world = World.of(
        [_facts(place, tied) for place in askers],
        [_facts(place, tied) for place in cities],
        topics=TopicTree.of([]),
    )
    row_of = [{place.pk: i for i, place in enumerate(side)} for side in (askers, cities)]
    rows = [[_row(row_of[i], pair[i]) for pair in found] for i in (0, 1)]
    population = np.array([place.population or 0 for place in askers])
    own = np.array([place.pk in gazetteer.municipalities for place in askers], dtype=np.bool_)
    return History(
        world=world,
        pair_asker=np.array(rows[0], dtype=np.int64),
        pair_candidate=np.array(rows[1], dtype=np.int64),
        municipality=own,
        large=own & (population >= LARGE),
        frontline=np.array([place.pk in gazetteer.frontline for place in cities], dtype=np.bool_),
    )


def _row(row_of: dict[int, int], place: Place | None) -> int:
    return row_of.get(place.pk, MISSING) if place else MISSING


def _facts(place: Place, tied: dict[Key, set[Key]]) -> ActorFacts:
    key = ("place", place.pk)
    ties = tied.get(key, set())
    return ActorFacts(key=key, population=place.population, ties=ties, newcomer=not ties)


class _Gazetteer:
    """Places of the evaluation, in a fixed order, and names resolved once each."""

    def __init__(self) -> None:
        cities = Place.objects.in_country("UA").official_cities().filter(population__gt=0).not_occupied()
        self.cities = list(cities.order_by("pk"))
        self.frontline = set(cities.frontline().values_list("pk", flat=True))
        self._city_of = {place.pk: place for place in self.cities}
        towns = Place.objects.in_country("DE").populated().filter(population__gte=MUNICIPALITY)
        self._towns = list(towns.order_by("pk"))
        self.municipalities = {place.pk for place in self._towns}
        if not self.cities or not self._towns:
            raise FileError("The gazetteer is empty: run load_places first.")
        self._known: dict[tuple[str, str], list[Match]] = {}

    def askers(self, further: Iterable[Place]) -> list[Place]:
        """All municipalities, and German sides of pairs that are smaller or of another kind."""
        more = {place.pk: place for place in further if place.pk not in self.municipalities}
        return [*self._towns, *(more[pk] for pk in sorted(more))]

    def german(self, name: str) -> Place | None:
        """The German place of that name; the most populous of several."""
        matches = self._matches(name, "DE")
        return matches[0].place if matches else None

    def ukrainian(self, name: str) -> Place | None:
        """The Ukrainian city of that name; None when the name means no city that can be ranked."""
        return next(
            (match.place for match in self._matches(name, "UA") if match.place.pk in self._city_of), None
        )

    def party(self, name: str, country: str) -> Key:
        """A key for any twin town: the place where it is found, else its folded name."""
        code = COUNTRY_WORDS.get(country.strip().casefold(), country.strip().upper())
        matches = self._matches(name, code) if code in ("DE", "UA", "PL") else []
        return ("place", matches[0].place.pk) if matches else ("name", f"{code} {fold(name)}")

    def _matches(self, name: str, country: str) -> list[Match]:
        """Equally good matches, best first; the name is tried without its addition in brackets as well."""
        if (name, country) not in self._known:
            self._known[name, country] = self._resolve(name, country)
        return self._known[name, country]

    @staticmethod
    def _resolve(name: str, country: str) -> list[Match]:
        kinds = [str(kind) for kind in SETTLEMENT_KINDS]
        for text in dict.fromkeys((name, re.sub(r"\s*\([^)]*\)", "", name))):
            matches = resolve(text, countries=[country], kinds=kinds) if text.strip() else []
            good = [m for m in matches if m.quality >= max(GOOD_MATCH, matches[0].quality - EQUALLY_GOOD)]
            if good:
                return good
        return []


def _ties(
    rows: Iterable[dict[str, str]], gazetteer: _Gazetteer, hidden: set[frozenset[Key]]
) -> dict[Key, set[Key]]:
    """Place → its twin towns, both ways, without the pairs themselves."""
    tied: dict[Key, set[Key]] = defaultdict(set)
    for row in rows:
        one, other = (gazetteer.party(row[f"place_{end}"], row[f"country_{end}"]) for end in "ab")
        if one != other and frozenset((one, other)) not in hidden:
            tied[one].add(other)
            tied[other].add(one)
    return tied


def _rows(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """Rows of a CSV file that has these columns; empty cells become empty text."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise FileError(f"{path}: column {missing[0]} is missing.")
            rows = [{name: (row[name] or "").strip() for name in columns} for row in reader]
    except OSError as error:
        raise FileError(f"Cannot read {path}: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileError(f"{path} is no CSV file in UTF-8.") from error
    if not rows and "since_year" in columns:
        raise FileError(f"{path} has no rows.")
    return rows
