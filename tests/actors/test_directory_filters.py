"""The directory finds by each filter, several values are alternatives, and the address says everything."""

import pytest
from django.test import Client

from actors.enums import ActorStatus
from tests.factories.actors import ActorFactory, ActorGroupFactory, TopicFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db


def slugs(client: Client, query: str) -> list[str]:
    answer = client.get(f"/de/actors/?{query}")
    assert answer.status_code == 200
    return [card.actor.slug for card in answer.context["cards"]]


def test_everyone_published_is_listed_and_nobody_else(client):
    ActorFactory(slug="da", name="Da")
    ActorFactory(slug="schlaeft", name="Schläft", status=ActorStatus.DORMANT)
    ActorFactory(slug="entwurf", status=ActorStatus.DRAFT)
    ActorFactory(slug="weg", status=ActorStatus.ARCHIVED)
    assert slugs(client, "") == ["da", "schlaeft"]


@pytest.mark.parametrize(
    "query",
    ["country=UA", "country=ua", "region=oblast-riwne", "topic=fernwaerme", "direction=need"],
)
def test_each_filter_finds_riwne_only(client, rivne, essen, query):
    assert slugs(client, query) == ["riwne"]


def test_values_of_one_filter_are_alternatives_and_filters_restrict_each_other(client, rivne, essen):
    assert sorted(slugs(client, "country=UA&country=DE")) == ["riwne", "stadt-essen"]
    assert slugs(client, "country=UA&direction=offer") == []


def test_a_field_finds_the_actors_of_its_topics(client):
    field = TopicFactory(slug="feld-energie")
    ActorFactory(slug="waerme", works_on=[TopicFactory(slug="fernwaerme", parent=field)])
    ActorFactory(slug="sport", works_on=[TopicFactory(slug="sport")])
    assert slugs(client, "topic=feld-energie") == ["waerme"]


def test_a_working_group_finds_the_members_of_its_parts(client):
    economy = WorkingGroupFactory(slug="wirtschaft")
    part = WorkingGroupFactory(slug="versicherung", parent=economy)
    ActorFactory(slug="mitglied", in_groups=[part])
    ActorFactory(slug="andere")
    assert slugs(client, "working_group=wirtschaft") == ["mitglied"]


def test_group_filter_uses_the_slug_of_the_group(client, essen):
    ActorFactory(slug="verein", group=ActorGroupFactory(slug="civil-society"), kind="association")
    assert slugs(client, "group=civil-society") == ["verein"]


def test_blank_values_mean_all(client, rivne):
    assert slugs(client, "q=&group=&topic=&sort=") == ["riwne"]


def test_names_are_sorted_by_the_alphabet_of_the_page(client):
    for slug, de, uk in (("a", "Äpfel", "Ґанок"), ("b", "Zug", "Гай"), ("c", "Arm", "Ярмарок")):
        ActorFactory(slug=slug, name=de, name_uk=uk)
    assert slugs(client, "sort=name") == ["a", "c", "b"]
    answer = client.get("/uk/actors/?sort=name")
    assert [card.actor.slug for card in answer.context["cards"]] == ["b", "a", "c"]


def test_last_confirmed_comes_first_and_unconfirmed_last(client):
    ActorFactory(slug="nie")
    ActorFactory(slug="alt", last_confirmed_on="2025-01-01")
    ActorFactory(slug="neu", last_confirmed_on="2026-01-01")
    assert slugs(client, "sort=confirmed") == ["neu", "alt", "nie"]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("group=unbekannt", 400),
        ("topic=unbekannt", 400),
        ("country=XX", 400),
        ("region=nirgends", 400),
        ("working_group=x", 400),
        ("direction=both", 400),
        ("sort=random", 400),
        ("view=globe", 400),
        ("format=pdf", 400),
        ("page=0", 400),
        ("page=abc", 400),
        ("page=1000000000", 400),
        ("page=999", 404),
        ("q=" + "x" * 10_000, 400),
        ("q=%00", 400),
        ("q=%ff%fe", 400),
    ],
)
def test_bad_input_gets_a_clear_page(client, essen, query, status):
    answer = client.get(f"/de/actors/?{query}")
    assert answer.status_code == status
    assert b"<h1" in answer.content


def test_a_wrong_method_is_refused(client):
    assert client.post("/de/actors/").status_code == 405
