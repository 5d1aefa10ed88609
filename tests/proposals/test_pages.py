"""Pages and interface of proposals: choosing, reading, bad input, cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.enums import ActorStatus
from partnerships.matchmaking import WEIGHTS
from partnerships.selectors import proposal_market
from partnerships.services import proposals as services
from places.models import Place
from tests.factories.partnerships import PartnerFactory
from tests.factories.places import PlaceNameFactory, PlaceStatusFactory

Maker = Callable[..., Place]


def test_a_place_without_an_actor_has_a_page(client: Client, german: Maker, ukrainian: Maker):
    essen = german("Essen")
    ukrainian("Rivne")
    page = client.get(f"/en/matchmaking/place/{essen.geoname_id}/").content.decode()
    assert "Who fits: Essen" in page
    assert "Not yet on the platform." in page


def test_a_place_with_an_actor_is_shown_under_the_actor(client: Client, german: Maker):
    actor = PartnerFactory(place=german("Essen"))
    answer = client.get(f"/en/matchmaking/place/{actor.place.geoname_id}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/en/matchmaking/{actor.slug}/")


def test_an_actor_without_a_place_has_a_clear_page(client: Client, db: None):
    actor = PartnerFactory(place=None)
    page = client.get(f"/en/matchmaking/{actor.slug}/")
    assert page.status_code == 200
    assert "No suggestions for this kind of organisation or place" in page.content.decode()


def test_an_occupied_city_has_a_clear_page(client: Client, german: Maker, ukrainian: Maker):
    german("Essen")
    city = ukrainian("Melitopol")
    PlaceStatusFactory(place=city)
    page = client.get(f"/en/matchmaking/place/{city.geoname_id}/").content.decode()
    assert "No suggestions for an occupied place" in page


@pytest.mark.parametrize(
    "path", ["place/1/", "place/99999999999999999999999/", "no-such-actor/", f"{'x' * 200}/", "place/0/"]
)
def test_unknown_askers_are_answered_with_404(client: Client, db: None, path: str):
    assert client.get(f"/en/matchmaking/{path}").status_code == 404


def test_drafts_are_answered_with_404(client: Client, german: Maker):
    actor = PartnerFactory(place=german("Essen"), status=ActorStatus.DRAFT, published_at=None)
    assert client.get(f"/en/matchmaking/{actor.slug}/").status_code == 404


def test_a_district_of_a_city_is_no_municipality(client: Client, german: Maker):
    district = german("Mitte", kind="city_district")
    assert client.get(f"/en/matchmaking/place/{district.geoname_id}/").status_code == 404


@pytest.mark.parametrize("term", ["Рівне", "Riwne", "rivne"])
def test_the_own_municipality_is_found_in_any_spelling(client: Client, ukrainian: Maker, term: str):
    place = ukrainian("Рівне", name_en="Rivne")
    for name in ("Riwne", "Rivne"):
        PlaceNameFactory(place=place, name=name, kind="exonym", language="de")
    askers = client.get("/en/matchmaking/", {"q": term}).context["askers"]
    assert [(asker.name, asker.url) for asker in askers] == [
        ("Rivne", f"/en/matchmaking/place/{place.geoname_id}/")
    ]


def test_a_name_nobody_has_names_the_next_step(client: Client, db: None):
    assert "No municipality found for" in client.get("/en/matchmaking/?q=qqqqq").content.decode()


def test_a_member_is_offered_the_own_actor(member_client: Client, member, german: Maker):
    actor = PartnerFactory(place=german("Essen"))
    actor.memberships.create(user=member)
    assert [asker.url for asker in member_client.get("/en/matchmaking/").context["own"]] == [
        f"/en/matchmaking/{actor.slug}/"
    ]


@pytest.mark.parametrize("query", [f"?q={'x' * 10_000}", "?q=%00", "?q=%ff"])
def test_bad_input_is_answered_with_400(client: Client, db: None, query: str):
    assert client.get(f"/en/matchmaking/{query}").status_code == 400


@pytest.mark.parametrize("path", ["", "how-it-works/", "x/", "place/1/"])
def test_a_wrong_method_is_answered_with_405(client: Client, db: None, path: str):
    assert client.post(f"/en/matchmaking/{path}").status_code == 405


def test_the_explanation_shows_the_weights_in_use(client: Client, german: Maker, ukrainian: Maker):
    german("Essen")
    ukrainian("Rivne")
    how = client.get("/en/matchmaking/how-it-works/").context["how"]
    assert {row.key: row.weight for row in how.weights} == dict(WEIGHTS)


def test_the_number_of_queries_does_not_grow(client: Client, german: Maker, ukrainian: Maker):
    essen = german("Essen")
    PartnerFactory(place=ukrainian("Rivne"))
    address = f"/en/matchmaking/place/{essen.geoname_id}/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(8):
        ukrainian(f"Misto {number}")
    PartnerFactory(place=ukrainian("Lutsk"))
    client.get(address)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).content.decode().count("pw-proposal__who") == 10
    assert len(few) == len(many) <= 14


def test_the_interface_answers_as_agreed(client: Client, german: Maker, ukrainian: Maker):
    essen, rivne = german("Essen"), PartnerFactory(place=ukrainian("Rivne"))
    answer = client.get(f"/api/v1/proposals/?place={essen.geoname_id}").json()
    assert (answer["count"], answer["next"], answer["previous"]) == (1, None, None)
    (row,) = answer["results"]
    assert row["actor"]["slug"] == rivne.slug
    assert row["place"]["geoname_id"] == rivne.place.geoname_id
    assert {"actor", "place", "score", "reasons", "unknown", "load"} <= set(row)


def test_the_interface_asks_for_exactly_one_asker(client: Client, db: None):
    for query in ("", "?actor=a&place=1", "?place=x", "?place=1.5", "?actor=", "?place=-1"):
        answer = client.get(f"/api/v1/proposals/{query}")
        assert (query, answer.status_code, "detail" in answer.json()) == (query, 400, True)


@pytest.mark.parametrize(
    "query", ["?actor=nobody", "?place=1", f"?actor={'x' * 5000}", "?place=999999999999999999"]
)
def test_unknown_askers_of_the_interface_are_answered_with_404(client: Client, db: None, query: str):
    answer = client.get(f"/api/v1/proposals/{query}")
    assert (answer.status_code, list(answer.json())) == (404, ["detail"])


def test_lists_of_a_large_market_are_the_worker_s_affair(
    german: Maker, ukrainian: Maker, monkeypatch: pytest.MonkeyPatch
):
    german("Essen")
    ukrainian("Rivne")
    monkeypatch.setattr(proposal_market, "PAIRS_WHILE_WAITING", 0)
    assert not proposal_market.market("municipality").is_filled
    assert "municipality" in services.refresh_lists()
    assert proposal_market.market("municipality").is_filled
    assert services.refresh_lists() == []


def test_an_asker_has_a_list_before_the_worker_has_filled_them(
    client: Client, german: Maker, ukrainian: Maker, monkeypatch
):
    essen = german("Essen")
    ukrainian("Rivne")
    monkeypatch.setattr(proposal_market, "PAIRS_WHILE_WAITING", 0)
    assert "Rivne" in client.get(f"/en/matchmaking/place/{essen.geoname_id}/").content.decode()


def test_the_list_of_one_asker_is_the_one_filled_for_all(client: Client, german: Maker, ukrainian: Maker):
    towns = [german(f"Stadt {n}", population=100_000) for n in range(4)]
    for number in range(12):
        ukrainian(f"Misto {number}", population=100_000 + number)
    lists = proposal_market.market("municipality").lists[0]
    keys = proposal_market.market("municipality").world.candidates.keys
    for row, town in enumerate(towns):
        shown = client.get(f"/en/matchmaking/place/{town.geoname_id}/").context["page"].found
        assert [proposal.partner.key for proposal in shown] == [keys[i] for i in lists.index[row]]


def test_two_refreshes_do_not_do_the_same_work(german: Maker, ukrainian: Maker):
    cache.add(services.LOCK, 1, 10)
    assert services.refresh_lists(anyway=True) == []
