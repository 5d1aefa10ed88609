"""Are two entries one actor? Names in every script and spelling, place, website and kind give a likeness and its reasons.

Nothing here asks the database. What speaks for one actor:

* municipalities, districts and regions are one at one place and one level; city, raion and oblast of one name never are;
* other organisations by the words of their names, rare words counting more; the name of their place does not count where
  both are there, because every organisation of a town bears it. Same place and same website add; at two places they are
  two, because local chapters share name and website.

A pair is suspected from SUSPECTED on.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from actors.enums import MUNICIPAL_KINDS, ActorKind
from actors.services.duplicate_names import Stem, alike, stems, words_in

SUSPECTED = 0.7
#: Blocks of a word that is in more names than this say nothing, nor does a website of more entries than this.
COMMON_WORD, COMMON_SITE = 80, 12
_PREFIX = 3  # letters of a stem that two spellings share

_COUNCIL = frozenset(
    {"рада", "ради", "виконком", "міськрада", "облрада", "stadtverwaltung", "rathaus", "magistrat", "council"}
)
_REGIONAL, _OF_DISTRICT = frozenset({"обласна", "обласної", "облрада"}), frozenset({"районна", "районної"})
_PUBLIC_KINDS = (ActorKind.STATE_BODY, ActorKind.FEDERAL_BODY, ActorKind.INTERNATIONAL, ActorKind.NETWORK)


@dataclass(frozen=True)
class Entry:
    """What is compared of an entry; `key` is its number, or a line of a file. `place_names` are those of its place."""

    key: int
    slug: str
    names: tuple[str, ...]
    kind: str
    place: int | None = None
    country: str = ""
    place_names: tuple[str, ...] = ()
    host: str = ""
    parent: int | None = None
    level: str = field(init=False)
    stems: tuple[frozenset[Stem], ...] = field(init=False)
    place_stems: frozenset[Stem] = field(init=False)

    def __post_init__(self) -> None:
        own = tuple(dict.fromkeys(found for name in self.names if (found := stems(name))))
        object.__setattr__(self, "stems", own)
        object.__setattr__(self, "place_stems", frozenset().union(*map(stems, self.place_names)))
        object.__setattr__(self, "level", _level(self.kind, self.names))


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two entries are, 0–1, with the reasons as keys and values, to be worded in the reader's language."""

    score: float
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def is_suspected(self) -> bool:
        """Whether somebody should look at the pair."""
        return self.score >= SUSPECTED


UNLIKE = Likeness(0.0)


def likeness(one: Entry, other: Entry, weights: Mapping[str, float]) -> Likeness:
    """Compares two entries; `weights` says how much a word tells, 0–1 (1 for words not in it)."""
    if (
        one.parent == other.key
        or other.parent == one.key
        or (one.country and other.country and one.country != other.country)
    ):
        return UNLIKE
    if one.level and other.level:
        return _of_municipalities(one, other, weights)
    same_place = one.place is not None and one.place == other.place
    if one.place and other.place and not same_place:
        return UNLIKE  # local chapters share name and website
    by_name = max(_names_alike(one, other, same_place, weights), 0.0)
    score = 0.75 if by_name >= 0.92 else 0.55 if by_name >= 0.75 else 0.35 if by_name >= 0.55 else 0.1
    reasons = [("name", "")] if by_name >= 0.92 else [("name_like", "")] if by_name >= 0.55 else []
    if same_place:
        score += 0.15
        reasons.append(("place", ""))
    if one.host and one.host == other.host:
        score += 0.25
        reasons.append(("website", one.host))
    elif one.host and other.host:
        score -= 0.1
    if one.kind == other.kind:
        score += 0.05
        reasons.append(("kind", one.kind))
    elif bool(one.level) != bool(other.level):
        score -= 0.3
    return Likeness(round(min(max(score, 0.0), 1.0), 3), tuple(reasons))


def _of_municipalities(one: Entry, other: Entry, weights: Mapping[str, float]) -> Likeness:
    if one.level != other.level or (one.place and other.place and one.place != other.place):
        return UNLIKE
    kind = [("kind", one.kind)] if one.kind == other.kind else []
    site = [("website", one.host)] if one.host and one.host == other.host else []
    by_name = max(
        _names_alike(one, other, False, weights), _name_is_place(one, other), _name_is_place(other, one)
    )
    if one.place is not None and other.place is not None:
        named = [("name", "")] if by_name >= 0.9 else []
        return Likeness(0.98 if named else 0.9, (*named, ("place", ""), *site, *kind))
    if by_name < 0.9:
        return UNLIKE
    return Likeness(0.9 if site else 0.8, (("name", ""), *site, *kind))


def _name_is_place(one: Entry, other: Entry) -> float:
    """Whether one is called as the place of the other."""
    for own in one.stems:
        if own and other.place_stems and all(any(alike(a, b) for b in other.place_stems) for a in own):
            return 1.0
    return 0.0


def _names_alike(one: Entry, other: Entry, same_place: bool, weights: Mapping[str, float]) -> float:
    """The best likeness of a name of one and a name of the other."""
    known = one.place_stems | other.place_stems if same_place else frozenset()
    best = 0.0
    for mine in one.stems:
        for theirs in other.stems:
            a, b = _without(mine, known), _without(theirs, known)
            if not (a and b):
                a, b = (mine, theirs) if not (a or b) else (a, b)
            best = max(best, _overlap(a, b, weights))
    return best


