"""Fields to type in at the desk: the likeliest place first, and what tells namesakes apart."""

import pytest
from django.urls import reverse

from tests.factories.places import PlaceFactory, PlaceNameFactory, RegionFactory

pytestmark = pytest.mark.django_db
ACTORS_PLACE = {"app_label": "actors", "model_name": "actor", "field_name": "place"}


def offered(client, term: str) -> list[str]:
    answer = client.get(reverse("admin:autocomplete"), {**ACTORS_PLACE, "term": term})
    return [row["text"] for row in answer.json()["results"]]


def test_the_city_comes_before_the_villages_of_its_name_and_each_says_where_it_is(secretariat_client):
    for oblast, people in (("Oblast Odessa", 600), ("Oblast Riwne", 246_000)):
        place = PlaceFactory(
            name_native="Рівне", name_de="Riwne", population=people, region=RegionFactory(name_de=oblast)
        )
        PlaceNameFactory(place=place, name="Riwne", language="de")
    PlaceFactory(name_native="Острівне", name_de="Ostriwne", population=900)
    assert offered(secretariat_client, "Riwne")[:2] == ["Riwne (Oblast Riwne)", "Riwne (Oblast Odessa)"]


def test_what_nobody_knows_is_an_empty_list(secretariat_client):
    assert offered(secretariat_client, "Qqqqq") == []


@pytest.mark.parametrize("term", ["x" * 10_000, "Рівне " * 500, "%", "\\", "'", "😀"])
def test_whatever_is_typed_is_answered(secretariat_client, term):
    assert isinstance(offered(secretariat_client, term), list)


def test_a_page_far_behind_the_end_is_not_found(secretariat_client):
    answer = secretariat_client.get(
        reverse("admin:autocomplete"), {**ACTORS_PLACE, "term": "Riwne", "page": 10**9}
    )
    assert answer.status_code == 404
