"""Participants see each other only where each agreed, and nobody else sees them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation

from events import registration_links
from events.enums import BookingStatus
from platform_portal.core.models import AuditEntry
from tests.events.desk import hybrid
from tests.factories.events import MONDAY, RegistrationFactory

pytestmark = pytest.mark.django_db


def address(person) -> str:
    with translation.override("de"):
        return reverse("registration-participants", args=[registration_links.key_for(person)])


@pytest.fixture
def event():
    """With a list, and one who agreed."""
    made = hybrid(has_participant_list=True)
    RegistrationFactory(event=made, name="Anna Muster", list_consent_at=MONDAY)
    RegistrationFactory(event=made, name="Still Mitleserin")
    return made


def test_only_who_agreed_is_on_it(client, event):
    text = client.get(address(RegistrationFactory(event=event))).content.decode()
    assert "Anna Muster" in text
    assert "Still Mitleserin" not in text


@pytest.mark.parametrize(
    ("place", "status"),
    [
        (BookingStatus.CHOOSE, "active"),
        (BookingStatus.REQUESTED, "received"),
        (BookingStatus.RELEASED, "cancelled"),
    ],
)
def test_who_is_not_confirmed_does_not_see_it(client, event, place, status):
    assert (
        client.get(address(RegistrationFactory(event=event, place=place, status=status))).status_code == 404
    )


def test_where_the_event_has_no_list_there_is_none(client):
    person = RegistrationFactory(event=hybrid(), list_consent_at=MONDAY)
    assert client.get(address(person)).status_code == 404


def test_the_consent_is_given_and_withdrawn_with_time_and_wording(client, event):
    person = RegistrationFactory(event=event, name="Neu Dabei")
    client.get(address(person))
    person.refresh_from_db()
    assert person.list_consent_at is None
    client.post(address(person), {"consent": "give"})
    person.refresh_from_db()
    assert person.list_consent_at is not None
    assert person.list_consent_wording.startswith("Ich bin einverstanden")
    assert "Neu Dabei" in client.get(address(person)).content.decode()
    client.post(address(person), {"consent": "withdraw"})
    person.refresh_from_db()
    assert (person.list_consent_at, person.list_consent_wording) == (None, "")
    actions = list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["list_consent.given", "list_consent.withdrawn"]


def test_a_link_that_was_made_worthless_opens_nothing(client, event):
    person = RegistrationFactory(event=event)
    old = address(person)
    person.key_version = 2
    person.save()
    assert (client.get(old).status_code, client.get(address(person)).status_code) == (404, 200)


def test_with_an_account_it_opens_too(member_client, member, event):
    own = reverse("event-participant-list", args=[event.slug])
    assert member_client.get(own).status_code == 404
    RegistrationFactory(event=event, email=member.email, person_key=member.email.casefold())
    assert member_client.get(own).status_code == 200
