"""A round table by invitation inside an open conference is there for the invited only: on every page, in every file."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from actors.models import Membership
from events.enums import BookingStatus
from events.models import Booking
from events.search import find_sessions
from events.selectors.reading import sight_of
from events.services.programme import release
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

SECRET = "Runder Tisch der Geladenen"


@pytest.fixture
def event():
    """Two versions; the round table has moved in between and is the frame of a part."""
    event = EventFactory(title="Offene Konferenz")
    SessionFactory(event=event, title="Eröffnung")
    table = SessionFactory(event=event, title=SECRET, audience="invited", capacity=5)
    SessionFactory(event=event, title=f"{SECRET}: Teil", frame=table)
    release(event=event, by=None)
    table.room = event.rooms.create(name="Sitzungssaal", name_de="Sitzungssaal")
    table.save()
    release(event=event, by=None)
    return event


@pytest.fixture
def table(event):
    return event.sessions.get(title_de=SECRET)


def places(event) -> list[str]:
    """Everywhere a session can be read."""
    return [
        f"/de/events/{event.slug}/",
        f"/de/events/{event.slug}/?view=list",
        f"/de/events/{event.slug}/?view=grid",
        f"/uk/events/{event.slug}/programme/",
        f"/de/events/{event.slug}/programme/changes/",
        f"/de/events/{event.slug}/programme/changes/?since=1",
        f"/de/events/{event.slug}/calendar.ics",
        "/de/events/",
        "/de/events/?q=Runder",
        "/de/events/?format=csv",
        "/de/events/calendar.ics",
        "/de/search/?q=Runder+Tisch",
        "/api/v1/events/",
        f"/api/v1/events/{event.slug}/",
    ]


def leaks(client: Client, event) -> list[str]:
    return [
        path
        for path in places(event)
        if "Geladenen" in _words(client.get(path)) or "Sitzungssaal" in _words(client.get(path))
    ]


def _words(answer) -> str:
    assert answer.status_code in (200, 404)  # one version only: there is no earlier one
    text = answer.content.decode().replace("\r\n ", "")
    return (
        json.dumps(json.loads(text), ensure_ascii=False) if "json" in answer.headers["Content-Type"] else text
    )


def test_visitors_find_it_nowhere(event, client):
    assert leaks(client, event) == []


def test_members_who_are_registered_for_the_conference_find_it_nowhere(event, member, member_client):
    RegistrationFactory(event=event, email=member.email, person_key=member.email)
    assert leaks(member_client, event) == []


def invite(table, member, status=BookingStatus.INVITED) -> None:
    registration = RegistrationFactory(event=table.event, email=member.email, person_key=member.email)
    bucket = table.buckets.get()
    Booking.objects.create(
        registration=registration, bucket=bucket, is_session=True, mode=bucket.mode, status=status,
        person_key=registration.person_key,
    )  # fmt: skip


def test_the_invited_see_it_on_the_page_in_the_difference_and_in_the_search(
    event, table, member, member_client
):
    invite(table, member)
    assert SECRET in member_client.get(f"/de/events/{event.slug}/").content.decode()
    assert SECRET in member_client.get(f"/de/events/{event.slug}/programme/changes/").content.decode()
    assert {hit.title for hit in find_sessions("Geladenen", member, 10).hits} == {SECRET, f"{SECRET}: Teil"}
    assert find_sessions("Geladenen", AnonymousUser(), 10).hits == []


def test_what_everybody_gets_stays_without_it_whoever_asks(event, table, member, member_client):
    invite(table, member)
    for path in (
        f"/de/events/{event.slug}/calendar.ics",
        "/de/events/?format=csv",
        f"/api/v1/events/{event.slug}/",
    ):
        assert "Geladenen" not in _words(member_client.get(path))


def test_who_has_given_the_place_back_does_not_see_it_any_more(event, table, member, member_client):
    invite(table, member, BookingStatus.RELEASED)
    assert leaks(member_client, event) == []


def test_its_organiser_and_the_secretariat_see_it(event, table, secretariat_client):
    host, user = ActorFactory(), UserFactory()
    Membership.objects.create(user=user, actor=host)
    table.organiser = host
    table.save()
    assert sight_of(user, [event.pk]).invited == frozenset({table.pk})
    assert SECRET in secretariat_client.get(f"/de/events/{event.slug}/").content.decode()


def test_the_stricter_of_draft_and_released_audience_wins(client):
    event = EventFactory()
    session = SessionFactory(event=event, title=SECRET)
    release(event=event, by=None)
    assert "Geladenen" in client.get(f"/de/events/{event.slug}/").content.decode()
    session.audience = "invited"  # planned so, not released yet
    session.save()
    assert leaks(client, event) == []
    release(event=event, by=None)
    session.audience = "public"  # planned open, still released as closed
    session.save()
    assert leaks(client, event) == []
    release(event=event, by=None)
    assert "Geladenen" in client.get(f"/de/events/{event.slug}/").content.decode()


def test_sessions_for_members_are_for_members(client, member_client):
    session = SessionFactory(title="Nur Mitglieder", audience="members")
    release(event=session.event, by=None)
    path = f"/de/events/{session.event.slug}/"
    assert "Nur Mitglieder" not in client.get(path).content.decode()
    assert "Nur Mitglieder" in member_client.get(path).content.decode()
