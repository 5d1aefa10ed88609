"""The market simulation of the bench: load-aware lists serve more, with fewer requests; a negative control."""

import numpy as np
import pytest

from bench.market import random_market, simulate
from bench.matching import by_population, load_aware, plain


@pytest.fixture(scope="module")
def outcomes():
    """Means over a few random worlds per ranking."""
    markets = [random_market(seed) for seed in range(20, 26)]
    found = {}
    for ranking in (by_population, plain, load_aware):
        results = [simulate(market, ranking) for market in markets]
        found[ranking.__name__] = {
            part: float(np.mean([getattr(result, part) for result in results]))
            for part in ("benefit", "served", "requests", "gini")
        }
    return found


def test_the_lists_of_the_portal_bring_more_than_likeness_of_size(outcomes):
    assert outcomes["load_aware"]["benefit"] >= 1.18 * outcomes["by_population"]["benefit"]
    assert outcomes["load_aware"]["served"] >= 0.92
    assert outcomes["load_aware"]["requests"] <= 2.05


def test_without_the_load_the_same_fit_congests_and_serves_fewer(outcomes):
    assert outcomes["plain"]["gini"] > outcomes["load_aware"]["gini"]
    assert outcomes["plain"]["served"] < outcomes["load_aware"]["served"]
    assert outcomes["plain"]["requests"] > outcomes["load_aware"]["requests"]


def test_a_market_can_be_repeated():
    assert simulate(random_market(5), load_aware) == simulate(random_market(5), load_aware)
