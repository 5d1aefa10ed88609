"""The assignment of a match round: the pairs that together fit best, under everyone's free places. Optimal, not greedy.

Each pair may be chosen at most once, each side has a number of places: a transport problem, whose linear programme has whole
numbers at its corners. Its dual values are the shadow prices: what one more place of an actor would add to the sum.

Only promising pairs enter the programme at first. Prices tell for every other pair whether it could improve the sum; those that
could are added and the programme is solved again, until none is left. So the result is the optimum over all pairs, and
``bound`` proves it: no assignment can exceed it, whatever the prices (weak duality).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

type Values = npt.NDArray[np.float64]
type Whole = npt.NDArray[np.int64]
type Limits = npt.NDArray[np.int64] | npt.NDArray[np.float64]
type Mask = npt.NDArray[np.bool_]
type Pair = tuple[int, int]

#: Candidates per actor with which the programme begins, beyond its places.
FIRST_CANDIDATES = 12
#: Gains below this are rounding.
TOLERANCE = 1e-9
#: Room added to a side to find its prices: far above the solver's tolerance, far below one place.
TRACE = 1e-3
#: More rounds of adding pairs than this have never been needed; then all pairs enter at once.
MOST_ROUNDS = 30


class Impossible(ValueError):
    """The fixed pairs ask for more than an actor's free places. ``side`` 0 or 1, ``row`` the actor."""

    def __init__(self, side: int, row: int) -> None:
        super().__init__(f"more fixed pairs than places: side {side}, row {row}")
        self.side, self.row = side, row


