"""Each measure against numbers worked out by hand."""

import math

import numpy as np
import pytest

from partnerships.matchmaking import Sets, criteria
from partnerships.matchmaking.sets import shared_counts
from partnerships.matchmaking.topics import rarity
from tests.matchmaking.worlds import TREE, actor, world


def measured(key, askers, candidates):
    """(there, back) of one measure with nan for unknown."""
    pair = world(askers, candidates)
    for name, there, back in criteria.all_measures(pair.askers, pair.candidates, pair.topics, pair.idf):
        if name == key:
            return there.with_nan(), back.with_nan()
    raise AssertionError(key)


def test_topics_are_alike_when_equal_or_under_one_parent():
    water, waste, schools = (TREE.number[slug] for slug in ("water", "waste", "schools"))
    assert [TREE.similarity(water, other) for other in (water, waste, schools)] == [1.0, 0.6, 0.0]
    assert TREE.similarity(water, TREE.number["services"]) == 0.6


def test_foreign_topics_match_themselves_alone():
    tree = TREE.with_unknown(["moon", "stars", "water"])
    moon, stars = tree.number["moon"], tree.number["stars"]
    assert [tree.similarity(moon, moon), tree.similarity(moon, stars), tree.similarity(moon, 0)] == [
        1.0,
        0.0,
        0.0,
    ]
    assert len(tree.slugs) == len(TREE.slugs) + 2


def test_rare_topics_weigh_more():
    weights = rarity(3, [Sets.of([{0: 1.0}, {0: 1.0, 1: 1.0}]), Sets.of([{0: 1.0}])])
    assert weights == pytest.approx([math.log(4 / 4) + 1, math.log(4 / 2) + 1, math.log(4 / 1) + 1])


def test_cover_weighs_needs_by_urgency_and_rarity():
    asker = actor("a", needs={"water": 3, "schools": 1})
    there, back = measured("cover", [asker], [actor("u", offers=["water"]), actor("v", offers=["youth"])])
    # Four role sets hold topics? Three: needs of a, offers of u and v. water is named twice, schools once.
    water, schools = math.log(4 / 3) + 1, math.log(4 / 2) + 1
    total = 3 * water + schools
    assert there[0] == pytest.approx([3 * water / total, 0.6 * schools / total], rel=1e-5)
    assert np.isnan(back).all()


def test_cover_takes_the_best_offer_and_never_exceeds_one():
    there, _ = measured(
        "cover", [actor("a", needs={"water": 1})], [actor("u", offers=["waste", "water", "services"])]
    )
    assert there[0, 0] == pytest.approx(1.0)


def test_cover_is_unknown_without_needs_or_without_offers():
    askers = [actor("a", needs={"water": 1}), actor("b")]
    there, _ = measured("cover", askers, [actor("u", offers=["schools"]), actor("v")])
    assert there[0, 0] == 0.0
    assert np.isnan([there[0, 1], there[1, 0], there[1, 1]]).all()


def test_likeness_of_size_falls_with_the_logarithm_of_the_ratio():
    askers = [actor("a", population=100_000), actor("b")]
    candidates = [actor(key, population=p) for key, p in (("u", 100_000), ("v", 100_000 * math.e), ("w", 1))]
    there, back = measured("size", askers, candidates)
    assert there[0] == pytest.approx([1.0, 0.75, 0.0], abs=1e-5)
    assert np.isnan(there[1]).all()
    assert np.array_equal(there, back, equal_nan=True)


def test_preference_for_larger_places_runs_from_5000_to_3_million():
    candidates = [actor(str(p), population=p) for p in (500, 5_000, 3_000_000, 9_000_000)]
    there, _ = measured("big", [actor("a")], candidates)
    assert there[0] == pytest.approx([0.0, 0.0, 1.0, 1.0])


def test_a_shared_third_partner_is_a_bridge_and_unknown_without_ties_of_the_asker():
    askers = [actor("a", ties=["zabrze", "nice"]), actor("b")]
    there, back = measured(
        "bridge", askers, [actor("u", ties=["zabrze"]), actor("v", ties=["lublin"]), actor("w")]
    )
    assert there[0].tolist() == [1.0, 0.0, 0.0]
    assert np.isnan(there[1]).all()
    assert back[:, :2].tolist() == [[1.0, 0.0], [0.0, 0.0]]
    assert np.isnan(back[:, 2]).all()


def test_a_pair_of_regions_and_a_common_group_are_weaker_bridges():
    asker = actor("a", region="nrw", partner_regions=["dnipro"], groups=["energy"])
    candidates = [actor("u", region="dnipro"), actor("v", groups=["energy"]), actor("w", region="lviv")]
    there, _ = measured("bridge", [asker], candidates)
    assert there[0].tolist() == [0.5, 0.5, 0.0]


def test_profile_language_horizon_and_region():
    asker = actor(
        "a", traits=["port", "river"], languages=["de", "en"], horizons=["relief"], wanted_regions=["lviv"]
    )
    other = actor("u", traits=["port"], languages=["en", "uk"], horizons=["reconstruction"], region="lviv")
    values = {
        key: measured(key, [asker], [other])[0][0, 0] for key in ("profile", "language", "horizon", "region")
    }
    assert values == {"profile": 0.5, "language": 1.0, "horizon": 0.0, "region": 1.0}


def test_recency_falls_from_3_to_24_months():
    candidates = [actor(str(m), months_since_confirmed=m) for m in (0, 3, 13.5, 24, 99)] + [actor("x")]
    there, _ = measured("recency", [actor("a")], candidates)
    assert there[0, :5] == pytest.approx([1.0, 1.0, 0.5, 0.0, 0.0])
    assert np.isnan(there[0, 5])


def test_many_third_partners_are_counted_like_few():
    rng = np.random.default_rng(0)
    sets = [[set(rng.integers(0, 300, 6).tolist()) for _ in range(20)] for _ in range(2)]
    counts = shared_counts(Sets.of(sets[0]), Sets.of(sets[1]))
    assert counts.tolist() == [[float(len(a & b)) for b in sets[1]] for a in sets[0]]
