"""The calculation of a run: market, assignment, figures, and what there is to say about those left over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from partnerships.enums_rounds import RunPhase
from partnerships.matchmaking import gini, top_share
from partnerships.matchmaking.assignment import Assignment, Whole, assign
from partnerships.selectors.round_market import RoundMarket, Values, market_of

#: Tells how far the work is: phase and percent. Raises when the work shall end.
type Report = Callable[[str, int], None]

# Why somebody is left over, by what keeps it from a partner.
ABSENT, NO_PLACE, NOBODY_ALLOWED, TOO_WEAK, ALL_TAKEN = (
    "absent",
    "no_place",
    "nobody_allowed",
    "too_weak",
    "all_taken",
)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Why an actor got no partner. ``nearest`` row of the partner that comes nearest, ``fit`` what they would reach,
    ``needed`` from which fit on the pair would have been made, ``fitting`` how many partners would have been possible."""

    reason: str
    nearest: int | None = None
    fit: float = 0.0
    needed: float = 0.0
    fitting: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has found. ``left`` per side the row of each actor without a pair and why."""

    market: RoundMarket
    assignment: Assignment
    figures: dict[str, Any]
    left: tuple[dict[int, LeftOver], dict[int, LeftOver]] = field(default_factory=lambda: ({}, {}))


def calculate(inputs: Mapping[str, Any], *, report: Report) -> Outcome:
    """Works out a run from its inputs. Changes nothing; the same data give the same outcome."""
    report(RunPhase.READING, 5)
    market = market_of(inputs)
    report(RunPhase.SCORING, 30)

    def go_on(step: int) -> bool:
        report(RunPhase.ASSIGNING, min(40 + 3 * step, 58))
        return True

    found = assign(market.values, market.capacity, fixed=market.fixed, go_on=go_on)
    left = (_left_over(market, found, 0), _left_over(market, found, 1))
    return Outcome(market, found, figures_of(market, found), left)


def _left_over(market: RoundMarket, found: Assignment, side: int) -> dict[int, LeftOver]:
    """For each actor of a side without a pair, why."""
    flip = (lambda table: table) if side == 0 else np.transpose
    values, allowed, both = flip(market.values), flip(market.allowed), flip(market.fitted.both)
    used = found.used(side, len(market.actors[side]))
    prices = found.prices[1 - side]
    return {
        row: _why(values[row], allowed[row], both[row], market.capacity[side][row], prices)
        for row in np.flatnonzero(used == 0).tolist()
    }


def _why(values: Values, allowed: Any, both: Any, capacity: int, prices: Values) -> LeftOver:
    if capacity == 0:
        return LeftOver(NO_PLACE)
    if not allowed.any():
        return LeftOver(NOBODY_ALLOWED)
    possible = np.isfinite(values)
    if not possible.any():
        best = int(np.where(allowed, both, -1.0).argmax())
        return LeftOver(TOO_WEAK, best, float(both[best]))
    near = int(np.where(possible, values - prices, -np.inf).argmax())
    needed = float(both[near]) + max(0.0, float(prices[near] - values[near]))
    return LeftOver(ALL_TAKEN, near, float(both[near]), needed, int(possible.sum()))


def figures_of(market: RoundMarket, found: Assignment) -> dict[str, Any]:
    """Coverage and congestion, before and after, per side; shares 0 to 1.

    *Before* is what happens without a round: every participant of the other side asks those who fit it best, as many as it has
    free places. *After* is the round.
    """
    new = (market.world.askers.newcomer, market.world.candidates.newcomer)
    sides = {}
    for side, name in ((0, "german"), (1, "ukrainian")):
        size = len(market.actors[side])
        capacity = np.array(market.capacity[side], dtype=np.int64)
        before, after = _asked_alone(market, side), found.used(side, size)
        sides[name] = {
            "participants": size,
            "places": int(capacity.sum()),
            "without_partner_before": int(new[side].sum()),
            "without_partner_after": int((new[side] & (after == 0)).sum()),
            "before": _attention(before, capacity),
            "after": _attention(after, capacity),
        }
    fits = [float(market.fitted.both[pair]) for pair in found.pairs]
    return {
        **sides,
        "pairs": len(found.pairs),
        "sum_of_fit": sum(fits),
        "mean_fit": sum(fits) / len(fits) if fits else 0.0,
        "possible_pairs": int(np.isfinite(market.values).sum()),
        "proven": found.is_proven,
    }


def _asked_alone(market: RoundMarket, side: int) -> Whole:
    """How often each actor of a side would be asked if everybody on the other side asked its best, each for itself."""
    values = market.values if side == 1 else market.values.T
    asked = np.zeros(len(market.actors[side]), dtype=np.int64)
    for row, places in zip(values, market.capacity[1 - side], strict=True):
        best: list[int] = np.argsort(-row, kind="stable")[:places].tolist()
        asked[[at for at in best if np.isfinite(row[at])]] += 1
    return asked


def _attention(asked: Whole, capacity: Whole) -> dict[str, float | int]:
    """Share that is asked at all, requests beyond the free places, Gini, and the share of the five asked most."""
    counts = asked.astype(np.float64)
    return {
        "covered": float((asked > 0).mean()) if len(asked) else 0.0,
        "beyond_places": int(np.maximum(asked - capacity, 0).sum()),
        "most": int(asked.max(initial=0)),
        "gini": gini(counts),
        "top5": top_share(counts),
    }
