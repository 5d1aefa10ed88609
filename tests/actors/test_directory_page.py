"""The page of the directory: pills, counts, empty state, pages, htmx, a constant number of queries."""

import pytest
from django.test import Client

from actors.services import index
from tests.factories.actors import ActorFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_three_queries_however_long_it_is(client, django_assert_num_queries, number):
    topics = TopicFactory.create_batch(3)
    with index.postponed():
        for _ in range(number):
            ActorFactory(works_on=topics)
    client.get("/de/actors/")
    with django_assert_num_queries(3):  # state of the index, actors with place, their topics
        answer = client.get("/de/actors/")
    assert len(answer.context["cards"]) == min(number, 20)


@pytest.mark.parametrize("number", [1, 30])
def test_a_search_costs_two_more(client, django_assert_num_queries, number):
    with index.postponed():
        for step in range(number):
            ActorFactory(name=f"Verein Essen {step}")
    client.get("/de/actors/")
    with django_assert_num_queries(5):
        answer = client.get("/de/actors/?q=Esssen")
    assert answer.context["directory"].total == number


def test_pills_lead_to_the_list_without_their_value(client, rivne, essen):
    answer = client.get("/de/actors/?country=UA&country=DE&direction=need&page=1")
    pills = {pill.label: pill.url for pill in answer.context["pills"]}
    assert pills["Ukraine"] == "?country=DE&direction=need"
    assert len(pills) == 3


def test_counts_are_of_all_actors(client, rivne, essen):
    answer = client.get("/en/actors/?country=UA")
    assert (answer.context["directory"].total, answer.context["directory"].total_unfiltered) == (1, 2)
    assert "1 of 2" in " ".join(answer.content.decode().split())


def test_an_empty_result_offers_what_finds_something(client, rivne, essen):
    answer = client.get("/en/actors/?topic=fernwaerme&region=nordrhein-westfalen")
    labels = [pill.label for pill in answer.context["empty"].pills]
    urls = [pill.url for pill in answer.context["empty"].pills]
    assert any("(1)" in label for label in labels)
    assert "?topic=fernwaerme" in urls


def test_a_related_topic_is_offered_without_the_region(client, rivne):
    field = TopicFactory(slug="feld-energie")
    TopicFactory(slug="biogas", name="Biogas", parent=field)
    ActorFactory(slug="solar", offers=[TopicFactory(slug="solar", name="Solarstrom", parent=field)])
    answer = client.get("/de/actors/?topic=biogas&region=oblast-riwne")
    assert "?topic=solar" in [pill.url for pill in answer.context["empty"].pills]


def test_pages_keep_the_filter(client):
    with index.postponed():
        for number in range(25):
            ActorFactory(name=f"Stadt {number:02}")
    first = client.get("/de/actors/?sort=name&country=DE")
    second = client.get("/de/actors/?sort=name&country=DE&page=2")
    assert (len(first.context["cards"]), len(second.context["cards"])) == (20, 5)
    assert 'href="?sort=name&amp;country=DE&amp;page=2"' in first.content.decode()


def test_htmx_gets_the_results_only_and_a_restored_page_the_whole(client, essen):
    part = client.get("/de/actors/", headers={"HX-Request": "true", "HX-Target": "directory-result"})
    whole = client.get(
        "/de/actors/",
        headers={"HX-Request": "true", "HX-Target": "directory-result", "HX-History-Restore-Request": "true"},
    )
    assert b"<html" not in part.content
    assert b'id="directory-result"' in part.content
    assert b"<html" in whole.content
    assert "HX-Request" in part.headers["Vary"]


def test_without_javascript_every_filter_belongs_to_the_form(client, essen):
    page = client.get("/de/actors/").content.decode()
    boxes = page.count('type="checkbox"')
    assert boxes > 0
    assert page.count('form="directory-filter"') == boxes + 1  # and the button
    assert '<form class="pw-filter pw-filter--row" id="directory-filter" role="search" method="get"' in page


def test_the_language_switch_keeps_the_filter(client, essen):
    page = client.get("/de/actors/?country=DE").content.decode()
    assert "/uk/actors/?country=DE" in page


def test_reading_writes_nothing_and_sets_no_cookie(client: Client, essen):
    answer = client.get("/de/actors/?q=essen&view=map")
    assert not answer.cookies


def test_the_map_lists_its_places_for_readers_without_it(client, rivne, essen):
    page = client.get("/de/actors/?view=map")
    assert [place["name"] for place in page.context["on_map"].listed] == ["Essen", "Riwne"]
    data = client.get("/de/actors/map.json?country=UA").json()
    assert data == {
        "total": 1,
        "places": [
            {
                "name": "Riwne",
                "point": [26.25, 50.62],
                "count": 1,
                "actors": [{"name": "Riwne", "url": "/de/actors/riwne/"}],
            }
        ],
    }


def test_the_map_says_how_many_have_a_place(client, rivne, essen):
    ActorFactory(name="Verband ohne Ort", place=None)
    assert "2 of 3 actors have a place on the map" in client.get("/en/actors/?view=map").content.decode()


def test_the_list_under_the_map_says_what_it_leaves_out(client, rivne, essen, monkeypatch):
    for number in range(9):
        ActorFactory(name=f"Verein {number}", place=essen.place)
    monkeypatch.setattr("actors.views.PLACES_LISTED", 1)
    page = client.get("/en/actors/?view=map").content.decode()
    assert "Listed is the 1 place with the most actors, of 2." in page
    assert "and 2 more" in page
