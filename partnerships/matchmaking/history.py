"""Judging the ranking on real partnerships: accuracy with intervals, and how attention is spread when all ask at once.

History shows who met, not who fits: a sanity check, not a goal. A pair whose places are not found counts as a miss.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .congestion import Target, gini, shown, top_share
from .criteria import SIZE_SPAN
from .filling import LENGTH, MAXIMUM_LOAD, Attention, Lists, fill_fairly
from .fit import Scoring, agreement
from .sets import Bools, Floats
from .world import World

RESAMPLES = 2_000
SEED = 20_220_224
MISSING = -1

type Ranks = npt.NDArray[np.float64]  # 1 is first; inf: not found
type Rows = npt.NDArray[np.int64]
type Hits = dict[str, npt.NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class History:
    """What is judged. ``world`` askers: municipalities of one side; candidates: all cities of the other.

    ``pair_asker`` and ``pair_candidate`` (pairs) rows, -1 where a side was not found. ``municipality`` and ``large`` (askers) who counts
    for congestion: of 10,000 and of 50,000 inhabitants upwards. ``frontline`` (candidates).
    """

    world: World
    pair_asker: Rows
    pair_candidate: Rows
    municipality: Bools
    large: Bools
    frontline: Bools

    @property
    def found(self) -> Bools:
        """(pairs) both places are known."""
        return (self.pair_asker >= 0) & (self.pair_candidate >= 0)


def evaluate(history: History, *, seed: int = 0) -> dict[str, Any]:
    """All figures of the evaluation as nested plain values; the same input gives the same figures."""
    world, candidates = history.world, len(history.world.candidates)
    values = agreement(world, Scoring.of(world))
    lists = _lists(world, values, np.ones(len(world.askers), dtype=np.bool_), seed)
    large = _lists(world, values, history.large, seed)
    plain_order = np.argsort(-values, axis=1, kind="stable")[:, :LENGTH].astype(np.int32)
    ranks: dict[str, Ranks] = {
        "plain": _ranks(history, lambda asker: values[asker]),
        "load_aware": _ranks_on_lists(history, values, lists),
        "population_similarity": _ranks(history, _population_similarity(world)),
        "largest_city": _ranks(history, lambda _asker: world.candidates.population),
    }
    hits = {name: _hits(found, candidates) for name, found in ranks.items()}
    base = hits["population_similarity"]
    return {
        "pairs": len(history.pair_asker),
        "unresolved": int((~history.found).sum()),
        "candidates": candidates,
        "askers": {"all": int(history.municipality.sum()), "large": int(history.large.sum())},
        "penalty": {"all": round(lists.penalty, 4), "large": round(large.penalty, 4)},
        "plain": _with_gain(hits["plain"], base),
        "load_aware": _with_gain(hits["load_aware"], base),
        "baselines": {
            "random": _summary(_random_hits(history.found, candidates)),
            "population_similarity": _summary(base),
            "largest_city": _summary(hits["largest_city"]),
        },
        "congestion": {
            "all": congestion(lists.index[history.municipality], history.frontline),
            "large": congestion(large.index, history.frontline),
        },
        "congestion_plain": {
            "all": congestion(plain_order[history.municipality], history.frontline),
            "large": congestion(plain_order[history.large], history.frontline),
        },
    }


def congestion(lists: npt.NDArray[np.integer], frontline: Bools) -> dict[str, float]:
    """How these lists spread over all candidates; ``frontline_share`` 1.0: shown as often as their number suggests."""
    counts = shown(lists, len(frontline))
    total, part = float(counts.sum()), float(frontline.mean()) if len(frontline) else 0.0
    share = float(counts[frontline].sum()) / total if total else 0.0
    return {
        "top5_share": round(top_share(counts), 4),
        "gini": round(gini(counts), 4),
        "distinct_shown": int((counts > 0).sum()),
        "frontline_share": round(share / part, 4) if part else 0.0,
    }


def _lists(world: World, values: Floats, asking: Bools, seed: int) -> Lists:
    """Load-aware lists when these askers ask at once."""
    candidates = world.candidates
    attention = Attention.of(
        length=LENGTH,
        asker_capacity=world.askers.capacity[asking],
        capacity=candidates.capacity,
        open_requests=candidates.open_requests,
    )
    target = Target.of(pressure=attention.pressure, candidates=len(candidates))
    return fill_fairly(values[asking], attention, target=target, newcomers=candidates.newcomer, seed=seed)


def _population_similarity(world: World) -> Callable[[int], Floats]:
    logs = np.log(world.candidates.population)

    def of(asker: int) -> Floats:
        distance = np.abs(np.log(world.askers.population[asker]) - logs)
        return np.asarray(1 - np.minimum(np.nan_to_num(distance, nan=SIZE_SPAN), 99.0), dtype=np.float32)

    return of


def _ranks(history: History, values_of: Callable[[int], Floats]) -> Ranks:
    """(pairs) rank of the real partner; equal values share their middle rank."""
    ranks = np.full(len(history.pair_asker), np.inf)
    for i in np.flatnonzero(history.found).tolist():
        values = values_of(int(history.pair_asker[i]))
        own = values[history.pair_candidate[i]]
        ranks[i] = 1 + float((values > own).sum()) + (float((values == own).sum()) - 1) / 2
    return ranks


def _ranks_on_lists(history: History, values: Floats, lists: Lists) -> Ranks:
    """(pairs) place on the load-aware list; whoever is not on it follows in the order of its rank at the end."""
    cost = (lists.penalty * np.minimum(lists.load, MAXIMUM_LOAD)).astype(np.float32)

    def after_the_list(asker: int) -> Floats:
        row = values[asker] - cost
        places = lists.index[asker][lists.index[asker] >= 0]
        row[places] = 10.0 + np.arange(len(places), 0, -1)
        return row

    return _ranks(history, after_the_list)


def _hits(ranks: Ranks, candidates: int) -> Hits:
    """Per pair what the figures average; a miss is 0, and the last place."""
    return {
        "recall_at_1": (ranks <= 1).astype(np.float64),
        "recall_at_10": (ranks <= LENGTH).astype(np.float64),
        "mrr": 1 / ranks,
        "median_percentile": np.where(np.isfinite(ranks), ranks, candidates) / max(1, candidates),
    }


def _random_hits(found: Bools, candidates: int) -> Hits:
    """What a random order is expected to reach."""
    n = max(1, candidates)
    expected = {
        "recall_at_1": 1 / n,
        "recall_at_10": min(1.0, LENGTH / n),
        "mrr": float((1 / np.arange(1, n + 1)).mean()),
    }
    hits = {name: np.where(found, value, 0.0) for name, value in expected.items()}
    return hits | {"median_percentile": np.where(found, 0.5 + 0.5 / n, 1.0)}


def _with_gain(hits: Hits, base: Hits) -> dict[str, dict[str, float]]:
    """The figures, and the paired gain over population similarity."""
    gains = {
        f"{name}_gain_over_population_similarity": hits[name] - base[name] for name in ("recall_at_10", "mrr")
    }
    return _summary(hits | gains)


def _summary(hits: Mapping[str, npt.NDArray[np.float64]]) -> dict[str, dict[str, float]]:
    return {
        name: interval(values, np.median if name.startswith("median") else np.mean)
        for name, values in hits.items()
    }


def interval(values: npt.NDArray[np.float64], statistic: Callable[..., Any] = np.mean) -> dict[str, float]:
    """Value with its bootstrap 95 % interval over the pairs (seeded, so that it can be repeated)."""
    if not len(values):
        return {"value": 0.0, "low": 0.0, "high": 0.0}
    drawn = np.random.default_rng(SEED).integers(0, len(values), (RESAMPLES, len(values)))
    low, high = np.quantile(statistic(values[drawn], axis=1), [0.025, 0.975])
    return {
        "value": round(float(statistic(values)), 4),
        "low": round(float(low), 4),
        "high": round(float(high), 4),
    }
