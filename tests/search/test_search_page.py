"""The search over everything."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.services import index
from platform_portal.core import search_registry
from platform_portal.core.search_registry import Found, Hit, Source
from tests.factories.partnerships import PartnerFactory, UkrainianPartnerFactory
from tests.factories.places import CountryFactory, PlaceFactory, PlaceNameFactory, RegionFactory

pytestmark = pytest.mark.django_db


def rivne():
    """Rivne with its German and Ukrainian names."""
    oblast = RegionFactory(slug="riwne", name_native="Рівненська область", country=CountryFactory(code="UA"))
    place = PlaceFactory(
        name_native="Рівне", name_de="Riwne", name_en="Rivne", region=oblast, has_city_status=True
    )
    for name in ("Riwne", "Rivne"):
        PlaceNameFactory(place=place, name=name, language="de", kind="exonym")
    return place


def places_found(client: Client, term: str) -> list[Hit]:
    """Hits of the group of places."""
    groups = client.get("/en/search/", {"q": term}).context["groups"]
    return [hit for group in groups if group.key == "places" for hit in group.hits]


@pytest.mark.parametrize("term", ["Riwne", "Rivne", "Рівне", "rivne ", "Rívne"])
def test_a_place_is_found_in_every_spelling(client: Client, term: str):
    rivne()
    assert [hit.title for hit in places_found(client, term)] == ["Rivne"]


def test_a_place_without_an_actor_leads_to_its_suggestions_and_its_region(client: Client):
    place = rivne()
    (hit,) = places_found(client, "Rivne")
    assert [url for _label, url in hit.links] == [
        f"/en/matchmaking/place/{place.geoname_id}/",
        "/en/regions/riwne/",
    ]


def test_a_place_with_an_actor_leads_to_the_profile(client: Client):
    actor = UkrainianPartnerFactory(place=rivne())
    (hit,) = places_found(client, "Rivne")
    assert hit.url == f"/en/actors/{actor.slug}/"
    assert f"/en/matchmaking/{actor.slug}/" in [url for _label, url in hit.links]


@pytest.mark.parametrize(("capacity", "is_offered"), [(1, True), (0, False)])
def test_an_actor_found_can_be_asked_from_the_result_if_it_takes_conversations(
    client: Client, capacity: int, is_offered: bool
):
    actor = UkrainianPartnerFactory(place=rivne(), capacity_per_quarter=capacity)
    index.refresh([actor.pk])
    groups = client.get("/en/search/", {"q": actor.name}).context["groups"]
    (hit,) = [hit for group in groups if group.key == "actors" for hit in group.hits]
    assert (f"/en/requests/new/?to={actor.slug}" in [url for _label, url in hit.links]) == is_offered


def test_drafts_are_not_linked(client: Client):
    PartnerFactory(place=rivne(), status="draft", published_at=None)
    (hit,) = places_found(client, "Rivne")
    assert hit.url.startswith("/en/matchmaking/place/")


def test_without_a_term_there_are_hints(client: Client):
    page = client.get("/en/search/")
    assert page.context["groups"] == []
    assert "Find a place" in page.content.decode()


def test_nothing_found_names_the_next_steps(client: Client):
    page = client.get("/en/search/?q=qqqqqq")
    assert "Nothing found for" in page.content.decode()
    assert 'href="/en/matchmaking/"' in page.content.decode()


@pytest.fixture
def two_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sources of which the second has the better hits, and more than are shown."""

    def weak(term, user, limit):
        return Found([Hit("Schwach", "/weak/", score=0.2)], total=1)

    def strong(term, user, limit):
        return Found([Hit(f"Stark {n}", "/strong/", score=0.9 - n / 100) for n in range(limit)], total=30)

    monkeypatch.setattr(search_registry, "_sources", {})
    search_registry.register(Source("weak", "Weak", weak, position=1))
    search_registry.register(Source("strong", "Strong", strong, position=2))


def test_the_best_group_comes_first_and_links_to_the_rest(client: Client, two_sources: None):
    groups = client.get("/en/search/?q=x").context["groups"]
    assert [(group.key, len(group.hits), group.total) for group in groups] == [
        ("strong", 5, 30),
        ("weak", 1, 1),
    ]
    assert groups[0].all_url == "/en/search/?q=x&only=strong"


def test_one_kind_alone_shows_more(client: Client, two_sources: None):
    (group,) = client.get("/en/search/?q=x&only=strong").context["groups"]
    assert (group.key, len(group.hits)) == ("strong", 50)


@pytest.mark.parametrize(
    "query", [f"?q={'x' * 201}", f"?q={'x' * 10_000}", "?q=%00", "?q=%ff", "?q=x&only=unknown"]
)
def test_bad_input_is_answered_with_400(client: Client, query: str):
    assert client.get(f"/en/search/{query}").status_code == 400


def test_a_wrong_method_is_answered_with_405(client: Client):
    assert client.post("/en/search/").status_code == 405


def test_markup_in_the_term_is_shown_as_text(client: Client):
    assert "<script>alert" not in client.get("/en/search/?q=<script>alert(1)</script>").content.decode()


def test_the_number_of_queries_does_not_grow(client: Client):
    index.refresh([UkrainianPartnerFactory(place=rivne()).pk])
    client.get("/en/search/?q=Rivne")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/search/?q=Rivne")
    index.refresh([UkrainianPartnerFactory(place=rivne_again()).pk for _ in range(4)])
    client.get("/en/search/?q=Rivne")  # what is kept in memory is read anew after a change
    with CaptureQueriesContext(connection) as many:
        client.get("/en/search/?q=Rivne")
    assert len(many) == len(few)


def rivne_again():
    """A namesake."""
    place = PlaceFactory(name_native="Рівне", name_en="Rivne")
    PlaceNameFactory(place=place, name="Rivne", kind="exonym", language="en")
    return place
