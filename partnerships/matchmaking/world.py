"""Who takes part, as parallel arrays: nothing here knows a database, a page or a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields

import numpy as np
import numpy.typing as npt

from .sets import Bools, Floats, Ints, Sets
from .topics import TopicTree, rarity

TRAITS = ("port", "university", "industry", "river", "regional_capital")
HORIZONS = ("relief", "reconstruction", "eu_accession")
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """What is known about one possible partner; everything but ``key`` may be unknown (None or empty).

    ``key`` any hashable value, unique over both sides. ``needs`` topic → urgency (> 0), ``offers`` topics, both by slug.
    ``kind_class`` a word; two known classes must be equal for a pair. ``ties`` keys of partners (third parties or
    actors), ``groups`` working groups, ``events`` events, ``partner_regions`` regions tied to its own region,
    ``wanted_regions`` regions it looks for: any hashable values. ``newcomer``: has no partner at all.
    ``months_since_confirmed``: age of the profile. ``available`` False: never proposed (not opted in, occupied).
    """

    key: object
    population: float | None = None
    lat: float | None = None
    lon: float | None = None
    country: str | None = None
    region: object | None = None
    kind_class: str | None = None
    capacity: float | None = None
    open_requests: float = 0
    needs: Mapping[str, float] = field(default_factory=dict)
    offers: Iterable[str] = ()
    languages: Iterable[str] = ()
    traits: Iterable[str] | None = None
    ties: Iterable[object] = ()
    groups: Iterable[object] = ()
    events: Iterable[object] = ()
    partner_regions: Iterable[object] = ()
    wanted_regions: Iterable[object] = ()
    horizons: Iterable[str] = ()
    months_since_confirmed: float | None = None
    newcomer: bool = True
    available: bool = True


@dataclass(frozen=True, slots=True)
class Side:
    """n actors. Floats are nan where unknown, codes -1, sets and bit masks empty.

    All arrays have length n; ``keys[i]`` names row i. ``languages``, ``traits``, ``horizons`` are bit masks. ``needs`` carries urgencies as weights.
    ``excluded`` holds per row the rows of the *other* side that must not be proposed (partners, open requests, declined).
    """

    keys: tuple[object, ...]
    population: Floats
    lat: Floats
    lon: Floats
    country: Ints
    region: Ints
    kind_class: Ints
    capacity: Floats
    open_requests: Floats
    languages: npt.NDArray[np.uint64]
    traits: npt.NDArray[np.uint64]
    horizons: npt.NDArray[np.uint64]
    months_since_confirmed: Floats
    newcomer: Bools
    available: Bools
    needs: Sets
    offers: Sets
    ties: Sets
    groups: Sets
    events: Sets
    partner_regions: Sets
    wanted_regions: Sets
    excluded: Sets

    def __len__(self) -> int:
        return len(self.keys)

    def take(self, rows: npt.NDArray[np.integer] | Sequence[int]) -> Side:
        """The same facts for a selection of rows, in its order (``excluded`` keeps the other side's row numbers)."""
        index = np.asarray(rows, dtype=np.int64)
        values: dict[str, object] = {}
        for spec in fields(self):
            value = getattr(self, spec.name)
            if spec.name == "keys":
                values["keys"] = tuple(value[i] for i in index)
            else:
                values[spec.name] = value.take(index) if isinstance(value, Sets) else value[index]
        return Side(**values)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class World:
    """Two sides that may meet, with the topic tree and the weight of each topic (idf) they share.

    ``words`` turns codes back: table ("party", "group", "event", "region", "language", …) → the word of each code.
    """

    askers: Side
    candidates: Side
    topics: TopicTree
    idf: Floats
    words: Mapping[str, tuple[object, ...]] = field(default_factory=dict, repr=False)

    def reversed(self) -> World:
        """The same world seen from the other side."""
        return World(self.candidates, self.askers, self.topics, self.idf, self.words)

    @classmethod
    def of(
        cls,
        askers: Sequence[ActorFacts],
        candidates: Sequence[ActorFacts],
        *,
        topics: TopicTree,
        excluded: Iterable[tuple[object, object]] = (),
    ) -> World:
        """Packs facts into arrays. ``excluded``: pairs of keys, in either order, that must not be proposed."""
        everyone = [*askers, *candidates]
        tree = topics.with_unknown(slug for actor in everyone for slug in (*actor.needs, *actor.offers))
        codes = _Codes()
        sides = [_pack(actors, tree, codes) for actors in (askers, candidates)]
        itself = ((a.key, a.key) for a in askers)
        left, right = _excluded_rows(sides[0], sides[1], [*excluded, *itself])
        first, second = _with_excluded(sides[0], left), _with_excluded(sides[1], right)
        roles = [first.needs, first.offers, second.needs, second.offers]
        return cls(first, second, tree, rarity(len(tree.slugs), roles), codes.words())


class _Codes:
    """Numbers for words, one numbering per kind of word, shared by both sides."""

    def __init__(self) -> None:
        self._tables: dict[str, dict[object, int]] = {}

    def number(self, table: str, word: object | None) -> int:
        if word is None or word == "":
            return UNKNOWN
        known = self._tables.setdefault(table, {})
        return known.setdefault(word, len(known))

    def words(self) -> dict[str, tuple[object, ...]]:
        """Table → words in the order of their numbers."""
        return {table: tuple(known) for table, known in self._tables.items()}

    def mask(self, table: str, words: Iterable[object]) -> int:
        """Bit mask of the words; the 64th and later words of one table share the last bit."""
        bits = 0
        for word in words:
            bits |= 1 << min(self.number(table, word), 63)
        return bits

    def sets(self, table: str, rows: Iterable[Iterable[object]]) -> Sets:
        return Sets.of([{self.number(table, word): 1.0 for word in row} for row in rows])


def _numbers(values: Iterable[float | None]) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float32)


