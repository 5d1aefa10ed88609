"""The desk while the places of an event are locked for long: it says so, keeps what was typed, and changes nothing."""

from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from events.enums import EventStatus, RegistrationStatus
from events.models import Registration
from events.services import places
from tests.events.desk import people
from tests.events.registering import locked
from tests.factories.events import EventFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nobody_is_patient(monkeypatch):
    """Whoever waits waits for moments."""
    monkeypatch.setattr(places, "PATIENCE", 0.2)
    for name in ("MOVING", "FIRST", "CROWDED"):
        monkeypatch.setattr(places, name, 0.05)


@pytest.fixture
def event():
    """Published, with two participants."""
    made = EventFactory(capacity=5, venue="Rathaus")
    people(made, 2)
    return made


@pytest.mark.parametrize("changes", [{"starts_at_0": "2027-01-13"}, {"buckets-0-capacity": "4"}])
def test_the_form_of_an_event_is_shown_again(save, event, changes):
    before = (event.starts_at, event.title_de)
    with locked(event):
        page = save(event, title_de="Neuer Titel", **changes)
    assert page.status_code == 200
    assert page.context["inline_admin_formsets"][0].formset.non_form_errors()
    assert "Neuer Titel" in page.content.decode()
    event.refresh_from_db()
    assert (event.starts_at, event.title_de, event.buckets.get().capacity) == (*before, 5)


def test_an_event_is_called_off_later(secretariat_client, event):
    with locked(event):
        page = secretariat_client.post(reverse("event-cancel", args=[event.pk]), {"reason": "Krankheit"})
    assert page.status_code == 422
    assert "Krankheit" in page.content.decode()
    event.refresh_from_db()
    assert event.status == EventStatus.PUBLISHED


def test_a_programme_is_released_later(secretariat_client, event):
    SessionFactory(event=event)
    address = reverse("admin:events_session_release", args=[event.pk])
    with locked(event):
        page = secretariat_client.post(address, {"note": "Neue Zeiten", "confirm": "on"})
    assert page.status_code == 409
    assert "Neue Zeiten" in page.content.decode()
    event.refresh_from_db()
    assert event.released_version is None


@pytest.mark.parametrize("sure", [{}, {"confirm": "yes"}])
def test_people_are_invited_later(secretariat_client, event, sure):
    sent = {"people": "Anna; anna@example.org\nOlha; olha@example.org", "mode": "on_site", "language": "de"}
    with locked(event):
        page = secretariat_client.post(reverse("event-invite", args=[event.pk]), sent | sure)
    assert [bool(refusal) for _name, refusal in page.context["outlooks"]] == [True, True]
    assert "anna@example.org" in page.content.decode()
    assert Registration.objects.count() == 2


def test_participants_stay_as_they_are_and_the_step_is_offered_again(secretariat_client, event):
    sent = {"step": "cancel", "which": "all", "confirm": "yes", "reason": "Der Saal ist kleiner als gedacht"}
    with locked(event):
        answer = secretariat_client.post(reverse("event-decide", args=[event.pk]), sent)
    assert len(list(get_messages(answer.wsgi_request))) == 2
    assert set(Registration.objects.values_list("status", flat=True)) == {RegistrationStatus.ACTIVE}
    assert (len(answer.context["will"]), answer.context["reason"]) == (2, sent["reason"])
    again = {**sent, "which": "", "registration": [outlook.obj.pk for outlook in answer.context["will"]]}
    assert secretariat_client.post(reverse("event-decide", args=[event.pk]), again).status_code == 302
    assert not Registration.objects.filter(status=RegistrationStatus.ACTIVE).exists()
