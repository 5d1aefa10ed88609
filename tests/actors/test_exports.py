"""Files have exactly what the filter finds, nothing a spreadsheet would run, and no point finer than a town."""

import csv
import io

import pytest

from actors.exports import COLUMNS
from places.enums import PlaceKind
from tests.factories.actors import ActorFactory, ContactFactory
from tests.factories.places import CountryFactory, PlaceFactory, RegionFactory

pytestmark = pytest.mark.django_db


def rows(client, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/de/actors/?{query}")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_csv_has_all_pages_of_the_filter_in_its_order(client, rivne):
    for number in range(25):
        ActorFactory(slug=f"stadt-{number:02}", name=f"Stadt {number:02}")
    assert len(rows(client, "format=csv")) == 26
    assert [row["slug"] for row in rows(client, "format=csv&country=UA")] == ["riwne"]
    assert [row["slug"] for row in rows(client, "format=csv&country=DE&sort=name")][:2] == [
        "stadt-00",
        "stadt-01",
    ]


def test_csv_names_topics_by_role(client, rivne, essen):
    found = {row["slug"]: row for row in rows(client, "format=csv")}
    assert (found["riwne"]["needs"], found["stadt-essen"]["offers"]) == ("fernwaerme", "buergerbeteiligung")
    assert set(found["riwne"]) == set(COLUMNS)


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_csv_holds_no_formula(client, evil):
    ActorFactory(slug="boese", name=evil)
    assert rows(client, "format=csv")[0]["name_de"].startswith("'")


def test_geojson_has_the_same_actors_and_town_points(client, rivne, essen):
    answer = client.get("/de/actors/?format=geojson&country=UA")
    assert answer.headers["Content-Type"] == "application/geo+json"
    (feature,) = answer.json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [26.25, 50.62]}
    assert feature["properties"]["slug"] == "riwne"


def test_a_ukrainian_village_has_no_point(client):
    region = RegionFactory(country=CountryFactory(code="UA"))
    village = PlaceFactory(region=region, kind=PlaceKind.VILLAGE, lat=50.1, lon=26.1)
    ActorFactory(place=village)
    assert client.get("/de/actors/?format=geojson").json()["features"][0]["geometry"] is None
    assert client.get("/de/actors/map.json").json()["places"] == []


def test_no_contact_leaves_in_a_file(client, essen):
    ContactFactory(actor=essen, email="geheim@example.org")
    for format_name in ("csv", "geojson"):
        assert b"geheim" not in client.get(f"/de/actors/?format={format_name}").content


@pytest.mark.parametrize("number", [1, 30])
def test_a_file_costs_a_constant_number_of_queries(client, django_assert_num_queries, number):
    ActorFactory.create_batch(number)
    client.get("/de/actors/")
    with django_assert_num_queries(3):
        client.get("/de/actors/?format=csv")