def _masks(values: Iterable[int]) -> npt.NDArray[np.uint64]:
    return np.array(list(values), dtype=np.uint64)


def _trait_mask(words: Iterable[str] | None) -> int:
    return sum(1 << TRAITS.index(word) for word in set(words or ()) if word in TRAITS)


def _horizon_mask(words: Iterable[str]) -> int:
    return sum(1 << HORIZONS.index(word) for word in set(words) if word in HORIZONS)


def _codes(codes: _Codes, table: str, values: Iterable[object | None]) -> Ints:
    return np.array([codes.number(table, value) for value in values], dtype=np.int32)


def _pack(actors: Sequence[ActorFacts], tree: TopicTree, codes: _Codes) -> Side:
    number = tree.number
    population = _numbers(a.population if a.population and a.population > 0 else None for a in actors)
    return Side(
        keys=tuple(a.key for a in actors),
        population=population,
        lat=_numbers(a.lat for a in actors),
        lon=_numbers(a.lon for a in actors),
        country=_codes(codes, "country", (a.country for a in actors)),
        region=_codes(codes, "region", (a.region for a in actors)),
        kind_class=_codes(codes, "kind_class", (a.kind_class for a in actors)),
        capacity=_numbers(1.0 if a.capacity is None else max(a.capacity, 0.0) for a in actors),
        open_requests=_numbers(max(a.open_requests, 0.0) for a in actors),
        languages=_masks(codes.mask("language", a.languages) for a in actors),
        traits=_masks(_trait_mask(a.traits) for a in actors),
        horizons=_masks(_horizon_mask(a.horizons) for a in actors),
        months_since_confirmed=_numbers(a.months_since_confirmed for a in actors),
        newcomer=np.array([a.newcomer for a in actors], dtype=np.bool_),
        available=np.array([a.available for a in actors], dtype=np.bool_),
        needs=Sets.of([{number[slug]: float(u) for slug, u in a.needs.items() if u > 0} for a in actors]),
        offers=Sets.of([{number[slug]: 1.0 for slug in a.offers} for a in actors]),
        ties=codes.sets("party", (a.ties for a in actors)),
        groups=codes.sets("group", (a.groups for a in actors)),
        events=codes.sets("event", (a.events for a in actors)),
        partner_regions=codes.sets("region", (a.partner_regions for a in actors)),
        wanted_regions=codes.sets("region", (a.wanted_regions for a in actors)),
        excluded=Sets.empty(len(actors)),
    )


def _with_excluded(side: Side, excluded: Sets) -> Side:
    values = {spec.name: getattr(side, spec.name) for spec in fields(side)}
    return Side(**(values | {"excluded": excluded}))


def _excluded_rows(one: Side, other: Side, pairs: Iterable[tuple[object, object]]) -> tuple[Sets, Sets]:
    """Pairs of keys as rows, from both sides; a key on neither side is no concern of this world."""
    rows, columns = ({key: i for i, key in enumerate(side.keys)} for side in (one, other))
    left: list[set[int]] = [set() for _ in one.keys]
    right: list[set[int]] = [set() for _ in other.keys]
    for first, second in pairs:
        for a, b in ((first, second), (second, first)):
            if a in rows and b in columns:
                left[rows[a]].add(columns[b])
                right[columns[b]].add(rows[a])
    return Sets.of([sorted(row) for row in left]), Sets.of([sorted(row) for row in right])
