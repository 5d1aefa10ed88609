"""Matching: speed on arrays, benefit in simulated markets, planted partners.

``run(emit)`` calls ``emit(figure, value, unit, goal="", ok=None)`` once per figure: name, number, unit, the goal as text and whether it is
met (None: no goal, shown for comparison). Needs no database and no running portal.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bench.market import LENGTH, Market, Outcome, Ranking, portal_topics_once, random_market, simulate
from partnerships.matchmaking import (
    ActorFacts,
    Attention,
    Scoring,
    World,
    agreement,
    all_lists,
    fit,
    one_actor,
    permitted,
)  # fmt: skip
from partnerships.matchmaking.filling import fill
from partnerships.matchmaking.interchange import rank, read_world

WORLDS = 24
type Emit = Callable[..., None]


def run(emit: Emit) -> None:
    """Measures everything; some 30 seconds."""
    speed(emit)
    markets(emit)
    planted(emit)


def speed(emit: Emit) -> None:
    """Proposals of one actor, lists of all, growth with the number of pairs, memory."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds: dict[int, float] = {}
    for askers, candidates, goal in (
        (1_000, 750, None),
        (2_000, 1_500, 2.0),
        (4_000, 3_000, None),
        (10_000, 1_772, 8.0),
    ):
        world = random_world(askers, candidates)
        seconds[askers] = min(_seconds(world) for _ in range(1 if askers > 4_000 else 2))
        if goal:
            emit(
                f"all lists, {askers:,} × {candidates:,}",
                round(seconds[askers], 2),
                "s",
                f"≤ {goal:g}",
                seconds[askers] <= goal,
            )
        if askers == 2_000:
            used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
            emit("memory for 2,000 × 1,500", round(used), "MB", "≤ 300", used <= 300)
    for more, times in ((2_000, 4), (4_000, 16)):
        growth = seconds[more] / seconds[1_000]
        emit(
            f"time for {times}× the pairs", round(growth, 1), "×", f"≤ {times * 1.5:g}", growth <= times * 1.5
        )
    world = random_world(50, 20_000)
    scoring = Scoring.of(world)
    times = []
    for asker in range(50):
        start = time.perf_counter()
        one_actor(world, scoring, asker)
        times.append((time.perf_counter() - start) * 1000)
    p95 = float(np.quantile(times, 0.95))
    emit("one actor among 20,000, median", round(float(np.median(times)), 1), "ms")
    emit("one actor among 20,000, p95", round(p95, 1), "ms", "≤ 50", p95 <= 50)


def _seconds(world: World) -> float:
    start = time.perf_counter()
    all_lists(world, Scoring.of(world))
    return time.perf_counter() - start


def random_world(askers: int, candidates: int, seed: int = 1) -> World:
    """A world with full profiles, for measuring time."""
    rng, slugs = np.random.default_rng(seed), portal_topics_once().slugs
    sides = [
        [_random_actor(rng, slugs, f"{side}{i}") for i in range(n)]
        for side, n in (("a", askers), ("u", candidates))
    ]
    return World.of(sides[0], sides[1], topics=portal_topics_once())


def _random_actor(rng: np.random.Generator, slugs: Sequence[str], key: str) -> ActorFacts:
    topics = rng.integers(0, len(slugs), 8).tolist()
    return ActorFacts(
        key=key,
        population=float(np.exp(rng.normal(10, 1.2))),
        region=int(rng.integers(40)),
        needs={slugs[t]: float(1 + t % 3) for t in topics[:4]},
        offers=[slugs[t] for t in topics[4:]],
        languages=("de", "en", "uk")[: rng.integers(0, 4)],
        traits=("port", "river", "university")[: rng.integers(0, 4)],
        ties=[f"third{t}" for t in rng.integers(0, 600, rng.integers(0, 3))],
        newcomer=bool(rng.random() < 0.6),
    )


def by_population(world: World, market: Market, quarter: int) -> npt.NDArray[np.integer]:
    """What everybody does today: whoever is of the same size."""
    return _best(world, market.size.astype(np.float32))


def one_sided(world: World, market: Market, quarter: int) -> npt.NDArray[np.integer]:
    """Only what the asker gets."""
    return _best(world, fit(world.askers, world.candidates, world, Scoring.of(world)).there)


def plain(world: World, market: Market, quarter: int) -> npt.NDArray[np.integer]:
    """Harmonic mean of both sides without a load."""
    return _best(world, agreement(world, Scoring.of(world)))


def load_aware(world: World, market: Market, quarter: int) -> npt.NDArray[np.integer]:
    """The lists of the portal."""
    return all_lists(world, Scoring.of(world), length=LENGTH, seed=quarter).index


