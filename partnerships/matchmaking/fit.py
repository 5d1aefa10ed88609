"""Directional fit f(a→b) and what it is worth to both, r(a, b)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from .criteria import BIG, BRIDGE, COVER, HORIZON, LANGUAGE, PROFILE, RECENCY, REGION, SIZE, Measure, both_ways
from .sets import Bools, Floats
from .world import Side, World

# Size, big and bridge: found on real partnerships (docs/matching.md). Cover: heavier than all structure together,
# so that what both sides wrote down decides. The rest: small, editable, good as reasons.
WEIGHTS: Mapping[str, float] = MappingProxyType({
    COVER: 10.0, SIZE: 4.0, BIG: 1.9, BRIDGE: 2.2,
    PROFILE: 0.5, LANGUAGE: 0.8, REGION: 0.8, HORIZON: 0.4, RECENCY: 0.3,
})  # fmt: skip
CHUNK_PAIRS = 500_000  # pairs at a time: the working arrays stay in the processor's cache and below 30 MB


@dataclass(frozen=True, slots=True)
class Scoring:
    """The weights w_k of the measures; a measure without a weight does not count."""

    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)

    def __post_init__(self) -> None:
        if self.weights.get(BIG, 0) * 2 >= self.weights.get(SIZE, 0) > 0:
            raise ValueError("The weight of 'big' must stay below half of 'size': else everything crowds on the biggest cities.")


@dataclass(frozen=True, slots=True)
class Fit:
    """(askers × candidates) each: ``there`` f(a→b), ``back`` f(b→a), ``both`` their harmonic mean r; 0 where nothing is known."""

    there: Floats
    back: Floats
    both: Floats


def fit(askers: Side, candidates: Side, world: World, scoring: Scoring) -> Fit:
    """Fit of every asker with every candidate. For large sides call it in blocks: ``agreement`` does."""
    shape = (len(askers), len(candidates))
    there, back = _Mean(shape), _Mean(shape)
    for key, one, other in both_ways(askers, candidates, world.topics, world.idf):
        weight = scoring.weights.get(key, 0.0)
        if weight > 0:
            there.add(weight, one)
            back.add(weight, other)
    f, g = there.result(), back.result()
    return Fit(f, g, harmonic(f, g))


def harmonic(f: Floats, g: Floats) -> Floats:
    """2·f·g / (f + g), and 0 where both are 0."""
    total = f + g
    return np.divide(2 * f * g, total, out=np.zeros_like(total), where=total > 0)


def agreement(world: World, scoring: Scoring) -> Floats:
    """(askers × candidates) r(a, b) in blocks of askers, float32; -inf where a hard rule forbids the pair."""
    askers, candidates = world.askers, world.candidates
    table = np.empty((len(askers), len(candidates)), dtype=np.float32)
    step = max(1, CHUNK_PAIRS // max(1, len(candidates)))
    for first in range(0, len(askers), step):
        rows = np.arange(first, min(first + step, len(askers)))
        block = askers.take(rows)
        table[rows] = fit(block, candidates, world, scoring).both
        table[rows] = np.where(permitted(block, candidates), table[rows], -np.inf)
    return table


def permitted(askers: Side, candidates: Side) -> Bools:
    """(askers × candidates) hard rules: available, capacity above 0, kinds that go together, not excluded.

    An unknown kind excludes nobody. A full actor stays: its load lowers the rank, and above load 2 it leaves the list.
    """
    open_to = candidates.available & (candidates.capacity > 0)
    kinds_a, kinds_b = askers.kind_class[:, None], candidates.kind_class[None, :]
    allowed = np.asarray(((kinds_a == kinds_b) | (kinds_a < 0) | (kinds_b < 0)) & open_to[None, :], dtype=np.bool_)
    allowed[askers.excluded.owner, askers.excluded.members] = False
    return allowed


class _Mean:
    """Weighted mean over the known measures; what is known is a product of both sides, so its weight is one matrix product."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self._sum = np.zeros(shape, dtype=np.float32)
        self._known: list[tuple[float, Bools, Bools]] = []

    def add(self, weight: float, measure: Measure) -> None:
        """Adds one measure."""
        self._sum += np.float32(weight) * measure.values
        self._known.append((weight, measure.known_asker, measure.known_candidate))

    def result(self) -> Floats:
        """Σ w·s / Σ w over the known; 0 where nothing is known."""
        if not self._known:
            return self._sum
        a = np.array([weight * known for weight, known, _ in self._known], dtype=np.float32)
        b = np.array([known for _, _, known in self._known], dtype=np.float32)
        total = a.T @ b
        return np.divide(self._sum, total, out=np.zeros_like(self._sum), where=total > 0)
