"""The list of events: periods, filters, counts, files; clear answers to bad input."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from tests.factories.actors import ActorFactory, TopicFactory, WorkingGroupFactory
from tests.factories.events import EventFactory, SeriesFactory
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


def days(number: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=number)


def slugs(client, query: str = "") -> list[str]:
    answer = client.get(f"/de/events/{query}")
    assert answer.status_code == 200
    return [card.event.slug for month in answer.context["listing"].months for card in month.cards]


def test_what_comes_next_stands_first_and_what_is_past_has_a_period_of_its_own(client):
    EventFactory(slug="spaeter", starts_at=days(20))
    EventFactory(slug="bald", starts_at=days(2))
    EventFactory(slug="frueher", starts_at=days(-40))
    EventFactory(slug="neulich", starts_at=days(-3))
    assert slugs(client) == ["bald", "spaeter"]
    assert slugs(client, "?when=past") == ["neulich", "frueher"]
    assert slugs(client, "?when=all") == ["spaeter", "bald", "neulich", "frueher"]


def test_each_filter_finds_what_it_says(client):
    topic, group = TopicFactory(slug="wasser"), WorkingGroupFactory(slug="wirtschaft")
    place = PlaceFactory()
    found = EventFactory(
        slug="gesucht", title="Trinkwasser", kind="webinar", format="hybrid", working_group=group, place=place,
        starts_at=days(10), languages=["de"], interpretation=["uk"],
    )  # fmt: skip
    found.topics.add(topic)
    EventFactory(slug="andere", starts_at=days(100))
    first, last = days(9).date(), days(11).date()
    for query in (
        "?q=trinkw", "?kind=webinar", "?mode=hybrid", "?topic=wasser", "?working_group=wirtschaft",
        f"?region={place.region.slug}", "?language=uk", f"?since={first}&until={last}", "?kind=webinar&kind=training",
    ):  # fmt: skip
        assert slugs(client, query) == ["gesucht"], query


def test_organisers_and_places_are_found_in_any_script(client):
    actor = ActorFactory(name="Stadt Riwne", name_uk="Місто Рівне")
    EventFactory(slug="gesucht", starts_at=days(5)).organisers.add(actor)
    EventFactory(slug="andere", starts_at=days(5))
    assert slugs(client, "?q=Riwne") == ["gesucht"]
    assert slugs(client, "?q=Рівне") == ["gesucht"]


def test_counts_hold_under_all_other_choices_but_their_own(client):
    EventFactory(kind="webinar", format="online", starts_at=days(1))
    EventFactory(kind="webinar", format="hybrid", starts_at=days(1))
    EventFactory(kind="training", format="online", starts_at=days(1))
    answer = client.get("/de/events/?kind=webinar")
    counts = {
        facet.name: {option.value: option.count for option in facet.options}
        for facet in answer.context["listing"].facets
    }
    assert counts["kind"] == {"webinar": 2, "training": 1}
    assert counts["mode"] == {"online": 1, "hybrid": 1}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?kind=unbekannt", 400), ("?topic=unbekannt", 400), ("?region=xx", 400), ("?language=xx", 400),
        ("?when=gestern", 400), ("?since=32.13.2026", 400), ("?since=0001-01-01", 400), ("?until=9999-12-31", 400),
        ("?page=1000000000", 400), ("?page=99", 404), ("?page=0", 400), (f"?q={'x' * 10_000}", 400), ("?format=exe", 400),
        ("?q=%00", 400), ("?since=", 200), ("?q='; DROP TABLE", 200), ("?q=%25_%5C", 200),
    ],
)  # fmt: skip
def test_bad_input_is_answered_clearly(client, query, status):
    assert client.get(f"/de/events/{query}").status_code == status


def test_an_empty_list_names_the_next_step(client):
    text = client.get("/de/events/").content.decode()
    assert "Zu dieser Auswahl ist noch nichts angekündigt" in text
    assert "?when=past" in text


def test_a_month_a_year_and_no_date_are_shown_as_exactly_as_they_are_known(client):
    first, last = days(30).replace(day=1), days(60)
    for precision in ("month", "year", "open"):
        EventFactory(slug=precision, has_times=False, date_precision=precision, starts_at=first, ends_at=last)
    text = client.get("/de/events/").content.decode()
    assert "Termin noch nicht bekannt" in text
    assert client.get("/de/events/open/").status_code == 200
    assert f">{first.year}<" in text


def test_htmx_gets_the_results_only(client):
    answer = client.get("/de/events/", headers={"HX-Request": "true", "HX-Target": "event-result"})
    assert b"<h1" not in answer.content
    assert b'id="event-result"' in answer.content


def test_the_file_has_public_events_only_and_no_formula(member_client):
    EventFactory(title="=SUM(A1)", starts_at=days(3))
    EventFactory(title="Intern", audience="members", starts_at=days(3))
    text = member_client.get("/de/events/?format=csv").content.decode()
    assert "'=SUM(A1)" in text
    assert "Intern" not in text


def test_the_next_date_of_a_series_stands_on_its_page_and_on_its_events(client):
    series = SeriesFactory()
    past = EventFactory(series=series, starts_at=days(-5))
    soon = EventFactory(series=series, starts_at=days(5))
    EventFactory(series=series, starts_at=days(50))
    page = client.get(f"/de/events/series/{series.slug}/").context["page"]
    assert page.next.event == soon
    assert client.get(f"/de/events/{past.slug}/").context["page"].next_of_series == soon


def test_a_series_for_members_is_named_to_visitors_nowhere(client):
    event = EventFactory(series=SeriesFactory(title="Interne Reihe", audience="members"), starts_at=days(3))
    for path in (
        "/de/events/",
        f"/de/events/{event.slug}/",
        f"/api/v1/events/{event.slug}/",
        "/de/events/?format=csv",
    ):
        assert "Interne Reihe" not in client.get(path).content.decode()
        assert event.series.slug not in client.get(path).content.decode()


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_costs_the_same_for_one_and_many(client, django_assert_num_queries, number):
    series = SeriesFactory()
    for event in EventFactory.create_batch(number, series=series, starts_at=days(3), capacity=5):
        event.topics.add(TopicFactory())
        event.organisers.add(ActorFactory())
    client.get("/de/events/")
    with django_assert_num_queries(5):  # state of the index, rows, events, places, next dates
        client.get("/de/events/")


def test_the_interface_answers_in_the_envelope_of_all_lists(client):
    EventFactory(slug="offen", starts_at=days(3))
    EventFactory(audience="members", starts_at=days(3))
    answer = client.get("/api/v1/events/?page_size=1").json()
    assert (answer["count"], answer["next"], [row["slug"] for row in answer["results"]]) == (
        1,
        None,
        ["offen"],
    )
    assert client.get("/api/v1/events/?kind=x").status_code == 400
    assert client.get("/api/v1/events/nirgends/").json().keys() == {"detail"}
