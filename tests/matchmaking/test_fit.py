"""Directional fit, its harmonic mean, and what unknown facts do to it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.matchmaking import WEIGHTS, Scoring, agreement, fit, permitted
from tests.matchmaking.worlds import TREE, actor, world

SLUGS = sorted(TREE.slugs)
facts = st.fixed_dictionaries({}, optional={
    "population": st.floats(500, 4_000_000),
    "needs": st.dictionaries(st.sampled_from(SLUGS), st.floats(0.5, 3), min_size=1, max_size=4),
    "offers": st.lists(st.sampled_from(SLUGS), min_size=1, max_size=4),
    "languages": st.lists(st.sampled_from(["de", "uk", "en"]), min_size=1, max_size=3),
    "ties": st.lists(st.sampled_from(["zabrze", "lublin", "nice"]), min_size=1, max_size=2),
    "traits": st.lists(st.sampled_from(["port", "river"]), min_size=1, max_size=2),
    "region": st.sampled_from(["lviv", "nrw"]),
    "wanted_regions": st.lists(st.sampled_from(["lviv", "nrw"]), min_size=1, max_size=1),
    "months_since_confirmed": st.floats(0, 40),
    "horizons": st.lists(st.sampled_from(["relief", "reconstruction"]), min_size=1, max_size=2),
})  # fmt: skip
sides = st.tuples(st.lists(facts, min_size=1, max_size=5), st.lists(facts, min_size=1, max_size=5))


def world_of(drawn):
    one, other = drawn
    return world(
        [actor(f"a{i}", **f) for i, f in enumerate(one)], [actor(f"u{i}", **f) for i, f in enumerate(other)]
    )


def test_fit_is_the_weighted_mean_of_what_is_known():
    pair = world(
        [actor("a", population=10_000, needs={"water": 1})], [actor("u", population=10_000, offers=["water"])]
    )
    scoring = Scoring.of(pair)
    both = fit(pair.askers, pair.candidates, pair, scoring)
    big = float(np.log(2) / np.log(600))
    weights = WEIGHTS["cover"] + WEIGHTS["size"] + WEIGHTS["big"]
    there = (WEIGHTS["cover"] + WEIGHTS["size"] + WEIGHTS["big"] * big) / weights
    assert both.there[0, 0] == pytest.approx(there, abs=1e-5)
    # What the candidate looks for is not known: the cover counts as the average of what is known, here 1.
    assert both.back[0, 0] == pytest.approx(there, abs=1e-5)


def test_unknown_counts_as_average_and_is_neither_reward_nor_punishment():
    asker = actor("a", needs={"water": 1})
    pair = world([asker], [actor("u", offers=["water"]), actor("v", offers=["mines"]), actor("w")])
    values = agreement(pair, Scoring.of(pair))[0]
    assert values[0] > values[2] > values[1]


def test_saying_something_useful_beats_saying_nothing():
    asker = actor("a", population=50_000, needs={"water": 1, "schools": 1})
    full = actor("u", population=50_000, offers=["water"])
    others = [actor(f"o{i}", population=50_000, offers=["mines"]) for i in range(3)]
    pair = world([asker], [full, actor("silent", population=50_000), *others])
    values = agreement(pair, Scoring.of(pair))[0]
    assert values[0] > values[1]


def test_where_both_have_entered_needs_and_offers_they_outweigh_structure():
    assert WEIGHTS["cover"] > WEIGHTS["size"] + WEIGHTS["big"] + WEIGHTS["bridge"]


def test_the_weight_of_large_places_stays_below_half_of_that_of_size():
    with pytest.raises(ValueError, match="half of 'size'"):
        Scoring(dict(WEIGHTS) | {"big": 2.0}, {})


def test_hard_rules_exclude_pairs_whatever_their_fit():
    askers = [actor("a", kind_class="municipality")]
    candidates = [
        actor("ok", kind_class="municipality"), actor("unknown kind"), actor("utility", kind_class="utility"),
        actor("gone", available=False), actor("full for good", capacity=0), actor("partner"), actor("declined"),
    ]  # fmt: skip
    pair = world(askers, candidates, excluded=[("a", "partner"), ("declined", "a")])
    assert permitted(pair.askers, pair.candidates)[0].tolist() == [
        True,
        True,
        False,
        False,
        False,
        False,
        False,
    ]


def test_an_actor_is_not_proposed_to_itself():
    pair = world([actor("a"), actor("b")], [actor("a"), actor("b")])
    assert np.isneginf(agreement(pair, Scoring.of(pair))).tolist() == [[True, False], [False, True]]


@settings(max_examples=60, deadline=None)
@given(sides)
def test_r_is_symmetric_and_bounded(drawn):
    pair = world_of(drawn)
    scoring = Scoring.of(pair)
    turned = pair.reversed()
    one, other = (
        fit(pair.askers, pair.candidates, pair, scoring),
        fit(turned.askers, turned.candidates, turned, scoring),
    )
    assert np.allclose(one.both, other.both.T, atol=1e-5)
    assert np.allclose(one.there, other.back.T, atol=1e-5)
    for table in (one.there, one.back, one.both):
        assert table.min() >= -1e-5
        assert table.max() <= 1 + 1e-5


@settings(max_examples=60, deadline=None)
@given(sides, st.sampled_from(["population", "offers", "languages", "ties", "traits", "needs"]))
def test_forgetting_a_fact_never_pushes_a_pair_below_the_worst_value_of_that_fact(drawn, name):
    """Unknown is never scored 0: it is at least as good as the worst known, given the same averages."""
    pair = world_of(drawn)
    scoring = Scoring.of(pair)
    one, other = drawn
    forgotten = world_of((one, [{k: v for k, v in other[0].items() if k != name}, *other[1:]]))
    forgotten = type(pair)(
        forgotten.askers, forgotten.candidates, forgotten.topics, pair.idf, forgotten.words
    )
    before = fit(pair.askers, pair.candidates, pair, scoring).there[:, 0]
    after = fit(forgotten.askers, forgotten.candidates, forgotten, scoring).there[:, 0]
    lost = sum(scoring.weights[k] * (1 - scoring.average[k]) for k in scoring.average) / max(
        scoring.total_weight, 1e-9
    )
    assert (after >= before - lost - 1e-5).all()
    assert (after > 0).all() or not scoring.expected_sum


@settings(max_examples=30, deadline=None)
@given(sides)
def test_equal_input_gives_equal_output(drawn):
    first, second = world_of(drawn), world_of(drawn)
    assert np.array_equal(agreement(first, Scoring.of(first)), agreement(second, Scoring.of(second)))
