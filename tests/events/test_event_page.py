"""The page of an event: both zones, what is unknown, grid and list, constant queries."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from events.enums import EventStatus
from events.selectors.draft import draft_of
from events.selectors.programme import programme_of
from events.selectors.programme_grid import grid_of
from events.selectors.reading import Sight
from events.services.load import big_programme
from events.services.programme import release
from events.words import days, times
from tests.factories.events import START, EventFactory, SessionFactory

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)


def test_times_are_shown_for_berlin_and_kyjiw():
    event = EventFactory.build(starts_at=START, ends_at=START + 3 * HOUR)
    with translation.override("de"):
        assert times(event) == ["10:00–13:00 Uhr in Berlin", "11:00–14:00 Uhr in Kyjiw"]
    event.zone = "Europe/Kyiv"
    with translation.override("uk"):
        assert times(event) == ["11:00–14:00 (Київ)", "10:00–13:00 (Берлін)"]


def test_past_midnight_in_kyjiw_the_day_is_said():
    late = dt.datetime(2027, 1, 14, 22, 30, tzinfo=dt.UTC)  # 23:30 in Berlin
    event = EventFactory.build(starts_at=late, ends_at=late + HOUR / 4)
    with translation.override("de"):
        assert times(event)[1].startswith("15. Januar 2027, 00:30")


def test_three_days_without_times_are_days_only(client):
    event = EventFactory(
        has_times=False,
        starts_at=dt.datetime(2023, 11, 12, 23, tzinfo=dt.UTC),
        ends_at=dt.datetime(2023, 11, 15, 23, tzinfo=dt.UTC),
    )
    with translation.override("de"):
        assert days(event) == "Montag bis Mittwoch, 13.–15. November 2023"
    text = client.get(f"/de/events/{event.slug}/").content.decode()
    assert "Uhrzeiten sind nicht bekannt" in text
    assert "00:00" not in text


def test_a_cancelled_event_says_so_everywhere(client):
    event = EventFactory(status=EventStatus.CANCELLED)
    assert "Diese Veranstaltung ist abgesagt" in client.get(f"/de/events/{event.slug}/").content.decode()
    assert "Abgesagt" in client.get("/de/events/?when=all").content.decode()


def test_drafts_of_others_and_events_by_invitation_are_not_found(client, member_client):
    draft, invited = EventFactory(status=EventStatus.DRAFT), EventFactory(audience="invited")
    for event in (draft, invited):
        for path in ("", "calendar.ics", "programme/", "programme/changes/", "report/"):
            assert client.get(f"/de/events/{event.slug}/{path}").status_code == 404
            assert member_client.get(f"/de/events/{event.slug}/{path}").status_code == 404


def test_the_draft_is_not_shown_before_it_is_released(client):
    session = SessionFactory(title="Noch geheim")
    assert "Noch geheim" not in client.get(f"/de/events/{session.event.slug}/").content.decode()
    assert client.get(f"/de/events/{session.event.slug}/programme/").status_code == 404


@pytest.mark.parametrize("query", ["?view=x", "?view=grid%00"])
def test_an_unknown_view_is_refused(client, query):
    session = SessionFactory()
    release(event=session.event, by=None)
    assert client.get(f"/de/events/{session.event.slug}/{query}").status_code == 400


@pytest.mark.parametrize(
    ("since", "status"), [("x", 400), ("-1", 400), ("99", 404), ("1", 200), ("9" * 30, 400)]
)
def test_versions_that_are_not_there(client, since, status):
    session = SessionFactory()
    release(event=session.event, by=None)
    session.title_de = "Anders"
    session.save()
    release(event=session.event, by=None)
    path = f"/de/events/{session.event.slug}/programme/changes/"
    assert client.get(f"{path}?since={since}").status_code == status


def test_the_report_appears_on_its_day_with_the_credit_of_its_pictures(client):
    event = EventFactory(report="Es war gut.", report_de="Es war gut.")
    assert client.get(f"/de/events/{event.slug}/report/").status_code == 404
    event.report_public_at = START - dt.timedelta(days=400)
    event.save()
    event.pictures.create(
        file="events/x.png", alt="Saal", alt_de="Saal", credit="© Staatskanzlei / Beispiel", width=4, height=3
    )
    text = client.get(f"/de/events/{event.slug}/report/").content.decode()
    assert "Es war gut." in text
    assert "© Staatskanzlei / Beispiel" in text
    assert 'alt="Saal"' in text


def test_parallel_sessions_stand_beside_each_other_and_long_ones_span_rows():
    event = EventFactory(ends_at=START + 6 * HOUR)
    rooms = [event.rooms.create(name=n, name_de=n, position=i) for i, n in enumerate("AB")]
    SessionFactory(event=event, title="lang", room=rooms[0], ends_at=START + 2 * HOUR)
    SessionFactory(event=event, title="kurz", room=rooms[1])
    SessionFactory(event=event, title="zweite", room=rooms[1], starts_at=START + HOUR)
    SessionFactory(event=event, title="alle", starts_at=START + 3 * HOUR)
    (day,) = programme_of(event, draft_of(event), Sight(is_desk=True)).days
    grid = grid_of(day)
    shown = [
        [(str(cell.item.title), cell.columns, cell.rows) for cell in row.cells if cell.item]
        for row in grid.rows
    ]
    assert grid.heads == ["A", "B"]
    assert shown == [[("lang", 1, 2), ("kurz", 1, 1)], [("zweite", 1, 1)], [("alle", 2, 1)]]


def test_every_session_stands_in_the_grid_once_even_where_a_room_is_used_twice():
    event = EventFactory(ends_at=START + 9 * HOUR)
    room = event.rooms.create(name="A", name_de="A")
    sessions = [
        SessionFactory(event=event, room=room, starts_at=START + HOUR * (n % 3) / 2) for n in range(7)
    ]
    (day,) = programme_of(event, draft_of(event), Sight(is_desk=True)).days
    found = [cell.item.pk for row in grid_of(day).rows for cell in row.cells if cell.item]
    assert sorted(found) == sorted(session.pk for session in sessions)


@pytest.mark.parametrize("number", [10, 150])
@pytest.mark.parametrize("view", ["grid", "list"])
def test_a_long_programme_costs_no_more_queries(client, django_assert_num_queries, number, view):
    event = big_programme(EventFactory(ends_at=START + 60 * HOUR), number)
    with django_assert_num_queries(
        6
    ):  # event with version, topics, organisers, audiences of drafts, documents, box of the registration
        client.get(f"/de/events/{event.slug}/?view={view}")