class Stopped(Exception):
    """Somebody asked to stop."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """The chosen pairs (row, column) in order, ``total`` of their values, ``bound`` no assignment exceeds; and per actor
    of each side its price: what one more place would add to the total. Fixed pairs are among ``pairs`` and in both sums."""

    pairs: tuple[Pair, ...]
    total: float
    bound: float
    prices: tuple[Values, Values]

    @property
    def is_proven(self) -> bool:
        """Whether total and bound agree, so that nothing better exists."""
        return self.bound - self.total <= 1e-6 * max(1.0, abs(self.bound))

    def used(self, side: int, size: int) -> Whole:
        """How many places of each actor of a side are given."""
        return np.bincount([pair[side] for pair in self.pairs], minlength=size).astype(np.int64)


def assign(
    values: npt.NDArray[np.floating],
    capacities: tuple[Sequence[int], Sequence[int]],
    *,
    fixed: Sequence[Pair] = (),
    go_on: Callable[[int], bool] = lambda _step: True,
) -> Assignment:
    """The assignment with the largest sum of ``values`` (rows × columns; -inf: not allowed) under the places of both sides.

    ``fixed`` pairs are in it whatever they are worth (one that is not allowed counts 0) and take their places first. Pairs of no
    value are left out. ``go_on(step)`` is asked before each step and stops the work with :class:`Stopped`. The same input gives
    the same result. Raises :class:`Impossible`.
    """
    worth = np.where(np.isfinite(values), values, -np.inf).astype(np.float64)
    kept = sorted(set(fixed))
    places = _free_places(capacities, kept)
    sure = float(sum(worth[pair] for pair in kept if np.isfinite(worth[pair])))
    for pair in kept:
        worth[pair] = -np.inf
    inside = _promising(worth, places)
    chosen, prices = _solve(worth, places, inside, go_on)
    total = sure + float(sum(worth[pair] for pair in chosen))
    bound = sure + _dual_value(worth, places, prices)
    shown = tuple(_prices(worth, places, inside, side, go_on) for side in (0, 1))
    return Assignment(tuple(sorted([*kept, *chosen])), total, bound, shown)  # type: ignore[arg-type]


def _free_places(
    capacities: tuple[Sequence[int], Sequence[int]], fixed: Sequence[Pair]
) -> tuple[Whole, Whole]:
    """Places of both sides that are left beside the fixed pairs."""
    left: list[Whole] = []
    for side, given in enumerate(capacities):
        free = np.array(given, dtype=np.int64)
        free -= np.bincount([pair[side] for pair in fixed], minlength=len(free)).astype(np.int64)
        if len(free) and free.min() < 0:
            raise Impossible(side, int(free.argmin()))
        left.append(free)
    return left[0], left[1]


def _solve(
    worth: Values, places: tuple[Limits, Limits], inside: Mask, go_on: Callable[[int], bool]
) -> tuple[list[Pair], tuple[Values, Values]]:
    """Solves with the pairs inside, adds to them those the prices ask for, until none is asked for."""
    prices = (np.zeros(len(places[0])), np.zeros(len(places[1])))
    chosen: list[Pair] = []
    for step in range(MOST_ROUNDS + 1):
        if not go_on(step):
            raise Stopped
        if not inside.any():
            return [], prices
        chosen, prices = _programme(worth, places, inside)
        better = (worth - prices[0][:, None] - prices[1][None, :] > TOLERANCE) & ~inside
        if not better.any():
            return chosen, prices
        inside |= better if step < MOST_ROUNDS - 1 else worth > 0
    return chosen, prices


def _prices(
    worth: Values, places: tuple[Whole, Whole], inside: Mask, side: int, go_on: Callable[[int], bool]
) -> Values:
    """What one more place of each actor of a side adds to the sum, exactly.

    Dual values are seldom unique. A trace more room for the whole side picks the smallest ones that are possible, all at once
    (they form a lattice), and these are the gains, since the sum is linear between whole numbers of places.
    """
    wider = tuple(limit + (TRACE if at == side else 0.0) for at, limit in enumerate(places))
    return _solve(worth, wider, inside.copy(), go_on)[1][side]  # type: ignore[arg-type]


def _promising(worth: Values, places: tuple[Whole, Whole]) -> Mask:
    """The best pairs of every actor of either side, some more than it has places."""
    inside = np.zeros(worth.shape, dtype=np.bool_)
    for table, mask, free in ((worth, inside, places[0]), (worth.T, inside.T, places[1])):
        width = min(table.shape[1], int(free.max(initial=0)) + FIRST_CANDIDATES)
        if table.size and width:
            best = np.argsort(-table, axis=1, kind="stable")[:, :width]
            np.put_along_axis(mask, best, True, axis=1)
    return inside & (worth > 0)


def _programme(
    worth: Values, places: tuple[Limits, Limits], inside: Mask
) -> tuple[list[Pair], tuple[Values, Values]]:
    """One linear programme over the pairs inside; simplex, so that the answer is a corner: whole numbers."""
    from scipy.optimize import linprog  # 36 MB that only the worker of a match round needs
    from scipy.sparse import csr_array

    rows, columns = np.nonzero(inside)
    count, first = len(rows), len(places[0])
    line = np.concatenate([rows, first + columns])
    limits = csr_array(
        (np.ones(2 * count), (line, np.tile(np.arange(count), 2))), shape=(first + len(places[1]), count)
    )
    answer = linprog(
        -worth[rows, columns],
        A_ub=limits,
        b_ub=np.concatenate(places).astype(np.float64),
        bounds=(0, 1),
        method="highs-ds",
    )
    if answer.x is None:
        raise ArithmeticError(f"the linear programme was not solved: {answer.message}")
    prices = np.maximum(-answer.ineqlin.marginals, 0.0)
    taken = np.flatnonzero(answer.x > 0.5)
    return [(int(rows[k]), int(columns[k])) for k in taken], (prices[:first], prices[first:])


def _dual_value(worth: Values, places: tuple[Whole, Whole], prices: tuple[Values, Values]) -> float:
    """What no assignment can exceed, for any prices of at least 0: paid places, and what pairs are worth beyond the prices."""
    surplus = np.maximum(
        np.where(np.isfinite(worth), worth, 0.0) - prices[0][:, None] - prices[1][None, :], 0.0
    )
    return float(places[0] @ prices[0] + places[1] @ prices[1] + surplus[np.isfinite(worth)].sum())
