"""The desk's pages of an event: they open, cost the same for one participant and for fifty, and refuse nonsense with a clear page."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.enums import BookingStatus, RegistrationStatus
from events.models import BulkMail, Impulse
from tests.events.desk import hybrid, people
from tests.factories.actors import ActorFactory
from tests.factories.events import EventFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

PAGES = (
    "event-participants",
    "event-invite",
    "event-copy",
    "event-cancel",
    "event-check-in",
    "event-mails",
    "event-mail-new",
    "event-afterwards",
)


@pytest.fixture
def event():
    """A hybrid event with a session, somebody in each state, and a draft of a mail."""
    made = hybrid(title="Konferenz", asks_food=True)
    SessionFactory(event=made, capacity=5)
    people(made, 2, food="vegan")
    RegistrationFactory(event=made, place=BookingStatus.CHOOSE)
    RegistrationFactory(event=made, status=RegistrationStatus.RECEIVED, place=BookingStatus.REQUESTED)
    made.reminders.create(minutes_before=1440)
    return made


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens(secretariat_client, event, name):
    answer = secretariat_client.get(reverse(name, args=[event.pk]))
    assert answer.status_code == 200
    assert answer.content.decode().count("<h1") == 1


def test_a_mail_and_a_proposal_open_too(secretariat_client, event):
    mail = BulkMail.objects.create(
        event=event, states=["confirmed"], subject_de="Anreise", text_de="Gleis 3."
    )
    impulse = Impulse.objects.create(kind="event", title="Idee", text="Ja.", actor=ActorFactory())
    for address in (
        reverse("event-mail", args=[event.pk, mail.pk]),
        reverse("event-mail-edit", args=[event.pk, mail.pk]),
        reverse("impulse-review", args=[impulse.pk]),
        reverse("event-copies"),
        reverse("admin:events_event_change", args=[event.pk]),
        reverse("admin:events_event_add"),
    ):
        assert secretariat_client.get(address).status_code == 200, address


def queries(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    ("name", "most"), [("event-participants", 20), ("event-check-in", 10), ("event-afterwards", 14)]
)
def test_fifty_participants_cost_what_one_does(secretariat_client, event, name, most):
    address = reverse(name, args=[event.pk])
    few = queries(secretariat_client, address)
    people(event, 50)
    assert queries(secretariat_client, address) == few
    assert few <= most


@pytest.mark.parametrize(
    "query",
    [
        "state=nix",
        "mode=x",
        "session=999999",
        "session=abc",
        "group=0",
        "food=%00",
        "page=1000000000",
        "q=" + "x" * 10_000,
    ],
)
def test_nonsense_in_the_address_is_a_bad_request(secretariat_client, event, query):
    answer = secretariat_client.get(f"{reverse('event-participants', args=[event.pk])}?{query}")
    assert answer.status_code == 400


def test_an_event_that_is_not_there_is_not_found(secretariat_client):
    for name in PAGES:
        assert secretariat_client.get(reverse(name, args=[999_999])).status_code == 404


def test_mails_of_another_event_are_not_found(secretariat_client, event):
    mail = BulkMail.objects.create(event=EventFactory(), states=["confirmed"], subject_de="a", text_de="b")
    assert secretariat_client.get(reverse("event-mail", args=[event.pk, mail.pk])).status_code == 404