def all_knowing(world: World, market: Market, quarter: int) -> npt.NDArray[np.integer]:
    """Knows the hidden weights (not the chance), with the same load: about what a ranking can reach."""
    candidates = world.candidates
    attention = Attention.of(
        length=LENGTH,
        asker_capacity=world.askers.capacity,
        capacity=candidates.capacity,
        open_requests=candidates.open_requests,
    )
    values = np.where(permitted(world.askers, candidates), market.knowable, -np.inf).astype(np.float32)
    return fill(
        values, attention, penalty=0.3, newcomers=candidates.newcomer, seed=quarter, length=LENGTH
    ).index


def _best(world: World, values: npt.NDArray[np.float32]) -> npt.NDArray[np.integer]:
    values = np.where(permitted(world.askers, world.candidates), values, -np.inf)
    order = np.argsort(-values, axis=1, kind="stable")[:, :LENGTH]
    return np.where(np.take_along_axis(values, order, axis=1) > -np.inf, order, -1)


RANKINGS: dict[str, Ranking] = {
    "population similarity": by_population,
    "one-sided fit": one_sided,
    "both sides, no load": plain,
    "both sides with load": load_aware,
    "knowing the hidden weights, with load": all_knowing,
}


def markets(emit: Emit, worlds: int = WORLDS) -> None:
    """Mean over random worlds per ranking, and the goals for the ranking of the portal."""
    drawn = [random_market(seed) for seed in range(1_000, 1_000 + worlds)]
    outcomes: dict[str, list[Outcome]] = {
        name: [simulate(m, ranking) for m in drawn] for name, ranking in RANKINGS.items()
    }
    base = np.array([outcome.benefit for outcome in outcomes["population similarity"]])
    for name, found in outcomes.items():
        ours = name == "both sides with load"
        benefit, served, requests, spread = (
            _mean(found, part) for part in ("benefit", "served", "requests", "gini")
        )
        ratio = benefit / float(base.mean())
        emit(f"benefit, {name}", round(benefit, 3), "of the best")
        emit(
            f"benefit relative to population, {name}",
            round(ratio, 3),
            "×",
            *(("≥ 1.18", ratio >= 1.18) if ours else ()),
        )
        emit(f"served, {name}", round(served, 3), "share", *(("≥ 0.92", served >= 0.92) if ours else ()))
        emit(
            f"requests per match, {name}",
            round(requests, 2),
            "",
            *(("≤ 2.05", requests <= 2.05) if ours else ()),
        )
        emit(f"Gini of showings, {name}", round(spread, 3), "")


def _mean(outcomes: Sequence[Outcome], part: str) -> float:
    return float(np.mean([getattr(outcome, part) for outcome in outcomes]))


def planted(emit: Emit, repetitions: int = 8) -> None:
    """50 pairs made for each other: found among the first five with cover as first reason, by share of facts missing."""
    for missing, goal in ((0.0, 0.95), (0.15, None), (0.3, 0.80), (0.45, None), (0.6, None)):
        found = float(np.mean([found_planted(seed, missing) for seed in range(repetitions)]))
        emit(
            f"planted partners, {missing:.0%} missing",
            round(found, 3),
            "share",
            *((f"≥ {goal:.2f}", found >= goal) if goal else ()),
        )


def found_planted(seed: int, missing: float) -> float:
    """Share of the German actors that see their planted partner among the first five with cover as first reason."""
    world, length = read_world(planted_world(seed, missing), portal_topics_once())
    lists = rank(world, length)["lists"]
    hits = 0
    for i in range(50):
        first = {entry["id"]: entry["reasons"] for entry in lists[f"a{i}"][:5]}
        hits += first.get(f"u{i}", [])[:1] == ["cover"]
    return hits / 50


def planted_world(seed: int, missing: float, pairs: int = 50) -> dict[str, Any]:
    """A WORLD document of planted pairs; every fact is left out with the chance ``missing``, topics one by one."""
    rng, tree = np.random.default_rng(seed), portal_topics_once()
    leaves = [slug for i, slug in enumerate(tree.slugs) if tree.family[i] != i]
    actors: list[dict[str, Any]] = []
    for i in range(pairs):
        count = int(rng.integers(3, 6))
        topics = [rng.choice(leaves, count, replace=False).tolist() for _ in range(2)]
        population = float(np.exp(rng.normal(10.5, 1.1)))
        for side, prefix, wanted, given in (("de", "a", 0, 1), ("ua", "u", 1, 0)):
            actor = {
                "id": f"{prefix}{i}", "side": side, "kind": "municipality", "region": f"{prefix}{rng.integers(10)}",
                "population": population * float(np.exp(rng.normal(0, 0.7))),
                "needs": [{"topic": t, "urgency": int(rng.integers(1, 4))} for t in topics[wanted] if rng.random() >= missing],
                "offers": [t for t in topics[given] if rng.random() >= missing],
                "languages": [word for word in ("de", "en", "uk") if rng.random() < 0.5],
            }  # fmt: skip
            kept = ("id", "side", "needs", "offers")
            actors.append({k: v for k, v in actor.items() if k in kept or rng.random() >= missing})
    return {"actors": actors, "ties": [], "declined": [], "length": 10}
