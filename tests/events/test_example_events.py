"""The events of the sources are complete, and nothing is invented that is not marked."""

from __future__ import annotations

import datetime as dt

import pytest

from events.models import Event, Series
from events.services.example_events import load_example_events
from events.services.example_shapes import INVENTED, OF_SOURCES, read, workday
from platform_portal.core.errors import Refusal

MONDAY = dt.date(2026, 11, 9)


@pytest.fixture(scope="module")
def plans():
    return {plan.slug: plan for name in OF_SOURCES for plan in read(name, MONDAY)[1]}


def every(items):
    for item in items:
        yield item
        yield from every(item.parts)


def test_the_conference_in_leipzig_has_all_sessions_of_the_announcement(plans):
    conference = plans["partnerschaftskonferenz-leipzig-2023"]
    assert (conference.first, conference.last) == (dt.date(2023, 11, 13), dt.date(2023, 11, 15))
    assert [sum(item.day == day for item in conference.items) for day in range(3)] == [3, 10, 10]
    parts = {item.title["de"]: [part.title["de"][:3] for part in item.parts] for item in conference.items}
    assert parts["Parallele Podiumsdiskussionen"] == ["(1)", "(2)", "(3)"]
    assert len(parts["Parallele Fachexkursionen"]) == 4
    assert all(item.at is None and not item.room for item in every(conference.items))


def test_names_and_tbc_are_as_in_the_announcement(plans):
    people = [
        (who.name, who.is_tbc) for item in every(plans["partnerschaftskonferenz-leipzig-2023"].items) for who in item.who if who.name
    ]  # fmt: skip
    assert people == [
        ("Burkhard Jung", False), ("Vitaly Klitschko", True), ("Michael Kretschmer", True), ("Svenja Schulze", False),
        ("Burkhard Jung", False), ("Frank-Walter Steinmeier", False), ("Wolodymyr Selenskyj", True),
        ("Prof. Timothy David Snyder", True), ("Svenja Schulze", True),
    ]  # fmt: skip


def test_only_the_round_table_is_by_invitation_and_three_associations_organise_it(plans):
    closed = [item for item in every(plans["partnerschaftskonferenz-leipzig-2023"].items) if item.audience]
    assert [(item.kind, item.audience, item.day) for item in closed] == [("round_table", "invited", 1)]
    assert {who.actor for who in closed[0].who} == {
        "deutscher-staedtetag", "deutscher-landkreistag", "deutscher-staedte-und-gemeindebund",
    }  # fmt: skip


def test_every_event_of_a_source_names_it_and_has_no_time_the_source_does_not_give(plans):
    assert all(plan.source and plan.hours is None and not plan.is_example for plan in plans.values())


def test_all_texts_are_in_three_languages(plans):
    invented = read(INVENTED, MONDAY)[1]
    for plan in (*plans.values(), *invented):
        for texts in (plan.title, plan.summary, *(item.title for item in every(plan.items))):
            assert set(texts) == {"de", "uk", "en"}, plan.slug


def test_invented_dates_are_ahead_and_on_working_days():
    for plan in read(INVENTED, MONDAY)[1]:
        assert plan.is_example
        assert plan.first > MONDAY
        assert plan.last.weekday() < 5
    assert workday(dt.date(2026, 11, 6), 0, 2) == MONDAY  # a Friday has no second working day


@pytest.mark.django_db
def test_the_example_world_can_be_loaded_twice(settings):
    settings.PORTAL_EXAMPLE_WORLD = True
    number = load_example_events(MONDAY)
    assert number == Event.objects.count() > 20
    assert load_example_events(MONDAY + dt.timedelta(days=3)) == 0
    assert Series.objects.count() == 8
    leipzig = Event.objects.get(slug="partnerschaftskonferenz-leipzig-2023")
    assert (leipzig.has_times, leipzig.released_version.number, len(leipzig.released_version.sessions)) == (
        False,
        1,
        31,
    )
    assert Event.objects.get(slug="beispiel-netzwerktreffen-abgesagt").is_cancelled


@pytest.mark.django_db
def test_it_refuses_in_production(settings):
    settings.PORTAL_EXAMPLE_WORLD = False
    with pytest.raises(Refusal):
        load_example_events(MONDAY)
