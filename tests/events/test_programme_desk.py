"""Planning at the desk: local times, refusals that keep what was typed, warnings before the release."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from events.forms_programme import SessionForm
from events.models import Session
from tests.factories.events import START, EventFactory, SessionFactory

pytestmark = pytest.mark.django_db


def form(event, **values) -> SessionForm:
    """The form of a new session, as sent."""
    sent = {
        "event": event.pk, "kind": "talk", "title": "x", "title_de": "x", "source_language": "de", "position": 0,
        "day": "2027-01-14", "begins": "10:00", "finishes": "11:00", "format": "", "audience": "",
    }  # fmt: skip
    return SessionForm(sent | values)


def test_times_are_on_the_clock_of_the_event():
    sent = form(EventFactory(zone="Europe/Kyiv"))
    assert sent.is_valid(), sent.errors
    assert sent.instance.starts_at == dt.datetime(2027, 1, 14, 8, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"finishes": "09:00"}, "finishes"),
        ({"finishes": "10:00"}, "finishes"),
        ({"finishes": ""}, "finishes"),
        ({"day": "2027-03-28", "begins": "02:30", "finishes": "04:00"}, "begins"),  # skipped in spring
        ({"begins": "25:00"}, "begins"),
        ({"day": "31.02.2027"}, "day"),
    ],
)
def test_times_that_cannot_be_are_refused_at_their_field(values, field):
    sent = form(EventFactory(), **values)
    assert not sent.is_valid()
    assert field in sent.errors


def test_midnight_is_the_end_of_the_day_and_no_time_is_allowed():
    late = form(EventFactory(), begins="22:00", finishes="00:00")
    assert late.is_valid(), late.errors
    assert late.instance.ends_at - late.instance.starts_at == dt.timedelta(hours=2)
    assert form(EventFactory(), begins="", finishes="").is_valid()


def test_rooms_and_frames_of_other_events_are_refused():
    foreign = SessionFactory()
    assert "frame" in form(EventFactory(), frame=foreign.pk).errors
    part = SessionFactory(event=foreign.event, frame=foreign)
    assert "frame" in form(foreign.event, frame=part.pk).errors


def plan(sessions, **changed) -> dict[str, str]:
    """The plan as the page sends it."""
    data = {"plan-TOTAL_FORMS": len(sessions), "plan-INITIAL_FORMS": len(sessions)}
    for number, session in enumerate(sessions):
        row = {
            "id": session.pk,
            "day": "2027-01-14",
            "begins": "10:00",
            "finishes": "11:00",
            "room": "",
            "position": 0,
        }
        data |= {f"plan-{number}-{name}": value for name, value in (row | changed).items()}
    return data


def test_many_sessions_are_moved_at_once_and_readers_see_it_after_the_release(secretariat_client):
    event = EventFactory()
    sessions = SessionFactory.create_batch(2, event=event)
    path = reverse("admin:events_session_plan", args=[event.pk])
    assert secretariat_client.post(path, plan(sessions, begins="12:00", finishes="13:00")).status_code == 302
    assert set(Session.objects.values_list("starts_at", flat=True)) == {START + dt.timedelta(hours=2)}
    event.refresh_from_db()
    assert event.released_version is None


def test_a_plan_that_cannot_be_is_shown_again_with_what_was_typed(secretariat_client):
    event = EventFactory()
    answer = secretariat_client.post(
        reverse("admin:events_session_plan", args=[event.pk]),
        plan([SessionFactory(event=event)], finishes="09:00"),
    )
    assert answer.status_code == 400
    assert 'value="09:00"' in answer.content.decode()
    assert Session.objects.get().ends_at == START + dt.timedelta(hours=1)


def test_warnings_stand_above_the_release_which_asks_for_a_confirmation(secretariat_client):
    event = EventFactory()
    room = event.rooms.create(name="Saal", name_de="Saal")
    SessionFactory.create_batch(2, event=event, room=room)
    page = reverse("admin:events_session_programme", args=[event.pk])
    assert "Saal" in str(secretariat_client.get(page).context["page"].warnings)
    release = reverse("admin:events_session_release", args=[event.pk])
    assert secretariat_client.post(release, {"note": "x"}).status_code == 400
    assert secretariat_client.post(release, {"note": "x", "confirm": "on"}).status_code == 302
    event.refresh_from_db()
    assert (event.released_version.number, event.released_version.note) == (1, "x")


@pytest.mark.parametrize("number", [2, 12])
def test_the_page_costs_the_same_for_few_and_many(secretariat_client, django_assert_max_num_queries, number):
    event = EventFactory()
    SessionFactory.create_batch(number, event=event)
    page = reverse("admin:events_session_programme", args=[event.pk])
    secretariat_client.get(page)
    with django_assert_max_num_queries(22):
        assert secretariat_client.get(page).status_code == 200


def test_the_desk_is_for_the_secretariat(member_client):
    event = EventFactory()
    for name in ("programme", "plan", "release"):
        path = reverse(f"admin:events_session_{name}", args=[event.pk])
        assert member_client.get(path).status_code in (302, 404, 405)
        assert member_client.post(path).status_code in (302, 404, 405)
