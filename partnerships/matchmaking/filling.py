"""Filling the lists of all askers so that attention is shared: rank = r − λ·min(load, 2)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .congestion import Counts, Target, shown
from .sets import Bools, Floats, Ints

LENGTH = 10
MAXIMUM_LOAD = 2.0  # above it a candidate leaves the suggestions and stays findable
# Configured range of λ: below it simulated markets waste requests on the same few, above it fit would hardly count
# any more (both measured, see docs/matching.md).
MINIMUM_PENALTY = 0.25
MAXIMUM_PENALTY = 0.6
EQUITY_EVERY = 5  # one of five places for an actor without any partner …
FAIR_LOAD = 1.0  # … that has not had its fair share yet: a few newcomers must not be flooded in turn
_SHORTLIST = 96
_BISECTIONS = 4
_NOBODY = float("-inf")


@dataclass(frozen=True, slots=True)
class Attention:
    """What one showing is expected to bring.

    ``by_place`` (length) share of an asker's requests that the place draws, sums to 1. ``start`` (candidates) load by
    open requests; ``unit`` (candidates) load added by one whole expected request; ``pressure`` expected requests / capacity.
    """

    by_place: Floats
    start: Floats
    unit: Floats
    pressure: float

    @classmethod
    def of(cls, *, length: int, asker_capacity: Floats, capacity: Floats, open_requests: Floats) -> Attention:
        """Every asker is expected to start as many conversations as it can take, but all together no more than
        the candidates can take up: so load 1 is a fair share, however many ask."""
        weight = 1.0 / np.sqrt(np.arange(1, length + 1))
        supply, demand = float(capacity.sum()), float(asker_capacity.sum())
        rate = min(1.0, supply / demand) if demand > 0 else 1.0
        each = np.maximum(capacity, 1e-6)
        mean = demand / max(1, len(asker_capacity))
        return cls(
            (weight / weight.sum()).astype(np.float32),
            (open_requests / each).astype(np.float32),
            (rate * mean / each).astype(np.float32),
            demand / max(supply, 1e-6),
        )


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of all askers. ``index`` (askers × length) row of the candidate or -1; ``rank`` its r − λ·min(load, 2) when it was
    placed; ``equity`` the place kept for an actor without any partner; ``load`` (candidates) afterwards; ``penalty`` λ."""

    index: Ints
    rank: Floats
    equity: Bools
    load: Floats
    penalty: float

    @property
    def shown(self) -> Counts:
        """(candidates) how often each is shown."""
        return shown(self.index, len(self.load))


def fill(
    values: Floats,
    attention: Attention,
    *,
    penalty: float,
    newcomers: Bools,
    seed: int = 0,
    length: int = LENGTH,
) -> Lists:
    """Fills place after place over all askers, in a seeded order that is reversed each round.

    ``values`` (askers × candidates) is r, -inf where a pair is forbidden. Each asker takes the argmax of r − λ·min(load, 2) among
    those it does not show yet. Only the shortlist of the best is looked at unless one outside could win: the result is exact.
    """
    return _Filling(values, _shortlists(values, max(length, 1)), attention, penalty, newcomers).run(
        length, seed
    )


def fill_fairly(
    values: Floats,
    attention: Attention,
    *,
    target: Target,
    newcomers: Bools,
    seed: int = 0,
    length: int = LENGTH,
) -> Lists:
    """Lists with the smallest λ of the configured range that meets the target, by bisection; the largest if none does."""
    shortlists = _shortlists(values, max(length, 1))

    def attempt(penalty: float) -> Lists:
        return _Filling(values, shortlists, attention, penalty, newcomers).run(length, seed)

    low, high = MINIMUM_PENALTY, MAXIMUM_PENALTY
    mild = attempt(low)
    if target.met_by(mild.shown):
        return mild
    best = attempt(high)
    if not target.met_by(best.shown):
        return best
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        trial = attempt(middle)
        if target.met_by(trial.shown):
            high, best = middle, trial
        else:
            low = middle
    return best


type _Shortlists = tuple[npt.NDArray[np.int64], Floats, Floats]


