"""Who sees which event: by audience, by registration, by organising it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from actors.models import Membership
from events.enums import Audience, EventStatus
from events.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.events import EventFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    """One event per audience, and what nobody shall see."""
    EventFactory(slug="offen")
    EventFactory(slug="mitglieder", audience=Audience.MEMBERS)
    EventFactory(slug="geladen", audience=Audience.INVITED)
    EventFactory(slug="entwurf", status=EventStatus.DRAFT)
    EventFactory(slug="vorlage", is_template=True)
    return Event.objects.order_by("pk")


def seen_by(user) -> list[str]:
    return list(Event.objects.visible_to(user).order_by("pk").values_list("slug", flat=True))


def test_visitors_see_public_events_only(events):
    assert seen_by(AnonymousUser()) == ["offen"]


def test_members_see_those_for_members_too(events, member):
    assert seen_by(member) == ["offen", "mitglieder"]


def test_whoever_is_registered_sees_an_event_by_invitation(events, member):
    RegistrationFactory(event=events.get(slug="geladen"), email=member.email.upper(), person_key=member.email)
    assert seen_by(member) == ["offen", "mitglieder", "geladen"]


def test_whoever_keeps_an_organiser_sees_its_drafts(events):
    actor, user = ActorFactory(), UserFactory()
    Membership.objects.create(user=user, actor=actor)
    events.get(slug="entwurf").organisers.add(actor)
    assert seen_by(user) == ["offen", "mitglieder", "entwurf"]


def test_the_secretariat_sees_everything_but_templates(events, secretariat):
    assert seen_by(secretariat) == ["offen", "mitglieder", "geladen", "entwurf"]
