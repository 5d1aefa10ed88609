"""The figures of the evaluation, on worlds small enough to check by hand."""

import numpy as np
import pytest

from partnerships.matchmaking.history import History, congestion, evaluate, interval
from tests.matchmaking.worlds import actor, world


def history(pairs, askers=(120_000, 60_000, 20_000, 5_000), candidates=40):
    cities = [actor(f"u{i}", population=p) for i, p in enumerate(np.geomspace(1_000_000, 5_000, candidates))]
    population = np.array(askers)
    return History(
        world=world([actor(f"a{i}", population=p) for i, p in enumerate(askers)], cities),
        pair_asker=np.array([a for a, _ in pairs], dtype=np.int64),
        pair_candidate=np.array([u for _, u in pairs], dtype=np.int64),
        municipality=population >= 10_000,
        large=population >= 50_000,
        frontline=np.arange(candidates) % 4 == 0,
    )


def test_congestion_by_hand():
    frontline = np.array([True, False, False, False])
    figures = congestion(np.array([[0, 1], [0, 2], [0, -1]]), frontline)
    assert figures == {
        "top5_share": 1.0,
        "gini": 0.45,
        "distinct_shown": 3,
        "frontline_share": pytest.approx(2.4),
    }


def test_the_interval_holds_the_value_and_can_be_repeated():
    values = np.array([1.0, 0, 0, 1, 1, 0, 0, 0])
    one = interval(values)
    assert one == interval(values)
    assert one["low"] < one["value"] == 0.375 < one["high"]


def test_unresolved_pairs_count_as_misses():
    report = evaluate(history([(0, 0), (-1, 3), (1, -1)]))
    assert report["unresolved"] == 2
    assert report["baselines"]["largest_city"]["recall_at_1"]["value"] == pytest.approx(1 / 3, abs=1e-4)
    assert report["baselines"]["largest_city"]["median_percentile"]["value"] == 1.0


def test_population_similarity_finds_the_city_of_equal_size():
    cities = np.geomspace(1_000_000, 5_000, 40)
    report = evaluate(history([(0, 7)], askers=(float(cities[7]), 60_000)))
    assert report["baselines"]["population_similarity"]["recall_at_1"]["value"] == 1.0
    assert report["plain"]["recall_at_10"]["value"] == 1.0


def test_the_report_has_the_agreed_shape():
    report = evaluate(history([(0, 7), (2, 30)]))
    keys = {"recall_at_1", "recall_at_10", "mrr", "median_percentile"}
    for part in (report["plain"], report["load_aware"], *report["baselines"].values()):
        assert keys <= set(part)
        assert all(set(figure) == {"value", "low", "high"} for figure in part.values())
    assert set(report["baselines"]) == {"random", "population_similarity", "largest_city"}
    for part in (report["congestion"], report["congestion_plain"]):
        assert set(part) == {"all", "large"}
        assert all(
            set(f) == {"top5_share", "gini", "distinct_shown", "frontline_share"} for f in part.values()
        )


def test_when_all_ask_at_once_load_aware_lists_crowd_less_than_plain_ones():
    rng = np.random.default_rng(2)
    askers = tuple(np.exp(rng.normal(10, 0.8, 120)).clip(10_000).tolist())
    report = evaluate(history([(0, 7)], askers=askers, candidates=60))
    aware, crowded = report["congestion"]["all"], report["congestion_plain"]["all"]
    assert aware["gini"] <= 0.30 < crowded["gini"]
    assert aware["top5_share"] < crowded["top5_share"]
    assert aware["distinct_shown"] > crowded["distinct_shown"]
