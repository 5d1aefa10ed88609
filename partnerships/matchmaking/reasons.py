"""Why a pair is proposed, why it does not stand higher, and what is unknown: facts, not yet sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from . import criteria as c
from .fit import Scoring
from .sets import Ints, Sets
from .world import HORIZONS, TRAITS, UNKNOWN, Side, World

WEAK = 0.4  # below it a known measure explains why a proposal does not stand higher
MOST_TOPICS = 3  # pairs of topics named per direction

# Facts about a pair that can be unknown, in the order in which they matter to a reader.
THEIR_NEEDS, THEIR_OFFERS, OWN_NEEDS, OWN_OFFERS = "their_needs", "their_offers", "own_needs", "own_offers"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. ``share`` 0..1: its part of the weighted sum of all that is known about the pair, both directions
    together. ``value`` the measure 0..1. ``facts`` what the sentence needs; "there" is asker → candidate, "back" the other way."""

    key: str
    share: float
    value: float
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Explanation:
    """``reasons`` strongest first; ``shortcomings`` by what they cost; ``unknown`` names of facts not on file;
    ``shares`` measure → its whole share, for the measures that are a reason."""

    reasons: tuple[Reason, ...]
    shortcomings: tuple[Reason, ...]
    unknown: tuple[str, ...]
    shares: Mapping[str, float] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        """The measures that are a reason, strongest first."""
        return sorted(self.shares, key=lambda key: -self.shares[key])


def explain(world: World, scoring: Scoring, asker: int, candidates: Sequence[int]) -> list[Explanation]:
    """Explanations of one asker (row) with some candidates (rows), in their order. Costs about a millisecond for ten."""
    one, many = world.askers.take([asker]), world.candidates.take(candidates)
    measures = list(c.all_measures(one, many, world.topics, world.idf))
    return [_Pair(world, scoring, one, many, measures, j).explanation() for j in range(len(many))]


def keys_of_lists(world: World, scoring: Scoring, index: Ints, block: int = 256) -> list[list[list[str]]]:
    """For whole lists (askers × places, -1 empty) the measures that are a reason for each pair, strongest first.

    The same as ``Explanation.keys``, for all pairs at once: a block of askers against all candidates, then the listed pairs only.
    """
    found: list[list[list[str]]] = []
    for first in range(0, len(index), block):
        rows = np.arange(first, min(first + block, len(index)))
        found += _keys_of_block(world, scoring, world.askers.take(rows), index[rows])
    return found


def _keys_of_block(world: World, scoring: Scoring, askers: Side, index: Ints) -> list[list[list[str]]]:
    line = np.arange(len(index))[:, None]
    column = np.maximum(index, 0)
    strengths, keys = [], []
    for key, there, back in c.both_ways(askers, world.candidates, world.topics, world.idf):
        known, total = np.zeros(index.shape), np.zeros(index.shape)
        for measure in (there, back):
            both = measure.known_asker[line] & measure.known_candidate[column]
            values = np.broadcast_to(measure.values, (len(askers), len(world.candidates)))[line, column]
            known += both
            total += np.where(both, values, 0.0)
        value = total / np.maximum(known, 1)
        counts = (known > 0) & ((value > 0) if key == c.COVER else (value >= WEAK))
        strengths.append(np.where(counts, scoring.weights.get(key, 0.0) * value, -1.0))
        keys.append(key)
    if not keys:
        return [[[] for place in row if place >= 0] for row in index.tolist()]
    table = np.stack(strengths, axis=-1)
    order, counted = np.argsort(-table, axis=-1, kind="stable").tolist(), (table >= 0).sum(axis=-1).tolist()
    return [
        [[keys[k] for k in order[i][j][: counted[i][j]]] for j, place in enumerate(row) if place >= 0]
        for i, row in enumerate(index.tolist())
    ]


type _Measures = Sequence[tuple[str, c.Measure, c.Measure]]