def _without(own: frozenset[Stem], known: frozenset[Stem]) -> frozenset[Stem]:
    return frozenset(stem for stem in own if not any(alike(stem, place) for place in known))


def _overlap(a: frozenset[Stem], b: frozenset[Stem], weights: Mapping[str, float]) -> float:
    """Weight of the words both have, of that of all words (Jaccard)."""
    if not (a and b):
        return 0.0
    left, shared, total = set(b), 0.0, 0.0
    for stem in a:
        weight = weights.get(stem.key, 1.0)
        total += weight
        twin = stem if stem in left else next((other for other in left if alike(stem, other)), None)
        if twin is not None:
            left.discard(twin)
            shared += weight
    total += sum(weights.get(stem.key, 1.0) for stem in left)
    return shared / total if total else 0.0


def _level(kind: str, names: Iterable[str]) -> str:
    """Municipality, district or region; also of a public body whose name says that it is a council."""
    if kind in MUNICIPAL_KINDS:
        return kind
    if kind not in _PUBLIC_KINDS:
        return ""
    words = words_in(names)
    if not words & _COUNCIL:
        return ""
    if words & _REGIONAL:
        return ActorKind.REGION.value
    return ActorKind.DISTRICT.value if words & _OF_DISTRICT else ActorKind.MUNICIPALITY.value


class Finder:
    """Entries in blocks of what two spellings of one actor share, so that each is compared with few others."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._blocks: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
        self._sites: Counter[str] = Counter()
        self._number = 0
        counts: Counter[str] = Counter()
        for entry in entries:
            counts.update({stem.key for own in entry.stems for stem in own})
            self.add(entry)
        self.weights = _weights(counts, self._number)
        self.compared = 0

    def add(self, entry: Entry) -> None:
        """Puts one more entry into the blocks; weights of words stay."""
        self._number += 1
        if entry.host:
            self._sites[entry.host] += 1
        for block in _blocks_of(entry):
            self._blocks[block].append(entry)

    def like(self, entry: Entry) -> list[tuple[Entry, Likeness]]:
        """The entries suspected to be the same actor, the likeliest first."""
        near = {other.key: other for block in _blocks_of(entry) for other in self._usable(block)}
        near.pop(entry.key, None)
        self.compared += len(near)
        found = [(other, self._compare(entry, other)) for other in near.values()]
        suspected = [(other, known) for other, known in found if known.is_suspected]
        return sorted(suspected, key=lambda pair: (-pair[1].score, pair[0].key))

    def pairs(self) -> Iterator[tuple[Entry, Entry, Likeness]]:
        """All suspected pairs, each once, the smaller number first."""
        seen: set[tuple[int, int]] = set()
        for block in list(self._blocks):
            for one, other in _couples(block, self._usable(block)):
                first, second = sorted((one, other), key=lambda entry: entry.key)
                if first.key == second.key or (first.key, second.key) in seen:
                    continue
                seen.add((first.key, second.key))
                known = self._compare(first, second)
                if known.is_suspected:
                    yield first, second, known
        self.compared = len(seen)

    def _compare(self, one: Entry, other: Entry) -> Likeness:
        known = likeness(one, other, self.weights)
        return (
            known
            if self._sites[one.host] <= COMMON_SITE
            else likeness(one, _without_site(other), self.weights)
        )

    def _usable(self, block: tuple[object, ...]) -> list[Entry]:
        limit = {"word": COMMON_WORD, "site": COMMON_SITE}.get(str(block[0]))
        found = self._blocks.get(block, [])
        return found if limit is None or len(found) <= limit else []


def _couples(block: tuple[object, ...], entries: list[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """The pairs of a block. Municipalities at two places never are one, so there only those without a place are paired."""
    if block[0] != "level":
        yield from combinations(entries, 2)
        return
    nowhere = [entry for entry in entries if entry.place is None]
    yield from combinations(nowhere, 2)
    yield from ((entry, other) for entry in nowhere for other in entries if other.place is not None)


def _without_site(entry: Entry) -> Entry:
    return Entry(
        entry.key, entry.slug, entry.names, entry.kind, entry.place, entry.country, entry.place_names, "", entry.parent
    )  # fmt: skip


def _blocks_of(entry: Entry) -> set[tuple[object, ...]]:
    blocks: set[tuple[object, ...]] = set()
    own = {stem.key[:_PREFIX] for found in entry.stems for stem in found}
    if entry.host:
        blocks.add(("site", entry.host))
    if entry.level:
        where = {stem.key[:_PREFIX] for stem in entry.place_stems}
        blocks |= {("level", entry.level, key) for key in own | where}
        return blocks | {("level at", entry.level, entry.place)} if entry.place else blocks
    if entry.place:
        return blocks | {("place", entry.place, key) for key in own} | _words(entry)
    return blocks | _words(entry)


def _words(entry: Entry) -> set[tuple[object, ...]]:
    """The beginning of every word: enough that two spellings meet in one of them."""
    return {("word", stem.key[:4]) for found in entry.stems for stem in found}


def _weights(counts: Counter[str], number: int) -> dict[str, float]:
    """Rare words tell more: 1 for a word in one name, less the more entries bear it."""
    most = math.log(1 + number) or 1.0
    return {key: max(math.log(1 + number / count) / most, 0.1) for key, count in counts.items()}
