"""`/api/v1/actors/`: the same filters, the envelope of all lists, public fields only."""

import pytest

from actors.enums import ActorStatus
from tests.factories.actors import ActorFactory, ContactFactory

pytestmark = pytest.mark.django_db


def test_the_list_has_the_envelope_and_names_in_three_languages(client, rivne, essen):
    answer = client.get("/api/v1/actors/?country=UA").json()
    assert set(answer) == {"count", "next", "previous", "results"}
    assert answer["count"] == 1
    (row,) = answer["results"]
    assert (row["slug"], row["names"]) == ("riwne", {"de": "Riwne", "uk": "Рівне", "en": "Rivne"})
    assert (row["country"], row["region"], row["needs"]) == ("UA", "oblast-riwne", ["fernwaerme"])


def test_pages_follow_each_other(client):
    ActorFactory.create_batch(3)
    first = client.get("/api/v1/actors/?page_size=2").json()
    second = client.get("/api/v1/actors/?page_size=2&page=2").json()
    assert (first["count"], len(first["results"]), len(second["results"])) == (3, 2, 1)
    assert "page=2" in first["next"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("group=x", 400),
        ("page_size=201", 400),
        ("page=77", 404),
        ("format=xml", 400),
        ("q=" + "a" * 300, 400),
        ("q=%00", 400),
    ],
)
def test_errors_are_json_with_detail(client, essen, query, status):
    answer = client.get(f"/api/v1/actors/?{query}")
    assert answer.status_code == status
    assert set(answer.json()) == {"detail"}


def test_drafts_and_contacts_stay_inside(client, essen):
    ContactFactory(actor=essen, email="geheim@example.org")
    ActorFactory(slug="entwurf", status=ActorStatus.DRAFT)
    answer = client.get("/api/v1/actors/")
    assert answer.json()["count"] == 1
    assert b"geheim" not in answer.content


def test_files_are_those_of_the_page(client, rivne, essen):
    for format_name in ("csv", "geojson"):
        ours = client.get(f"/api/v1/actors/?format={format_name}&country=UA")
        assert b"riwne" in ours.content
        assert b"essen" not in ours.content


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_three_queries(client, django_assert_num_queries, number):
    ActorFactory.create_batch(number)
    client.get("/api/v1/actors/")
    with django_assert_num_queries(3):
        client.get("/api/v1/actors/?page_size=200")