class _Pair:
    """The measures of one pair on their way to reasons."""

    def __init__(
        self, world: World, scoring: Scoring, one: Side, many: Side, measures: _Measures, j: int
    ) -> None:
        self._world, self._scoring = world, scoring
        self._one, self._other, self._j = one, many, j
        self._values: dict[str, dict[str, float]] = {}
        for key, there, back in measures:
            known = {"there": _value(there, j), "back": _value(back, j)}
            self._values[key] = {way: value for way, value in known.items() if value is not None}

    def explanation(self) -> Explanation:
        reasons: list[Reason] = []
        weak: list[tuple[float, Reason]] = []
        total = sum(self._strength(key) for key in self._values) or 1.0
        shares: dict[str, float] = {}
        for key, known in self._values.items():
            if not known:
                continue
            share, value = self._strength(key) / total, sum(known.values()) / len(known)
            if key == c.COVER:
                reasons += self._topics(known, share)
                shares |= {key: share} if value > 0 else {}
                weak += [
                    (self._weight(key) * (1 - v), Reason(key, 0.0, v, {"way": w}))
                    for w, v in known.items()
                    if v == 0
                ]
            elif value >= WEAK:
                reasons.append(Reason(key, share, value, self._facts(key)))
                shares[key] = share
            elif key in (c.SIZE, c.BRIDGE, c.LANGUAGE, c.REGION, c.RECENCY, c.PROFILE):
                weak.append((self._weight(key) * (1 - value), Reason(key, share, value, self._facts(key))))
        reasons.sort(key=lambda reason: -reason.share)
        weak.sort(key=lambda item: -item[0])
        return Explanation(
            tuple(reasons), tuple(reason for _, reason in weak), tuple(self._unknown()), shares
        )

    def _weight(self, key: str) -> float:
        return self._scoring.weights.get(key, 0.0)

    def _strength(self, key: str) -> float:
        known = self._values[key]
        return self._weight(key) * sum(known.values()) / len(known) if known else 0.0

    def _topics(self, known: Mapping[str, float], share: float) -> list[Reason]:
        """The share of cover, split over the pairs of topics that make it up."""
        sides = {"there": (self._one, 0, self._other, self._j), "back": (self._other, self._j, self._one, 0)}
        whole = sum(known.values()) or 1.0
        found: list[Reason] = []
        for way in known:
            pairs = list(self._matches(*sides[way]))
            pairs.sort(key=lambda pair: -pair[2])
            rest = sum(gain for *_, gain in pairs)
            for need, offer, gain in pairs[:MOST_TOPICS]:
                part = share * known[way] / whole * gain / rest
                found.append(
                    Reason(
                        c.COVER,
                        part,
                        known[way],
                        {"way": way, "need": need, "offer": offer, "exact": need == offer},
                    )
                )
        return found

    def _matches(self, seeking: Side, i: int, giving: Side, j: int) -> Iterator[tuple[str, str, float]]:
        """(need, best offer for it, u·idf·sim) by slug, for the needs that find something."""
        topics, idf = self._world.topics, self._world.idf
        offers = giving.offers.row(j).tolist()
        for need, urgency in zip(
            seeking.needs.row(i).tolist(), seeking.needs.weights_of(i).tolist(), strict=True
        ):
            best = max(offers, key=lambda offer: topics.similarity(need, offer), default=None)
            gain = urgency * float(idf[need]) * topics.similarity(need, best) if best is not None else 0.0
            if best is not None and gain > 0:
                yield topics.slugs[need], topics.slugs[best], gain

    def _facts(self, key: str) -> dict[str, object]:
        one, other, j = self._one, self._other, self._j
        if key in (c.SIZE, c.BIG):
            return {"own": _number(one.population[0]), "other": _number(other.population[j])}
        if key == c.BRIDGE:
            return self._bridge()
        if key == c.PROFILE:
            return {"traits": _common_words(int(one.traits[0]), int(other.traits[j]), TRAITS)}
        if key == c.HORIZON:
            return {"horizons": _common_words(int(one.horizons[0]), int(other.horizons[j]), HORIZONS)}
        if key == c.LANGUAGE:
            return {
                "languages": _common_words(
                    int(one.languages[0]), int(other.languages[j]), self._words("language")
                )
            }
        if key == c.REGION:
            ways = self._values[key]
            return {
                "own": self._region(one, 0),
                "other": self._region(other, j),
                "way": max(ways, key=lambda way: ways[way]),
            }
        return {}

    def _bridge(self) -> dict[str, object]:
        one, other, j = self._one, self._other, self._j
        if parties := self._common("party", one.ties, other.ties):
            return {"kind": "third_partner", "names": parties}
        if other.region[j] in one.partner_regions.row(0) or one.region[0] in other.partner_regions.row(j):
            return {"kind": "regions", "own": self._region(one, 0), "other": self._region(other, j)}
        if groups := self._common("group", one.groups, other.groups):
            return {"kind": "group", "names": groups}
        if events := self._common("event", one.events, other.events):
            return {"kind": "event", "names": events}
        return {"kind": "none"}

    def _common(self, table: str, one: Sets, other: Sets) -> tuple[object, ...]:
        both = np.intersect1d(one.row(0), other.row(self._j))
        words = self._words(table)
        return tuple(words[i] for i in both.tolist())

    def _words(self, table: str) -> tuple[object, ...]:
        return self._world.words.get(table, ())

    def _region(self, side: Side, row: int) -> object | None:
        code = int(side.region[row])
        return None if code == UNKNOWN else self._words("region")[code]

    def _unknown(self) -> Iterator[str]:
        one, other, j = self._one, self._other, self._j
        for name, missing in (
            (THEIR_NEEDS, not other.needs.filled[j]), (THEIR_OFFERS, not other.offers.filled[j]),
            (OWN_NEEDS, not one.needs.filled[0]), (OWN_OFFERS, not one.offers.filled[0]),
        ):  # fmt: skip
            if missing:
                yield name
        yield from (
            key
            for key in (c.SIZE, c.LANGUAGE, c.BRIDGE, c.PROFILE, c.HORIZON, c.RECENCY)
            if not self._values[key]
        )


def _value(measure: c.Measure, j: int) -> float | None:
    if not (measure.known_asker[0] and measure.known_candidate[j]):
        return None
    values = measure.values
    return float(values[0, j if values.shape[1] > 1 else 0])


def _number(value: np.float32) -> int | None:
    return None if np.isnan(value) else round(float(value))


def _common_words(one: int, other: int, words: Sequence[object]) -> tuple[object, ...]:
    return tuple(word for bit, word in enumerate(words[:64]) if one & other & (1 << bit))
