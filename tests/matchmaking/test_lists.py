"""Load-aware lists: attention is shared, newcomers are seen, nothing depends on chance."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.matchmaking import MAXIMUM_LOAD, Attention, Target, fill, fill_fairly, gini, top_share
from partnerships.matchmaking.filling import MAXIMUM_PENALTY, MINIMUM_PENALTY


def attention(askers, candidates, length=10, open_requests=None, capacity=None):
    return Attention.of(
        length=length,
        asker_capacity=np.ones(askers, dtype=np.float32),
        capacity=np.ones(candidates, dtype=np.float32)
        if capacity is None
        else np.array(capacity, dtype=np.float32),
        open_requests=np.zeros(candidates, dtype=np.float32)
        if open_requests is None
        else np.array(open_requests, dtype=np.float32),
    )


def market(askers=80, candidates=60, seed=3):
    """Everybody likes the same few best."""
    rng = np.random.default_rng(seed)
    fame = np.linspace(0.9, 0.3, candidates)
    return np.clip(fame + 0.1 * rng.normal(size=(askers, candidates)), 0, 1).astype(np.float32)


def nobody(n):
    return np.zeros(n, dtype=bool)


def test_gini_and_top_share_by_hand():
    assert gini(np.array([1.0, 1, 1, 1])) == pytest.approx(0.0)
    assert gini(np.array([0.0, 0, 0, 4])) == pytest.approx(0.75)
    assert gini(np.zeros(3)) == 0.0
    assert top_share(np.array([1.0, 2, 3, 4, 5, 6]), 2) == pytest.approx(11 / 21)


def test_without_penalty_everybody_gets_its_best_in_falling_order():
    values = market(5, 60)
    lists = fill(values, attention(5, 60), penalty=0.0, newcomers=nobody(60))
    assert lists.index.tolist() == np.argsort(-values, axis=1, kind="stable")[:, :10].tolist()


def test_the_penalty_spreads_attention_and_plain_ranking_crowds():
    values = market()
    plain = np.argsort(-values, axis=1)[:, :10]
    crowded = np.bincount(plain.ravel(), minlength=60).astype(float)
    fair = fill(values, attention(80, 60), penalty=0.3, newcomers=nobody(60)).shown
    assert gini(crowded) > 0.6
    assert gini(fair) < 0.5 * gini(crowded)
    assert top_share(fair) < 0.5 * top_share(crowded)


def test_nobody_is_shown_twice_on_one_list():
    lists = fill(market(), attention(80, 60), penalty=0.3, newcomers=nobody(60)).index
    assert all(len(set(row)) == 10 for row in lists.tolist())


def test_an_actor_above_load_two_leaves_the_suggestions():
    values = np.array([[0.9, 0.5, 0.4]], dtype=np.float32)
    lists = fill(
        values, attention(1, 3, 3, open_requests=[2.5, 0, 0]), penalty=0.1, newcomers=nobody(3), length=3
    )
    assert lists.index.tolist() == [[1, 2, -1]]


def test_no_candidate_is_expected_to_get_much_more_than_load_two():
    lists = fill(market(), attention(80, 60), penalty=0.0, newcomers=nobody(60))
    assert lists.load.max() <= MAXIMUM_LOAD + 0.5


def test_open_requests_lower_the_rank_by_load_and_capacity_counts():
    values = np.array([[0.8, 0.8, 0.8]], dtype=np.float32)
    start = attention(1, 3, 3, open_requests=[1, 1, 0], capacity=[1, 4, 1])
    lists = fill(values, start, penalty=0.2, newcomers=nobody(3), length=3)
    assert lists.index.tolist() == [[2, 1, 0]]
    assert lists.rank[0] == pytest.approx([0.8, 0.75, 0.6], abs=1e-5)


def test_one_of_five_places_goes_to_a_newcomer_and_is_marked():
    values = np.tile(np.linspace(0.9, 0.1, 20, dtype=np.float32), (3, 1))
    newcomers = np.zeros(20, dtype=bool)
    newcomers[15:] = True
    lists = fill(values, attention(3, 20), penalty=0.0, newcomers=newcomers)
    assert newcomers[lists.index[:, 4]].all()
    assert lists.equity[:, 4].all()
    assert not lists.equity[:, :4].any()


def test_no_place_is_kept_where_a_newcomer_is_shown_anyway():
    values = np.tile(np.linspace(0.9, 0.1, 20, dtype=np.float32), (3, 1))
    newcomers = np.zeros(20, dtype=bool)
    newcomers[0] = True
    lists = fill(values, attention(3, 20, 5), penalty=0.0, newcomers=newcomers, length=5)
    assert lists.index[:, 4].tolist() == [4, 4, 4]
    assert not lists.equity.any()


def test_the_shortlist_changes_nothing():
    values = market(40, 300)
    small = fill(values, attention(40, 300), penalty=0.5, newcomers=nobody(300))
    slow = brute_force(values, attention(40, 300), 0.5)
    assert small.index.tolist() == slow


def brute_force(values, start, penalty, length=10, seed=0):
    """The rule as it is written down, without any short cut."""
    load = start.start.astype(float)
    taken = [[] for _ in values]
    order = np.random.default_rng(seed).permutation(len(values)).tolist()
    for place in range(length):
        for asker in order if place % 2 == 0 else order[::-1]:
            cost = np.where(load > 2, np.inf, penalty * np.minimum(load, 2)).astype(np.float32)
            row = values[asker] - cost
            row[taken[asker]] = -np.inf
            best = int(row.argmax())
            taken[asker].append(best)
            load[best] += float(start.by_place[place]) * float(start.unit[best])
    return taken


def test_lambda_is_the_smallest_of_its_range_that_meets_the_target():
    values, start = market(), attention(80, 60)
    easy = fill_fairly(values, start, target=Target(1.0, 1.0), newcomers=nobody(60))
    hopeless = fill_fairly(values, start, target=Target(0.0, 0.0), newcomers=nobody(60))
    assert (easy.penalty, hopeless.penalty) == (MINIMUM_PENALTY, MAXIMUM_PENALTY)
    goal = Target(1.0, (gini(easy.shown) + gini(hopeless.shown)) / 2)
    found = fill_fairly(values, start, target=goal, newcomers=nobody(60))
    assert goal.met_by(found.shown)
    assert MINIMUM_PENALTY < found.penalty <= MAXIMUM_PENALTY


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 12), st.integers(1, 15), st.floats(0, 0.6), st.integers(0, 5))
def test_lists_are_repeatable_without_repetition_and_keep_forbidden_pairs_out(
    askers, candidates, penalty, seed
):
    rng = np.random.default_rng(seed)
    values = rng.random((askers, candidates)).astype(np.float32)
    values[rng.random(values.shape) < 0.3] = -np.inf
    start, newcomers = attention(askers, candidates, 5), rng.random(candidates) < 0.3
    one, two = (
        fill(values, start, penalty=penalty, newcomers=newcomers, seed=seed, length=5) for _ in range(2)
    )
    assert one.index.tolist() == two.index.tolist()
    for asker, row in enumerate(one.index.tolist()):
        places = [j for j in row if j >= 0]
        assert len(places) == len(set(places))
        assert all(np.isfinite(values[asker, j]) for j in places)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(0, 1.9), min_size=3, max_size=8), st.integers(0, 7))
def test_more_open_requests_never_raise_the_rank(loads, which):
    which %= len(loads)
    values = np.full((1, len(loads)), 0.5, dtype=np.float32)
    ranks = []
    for extra in (0.0, 0.05):
        start = attention(
            1,
            len(loads),
            len(loads),
            open_requests=[load + extra * (i == which) for i, load in enumerate(loads)],
        )
        lists = fill(values, start, penalty=0.3, newcomers=nobody(len(loads)), length=len(loads))
        ranks.append(float(lists.rank[0][lists.index[0] == which][0]))
    assert ranks[1] <= ranks[0] + 1e-6


def test_a_single_newcomer_is_not_flooded_by_kept_places():
    values = np.tile(np.linspace(0.9, 0.5, 30, dtype=np.float32), (60, 1))
    newcomers = np.zeros(30, dtype=bool)
    newcomers[29] = True
    lists = fill(values, attention(60, 30), penalty=0.0, newcomers=newcomers)
    assert 0 < lists.equity.sum() < 60
    assert lists.load[29] <= MAXIMUM_LOAD
