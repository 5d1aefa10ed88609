"""Proposals: the list of one actor on request, the lists of all actors at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .congestion import Target
from .filling import LENGTH, MINIMUM_PENALTY, Attention, Lists, fill, fill_fairly
from .fit import Scoring, agreement, fit
from .reasons import Explanation, explain
from .sets import Floats
from .world import World


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggested pair. ``row`` and ``key`` name the candidate. ``agreement`` r, ``there`` what the asker gets, ``back`` what the
    candidate gets (0..1); ``rank`` = r − λ·min(load, 2) decides the order. ``load`` by open and expected requests / capacity.
    ``equity``: the place kept for an actor without any partner."""

    row: int
    key: object
    rank: float
    agreement: float
    there: float
    back: float
    load: float
    open_requests: float
    capacity: float
    equity: bool
    explanation: Explanation


def one_actor(
    world: World,
    scoring: Scoring,
    asker: int,
    *,
    length: int = LENGTH,
    penalty: float = MINIMUM_PENALTY,
    exposure: Floats | None = None,
) -> list[Proposal]:
    """Proposals of one asker (row) among all candidates, best first.

    ``exposure`` (candidates) expected requests from the lists of the others, as ``expected_requests`` gives
    it; without it the load is that of the open requests alone. ``penalty`` is λ of the last lists of all.
    """
    alone = World(world.askers.take([asker]), world.candidates, world.topics, world.idf, world.words)
    values = agreement(alone, scoring)
    candidates = world.candidates
    expected = candidates.open_requests if exposure is None else candidates.open_requests + exposure
    attention = Attention.of(
        length=length,
        asker_capacity=alone.askers.capacity,
        capacity=candidates.capacity,
        open_requests=expected,
    )
    lists = fill(values, attention, penalty=penalty, newcomers=candidates.newcomer, length=length)
    load = attention.start
    return _proposals(world, scoring, asker, lists, 0, load)


def all_lists(
    world: World, scoring: Scoring, *, length: int = LENGTH, seed: int = 0, target: Target | None = None
) -> Lists:
    """Lists of all askers at once, λ as small as the target allows (default: by the ratio of askers to capacity)."""
    candidates = world.candidates
    attention = Attention.of(
        length=length,
        asker_capacity=world.askers.capacity,
        capacity=np.where(candidates.available, candidates.capacity, np.float32(0)),
        open_requests=candidates.open_requests,
    )
    goal = target or Target.of(pressure=attention.pressure, candidates=int(candidates.available.sum()))
    values = agreement(world, scoring)
    return fill_fairly(
        values, attention, target=goal, newcomers=candidates.newcomer, seed=seed, length=length
    )


def expected_requests(world: World, lists: Lists) -> Floats:
    """(candidates) requests expected from these lists: what ``one_actor`` takes as ``exposure``."""
    candidates = world.candidates
    requests = lists.load * np.maximum(candidates.capacity, np.float32(1e-6)) - candidates.open_requests
    return np.asarray(np.maximum(requests, 0.0), dtype=np.float32)


def proposals_from(world: World, scoring: Scoring, lists: Lists, asker: int) -> list[Proposal]:
    """The proposals of one asker (row) out of the lists of all."""
    return _proposals(world, scoring, asker, lists, asker, lists.load)


def _proposals(
    world: World, scoring: Scoring, asker: int, lists: Lists, line: int, load: Floats
) -> list[Proposal]:
    places = np.flatnonzero(lists.index[line] >= 0)
    rows: Sequence[int] = lists.index[line, places].tolist()
    if not rows:
        return []
    chosen = world.candidates.take(rows)
    found = fit(world.askers.take([asker]), chosen, world, scoring)
    explanations = explain(world, scoring, asker, rows)
    return [
        Proposal(
            row=row,
            key=chosen.keys[j],
            rank=float(lists.rank[line, place]),
            agreement=float(found.both[0, j]),
            there=float(found.there[0, j]),
            back=float(found.back[0, j]),
            load=float(load[row]),
            open_requests=float(chosen.open_requests[j]),
            capacity=float(chosen.capacity[j]),
            equity=bool(lists.equity[line, place]),
            explanation=explanations[j],
        )
        for j, (place, row) in enumerate(zip(places.tolist(), rows, strict=True))
    ]
