"""Proposals of one actor and their explanation in words, from both sides."""

import pytest
from django.utils import translation

from partnerships.matchmaking import Scoring, all_lists, expected_requests, explain, one_actor, proposals_from
from partnerships.matchmaking.explanation import Sentences, rounded
from partnerships.matchmaking.reasons import keys_of_lists
from tests.matchmaking.worlds import actor, world


class Labels:
    """Labels that show what was asked for."""

    def topic(self, slug):
        return slug.upper()

    def party(self, key):
        return str(key).title()

    group = event = region = party


@pytest.fixture
def pair():
    """One asker, a partner made for it, and others."""
    asker = actor(
        "a",
        population=580_000,
        needs={"schools": 1},
        offers=["water"],
        languages=["de", "en"],
        ties=["zabrze"],
        newcomer=False,
    )
    fitting = actor(
        "u", population=243_123, needs={"waste": 2, "youth": 1}, offers=["schools"], languages=["uk", "en"], ties=["zabrze"],
        open_requests=1, capacity=3, newcomer=False,
    )  # fmt: skip
    tiny = actor("tiny", population=6_000, offers=["mines"], languages=["uk"])
    silent = actor("silent")
    return world([asker], [fitting, tiny, silent])


@pytest.fixture
def best(pair):
    """The first proposal of the asker."""
    return one_actor(pair, Scoring.of(pair), 0)[0]


def sentences(proposal, side="asker"):
    words = Sentences(Labels(), side=side)
    with translation.override("en"):
        return [words.reason(reason) for reason in proposal.explanation.reasons]


def test_the_best_proposal_names_its_reasons_from_the_askers_point_of_view(best):
    assert best.key == "u"
    assert sentences(best)[:2] == [
        "You look for: SCHOOLS – they offer: SCHOOLS",
        "Similar size: 580,000 / 243,000 inhabitants",
    ]
    assert set(sentences(best)) >= {
        "They look for: WASTE – you offer: WATER",
        "Bridge: both are partners of Zabrze",
        "Common working language: English",
    }


def test_the_other_side_sees_the_same_reasons_turned_round(best):
    assert set(sentences(best, "candidate")) >= {
        "They look for: SCHOOLS – you offer: SCHOOLS",
        "You look for: WASTE – they offer: WATER",
        "Similar size: 243,000 / 580,000 inhabitants",
        "Bridge: both are partners of Zabrze",
    }


def test_shares_fall_and_sum_to_no_more_than_one(best):
    shares = [reason.share for reason in best.explanation.reasons]
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) == pytest.approx(1.0, abs=1e-6)
    assert best.explanation.keys[0] == "cover"


def test_why_not_higher_and_what_is_unknown(pair):
    tiny = next(p for p in one_actor(pair, Scoring.of(pair), 0) if p.key == "tiny")
    words = Sentences(Labels())
    with translation.override("en"):
        assert {words.shortcoming(reason) for reason in tiny.explanation.shortcomings} == {
            "They offer nothing of what you look for",
            "Much smaller place: 6,000 / 580,000 inhabitants",
            "No shared partner",
            "No common working language",
        }
        unknown = {words.unknown(name) for name in tiny.explanation.unknown}
    assert "Unknown: what they look for" in unknown
    assert "Unknown: working language" not in unknown


def test_an_empty_profile_is_shown_with_everything_unknown(pair):
    silent = next(p for p in one_actor(pair, Scoring.of(pair), 0) if p.key == "silent")
    assert {"their_needs", "their_offers", "size", "language"} <= set(silent.explanation.unknown)
    assert silent.agreement > 0


def test_demand_is_shown_not_hidden(best):
    with translation.override("en"):
        assert Sentences(Labels()).in_demand(best) == "In demand: 1 open request"


def test_populations_are_rounded_to_three_digits():
    with translation.override("en"):
        assert [rounded(n) for n in (999, 12_345, 243_123, 2_952_301)] == [
            "999",
            "12,300",
            "243,000",
            "2,950,000",
        ]


def test_both_directions_and_r_are_reported(best):
    assert 0 < best.back < best.there <= 1
    assert best.agreement == pytest.approx(2 * best.there * best.back / (best.there + best.back), rel=1e-4)
    assert best.rank <= best.agreement
    assert best.load == pytest.approx(1 / 3)


def test_the_list_of_all_and_of_one_agree_on_the_pair(pair):
    scoring = Scoring.of(pair)
    lists = all_lists(pair, scoring)
    alone = {p.key: p.agreement for p in one_actor(pair, scoring, 0, exposure=expected_requests(pair, lists))}
    assert {p.key: p.agreement for p in proposals_from(pair, scoring, lists, 0)} == pytest.approx(alone)


def test_reasons_of_whole_lists_are_those_of_the_single_explanations(pair):
    scoring = Scoring.of(pair)
    for view in (pair, pair.reversed()):
        index = all_lists(view, scoring).index
        listed = keys_of_lists(view, scoring, index)
        for asker, row in enumerate(index):
            single = explain(view, scoring, asker, row[row >= 0].tolist())
            assert listed[asker] == [explanation.keys for explanation in single]