def _shortlists(values: Floats, length: int) -> _Shortlists:
    """Per asker the best candidates in falling order, their values, and the best value left outside."""
    askers, candidates = values.shape
    keep = min(candidates, max(_SHORTLIST, 4 * length))
    outside = np.full(askers, -np.inf, dtype=np.float32)
    best = np.empty((askers, keep), dtype=np.int64)
    for i in range(askers):
        row = -values[i]
        if keep < candidates:
            part = np.argpartition(row, keep)
            outside[i] = -row[part[keep]]
            part = part[:keep]
        else:
            part = np.arange(candidates)
        # Equal values keep the order of the candidates, so the same input gives the same lists.
        best[i] = part[np.lexsort((part, row[part]))]
    return best, np.take_along_axis(values, best, axis=1), outside


class _Filling:
    """One run with one λ."""

    def __init__(
        self, values: Floats, shortlists: _Shortlists, attention: Attention, penalty: float, newcomers: Bools
    ) -> None:
        self._values = values
        self._best, best_values, outside = shortlists
        self._open = best_values.copy()  # what is placed becomes -inf
        self._attention = attention
        self._penalty = penalty
        self._newcomers = newcomers
        self._welcome = newcomers & (
            attention.start <= FAIR_LOAD
        )  # newcomers that still have room for a kept place
        self._load: list[float] = attention.start.astype(np.float64).tolist()
        self._unit: list[float] = attention.unit.tolist()
        self._cost = self._cost_of(attention.start)
        self._best_rows, self._open_rows = list(self._best), list(self._open)
        self._outside: list[float] = outside.tolist()

    def run(self, length: int, seed: int) -> Lists:
        askers = len(self._values)
        self._index = np.full((askers, length), -1, dtype=np.int32)
        self._rank = np.full((askers, length), -np.inf, dtype=np.float32)
        self._equity = np.zeros((askers, length), dtype=np.bool_)
        order = np.random.default_rng(seed).permutation(askers)
        for place in range(length if self._values.shape[1] else 0):
            self._round(place, order if place % 2 == 0 else order[::-1])
        return Lists(
            self._index, self._rank, self._equity, np.array(self._load, dtype=np.float32), self._penalty
        )

    def _cost_of(self, load: Floats) -> Floats:
        cost = self._penalty * np.minimum(load, MAXIMUM_LOAD)
        return np.where(load > MAXIMUM_LOAD, np.inf, cost).astype(np.float32)

    def _round(self, place: int, order: npt.NDArray[np.int64]) -> None:
        """One place for every asker; the loop is kept flat because it runs askers × length times."""
        best, open_values, cost = self._best_rows, self._open_rows, self._cost
        index, ranks, outside = self._index[:, place], self._rank[:, place], self._outside
        drawn, unit = float(self._attention.by_place[place]), self._unit
        load, penalty = self._load, self._penalty
        kept_place = place % EQUITY_EVERY == EQUITY_EVERY - 1
        for asker in order.tolist():
            shortlist = best[asker]
            row = open_values[asker] - cost.take(shortlist)
            kept = kept_place and self._wants_newcomer(asker, place)
            if kept:
                row[~self._welcome[shortlist]] = -np.inf
            at = row.argmax()
            rank = row.item(at)
            if rank >= outside[asker] and rank > _NOBODY:
                chosen = shortlist.item(at)
                open_values[asker][at] = -np.inf
            else:
                chosen, rank = self._search_everywhere(asker, place, kept)
                if chosen < 0:
                    continue
            index[asker] = chosen
            ranks[asker] = rank
            if kept:
                self._equity[asker, place] = self._newcomers[chosen]
            load[chosen] = now = load[chosen] + drawn * unit[chosen]
            if now > FAIR_LOAD:
                self._welcome[chosen] = False
            cost[chosen] = penalty * now if now <= MAXIMUM_LOAD else np.inf

    def _wants_newcomer(self, asker: int, place: int) -> bool:
        """Whether the last places of five hold no actor without a partner although there is one to show."""
        last = self._index[asker, place - EQUITY_EVERY + 1 : place]
        return bool(self._welcome.any()) and not self._newcomers[last[last >= 0]].any()

    def _search_everywhere(self, asker: int, place: int, kept: bool) -> tuple[int, float]:
        """The argmax over all candidates, for the case that the shortlist cannot decide."""
        row = self._values[asker] - self._cost
        taken = self._index[asker, :place]
        row[taken[taken >= 0]] = -np.inf
        if kept:
            narrowed = np.where(self._welcome, row, -np.inf)
            row = narrowed if narrowed.max() > -np.inf else row
        chosen = int(row.argmax())
        if row[chosen] == -np.inf:
            return -1, _NOBODY
        self._open[asker, np.flatnonzero(self._best[asker] == chosen)] = -np.inf
        return chosen, float(row[chosen])
