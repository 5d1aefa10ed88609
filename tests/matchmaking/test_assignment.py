"""The assignment of a match round is optimal: against brute force on small cases, against the bound on large ones."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.matchmaking.assignment import Impossible, Stopped, assign

FORBIDDEN = -np.inf


def brute_force(values: np.ndarray, capacities: tuple[list[int], list[int]], fixed: set) -> float:
    """The largest sum over all sets of pairs that keep within the places and hold the fixed pairs."""
    cells = [cell for cell in np.ndindex(values.shape) if np.isfinite(values[cell]) or cell in fixed]
    best = -1.0
    for size in range(len(cells) + 1):
        for chosen in itertools.combinations(cells, size):
            if fixed <= set(chosen) and fits(chosen, capacities):
                best = max(best, sum(values[c] for c in chosen if np.isfinite(values[c])))
    return best


def fits(chosen, capacities) -> bool:
    """Whether nobody gets more than the places."""
    return all(
        (np.bincount([pair[side] for pair in chosen], minlength=len(places)) <= places).all()
        for side, places in enumerate(capacities)
    )


@st.composite
def problems(draw):
    """Up to 3 × 4 actors with some forbidden pairs, 0 to 2 places each, ties included."""
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    cell = st.one_of(st.just(FORBIDDEN), st.sampled_from([0.2, 0.5, 0.5, 0.9]), st.floats(0.01, 1.0))
    values = np.array([[draw(cell) for _ in range(columns)] for _ in range(rows)])
    capacities = tuple([draw(st.integers(0, 2)) for _ in range(n)] for n in (rows, columns))
    return values, capacities


@settings(max_examples=120, deadline=None)
@given(problems())
def test_no_other_assignment_is_better(problem):
    values, capacities = problem
    found = assign(values, capacities)
    assert fits(found.pairs, capacities)
    assert all(np.isfinite(values[pair]) for pair in found.pairs)
    assert found.total == pytest.approx(brute_force(values, capacities, set()), abs=1e-6)
    assert found.bound == pytest.approx(found.total, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(problems(), st.data())
def test_fixed_pairs_are_kept_and_the_rest_is_best(problem, data):
    values, capacities = problem
    cell = data.draw(st.sampled_from(list(np.ndindex(values.shape))))
    capacities[0][cell[0]] = max(1, capacities[0][cell[0]])
    capacities[1][cell[1]] = max(1, capacities[1][cell[1]])
    found = assign(values, capacities, fixed=[cell])
    assert cell in found.pairs
    assert fits(found.pairs, capacities)
    assert found.total == pytest.approx(brute_force(values, capacities, {cell}), abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(5, 60), st.integers(5, 60))
def test_large_assignments_reach_their_bound(seed, rows, columns):
    chance = np.random.default_rng(seed)
    values = chance.random((rows, columns)).round(2)
    values[chance.random((rows, columns)) < 0.2] = FORBIDDEN
    capacities = (chance.integers(0, 4, rows).tolist(), chance.integers(0, 4, columns).tolist())
    found = assign(values, capacities)
    assert fits(found.pairs, capacities)
    assert found.is_proven


@settings(max_examples=40, deadline=None)
@given(problems())
def test_the_price_of_an_actor_is_what_one_place_more_adds(problem):
    values, capacities = problem
    found = assign(values, capacities)
    for side, places in enumerate(capacities):
        for row in range(len(places)):
            more = tuple([*given] for given in capacities)
            more[side][row] += 1
            gain = assign(values, more).total - found.total
            assert found.prices[side][row] == pytest.approx(gain, abs=1e-6)


def test_greedy_would_be_worse():
    values = np.array([[0.9, 0.8], [0.8, 0.1]])
    found = assign(values, ([1, 1], [1, 1]))
    assert found.pairs == ((0, 1), (1, 0))
    assert found.total == pytest.approx(1.6)


def test_the_one_everybody_wants_has_a_price_and_the_others_have_none():
    values = np.array([[0.9, 0.2], [0.8, 0.2], [0.7, 0.2]])
    found = assign(values, ([1, 1, 1], [1, 2]))
    assert found.prices[1].tolist() == pytest.approx([0.6, 0.0])


def test_the_same_input_gives_the_same_pairs():
    values = np.full((12, 9), 0.5)
    capacities = ([1] * 12, [1] * 9)
    assert assign(values, capacities).pairs == assign(values.copy(), capacities).pairs


def test_more_fixed_pairs_than_places_are_refused_with_the_actor():
    with pytest.raises(Impossible) as refused:
        assign(np.ones((2, 2)), ([1, 1], [1, 1]), fixed=[(0, 0), (0, 1)])
    assert (refused.value.side, refused.value.row) == (0, 0)


def test_nobody_on_one_side_gives_nothing():
    assert assign(np.zeros((0, 3)), ([], [1, 1, 1])).pairs == ()


def test_it_stops_when_asked():
    with pytest.raises(Stopped):
        assign(np.ones((2, 2)), ([1, 1], [1, 1]), go_on=lambda _step: False)


def test_two_hundred_by_one_hundred_and_fifty_take_seconds():
    chance = np.random.default_rng(4)
    values = chance.random((200, 150)) * 0.3 + chance.random((200, 1)) * 0.3 + chance.random((1, 150)) * 0.4
    begun = time.perf_counter()
    found = assign(values, ([1] * 200, chance.integers(1, 4, 150).tolist()))
    assert time.perf_counter() - begun < 10
    assert found.is_proven
    assert len(found.pairs) == 200
