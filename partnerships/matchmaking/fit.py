"""Directional fit f(a→b) and what it is worth to both, r(a, b)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from .criteria import (
    BIG,
    BRIDGE,
    COVER,
    HORIZON,
    LANGUAGE,
    PROFILE,
    RECENCY,
    REGION,
    SIZE,
    Measure,
    both_ways,
)
from .sets import Bools, Floats
from .world import Side, World

# Size, big and bridge: found on real partnerships (docs/matching.md). Cover: heavier than all structure together,
# so that what both sides wrote down decides. The rest: small, editable, good as reasons.
WEIGHTS: Mapping[str, float] = MappingProxyType({
    COVER: 9.0, SIZE: 4.0, BIG: 1.9, BRIDGE: 2.2,
    PROFILE: 0.5, LANGUAGE: 1.0, REGION: 0.8, HORIZON: 0.4, RECENCY: 0.3,
})  # fmt: skip
CHUNK_PAIRS = 500_000  # pairs at a time: the working arrays stay in the processor's cache and below 30 MB


@dataclass(frozen=True, slots=True)
class Scoring:
    """The weights w_k, and what each measure is on average: the stand-in where it is unknown.

    Leaving an unknown measure out of a pair's own mean would favour whoever says nothing: an empty profile of the right size would
    beat a full one that covers half of what is looked for. So a pair's unknown measure counts as the average of that
    measure over the pairs where it is known: it neither helps nor harms, and is shown as unknown. A measure
    unknown for all pairs does not count at all.
    """

    weights: Mapping[str, float]
    average: Mapping[str, float]

    def __post_init__(self) -> None:
        if self.weights.get(BIG, 0) * 2 >= self.weights.get(SIZE, 0) > 0:
            raise ValueError(
                "The weight of 'big' must stay below half of 'size': else everything crowds on the biggest cities."
            )

    @classmethod
    def of(cls, world: World, weights: Mapping[str, float] = WEIGHTS) -> Scoring:
        """Scoring for one world; averages over an even sample of its pairs, both directions together."""
        askers, candidates = (side.take(_sample(side)) for side in (world.askers, world.candidates))
        average = {}
        for key, there, back in both_ways(askers, candidates, world.topics, world.idf):
            total = there.total() + back.total()
            known = there.known_pairs() + back.known_pairs()
            average[key] = total / known if known else 0.0
        return cls(dict(weights), average)

    @property
    def total_weight(self) -> float:
        """Sum of the weights of the measures that are known for some pair."""
        return sum(self.weights.get(key, 0.0) for key in self.average)

    @property
    def expected_sum(self) -> float:
        """Σ w·average: what a pair has of which nothing is known."""
        return sum(self.weights.get(key, 0.0) * value for key, value in self.average.items())


@dataclass(frozen=True, slots=True)
class Fit:
    """(askers × candidates) each: ``there`` f(a→b), ``back`` f(b→a), ``both`` their harmonic mean r."""

    there: Floats
    back: Floats
    both: Floats


def fit(askers: Side, candidates: Side, world: World, scoring: Scoring) -> Fit:
    """Fit of every asker with every candidate. For large sides call it in blocks: ``agreement`` does."""
    shape = (len(askers), len(candidates))
    common, there, back = _Sum(shape), _Sum(shape), _Sum(shape)
    for key, one, other in both_ways(askers, candidates, world.topics, world.idf):
        weight = scoring.weights.get(key, 0.0)
        if weight > 0 and key in scoring.average:
            for part, measure in ((common, one),) if one is other else ((there, one), (back, other)):
                part.add(weight, scoring.average[key], measure)
    if not scoring.total_weight:
        nothing = np.full(shape, 0.5, dtype=np.float32)
        return Fit(nothing, nothing, nothing)
    base, scale = common.filled(), np.float32(1 / scoring.total_weight)
    base += np.float32(scoring.expected_sum)
    f, g = ((base + part.filled()) * scale for part in (there, back))
    return Fit(f, g, harmonic(f, g))


def harmonic(f: Floats, g: Floats) -> Floats:
    """2·f·g / (f + g), and 0 where both are 0."""
    total = f + g
    np.maximum(total, np.float32(1e-12), out=total)
    mean = f * g
    mean /= total
    mean *= np.float32(2)
    return mean


def agreement(world: World, scoring: Scoring) -> Floats:
    """(askers × candidates) r(a, b) in blocks of askers, float32; -inf where a hard rule forbids the pair."""
    askers, candidates = world.askers, world.candidates
    table = np.empty((len(askers), len(candidates)), dtype=np.float32)
    step = max(1, CHUNK_PAIRS // max(1, len(candidates)))
    for first in range(0, len(askers), step):
        rows = slice(first, min(first + step, len(askers)))
        block = askers.take(np.arange(rows.start, rows.stop))
        table[rows] = fit(block, candidates, world, scoring).both
        np.copyto(table[rows], np.float32(-np.inf), where=~permitted(block, candidates))
    return table


def permitted(askers: Side, candidates: Side) -> Bools:
    """(askers × candidates) hard rules: available, capacity above 0, kinds that go together, not excluded.

    An unknown kind excludes nobody. A full actor stays: its load lowers the rank, and above load 2 it leaves the list.
    """
    open_to = candidates.available & (candidates.capacity > 0)
    kinds_a, kinds_b = askers.kind_class[:, None], candidates.kind_class[None, :]
    allowed = np.asarray(
        ((kinds_a == kinds_b) | (kinds_a < 0) | (kinds_b < 0)) & open_to[None, :], dtype=np.bool_
    )
    allowed[askers.excluded.owner, askers.excluded.members] = False
    return allowed


class _Sum:
    """Weighted sum of measures as distance from the expected sum: known measures count, unknown ones stay at their average.

    Where a measure is known is a product of both sides, so taking the averages out again is one matrix product.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        self._shape = shape
        self._sum: Floats | None = None
        self._known: list[tuple[float, Bools, Bools]] = []

    def add(self, weight: float, average: float, measure: Measure) -> None:
        """Adds one measure, which is 0 where unknown."""
        term = np.float32(weight) * measure.values
        if self._sum is None:
            self._sum = np.zeros(self._shape, dtype=np.float32)
        self._sum += term
        self._known.append((weight * average, measure.known_asker, measure.known_candidate))

    def filled(self) -> Floats:
        """Σ w·(s − average) over the known measures."""
        if self._sum is None:
            return np.zeros(self._shape, dtype=np.float32)
        a = np.array([expected * known for expected, known, _ in self._known], dtype=np.float32)
        b = np.array([known for _, _, known in self._known], dtype=np.float32)
        self._sum -= a.T @ b
        return self._sum


def _sample(side: Side, most: int = 400, rare: int = 20) -> npt.NDArray[np.int64]:
    """Row numbers spread evenly, and some of those who say what few say: the same rows for the same input."""
    n = len(side)
    if n <= most:
        return np.arange(n)
    known = [
        side.languages != 0,
        side.traits != 0,
        side.horizons != 0,
        ~np.isnan(side.months_since_confirmed),
    ]
    known += [sets.filled for sets in (side.needs, side.offers, side.ties, side.groups, side.events)]
    known += [sets.filled for sets in (side.partner_regions, side.wanted_regions)]
    rows = [np.linspace(0, n - 1, most).astype(np.int64), *(np.flatnonzero(mask)[:rare] for mask in known)]
    return np.unique(np.concatenate(rows))
