"""The number a calendar compares: rises with time, place, format and status, not with a typo."""

from __future__ import annotations

import datetime as dt

import pytest

from events.enums import EventStatus
from events.services import publishing
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry
from tests.factories.events import START, EventFactory
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [
        {"starts_at": START + dt.timedelta(minutes=30)},
        {"ends_at": START + dt.timedelta(hours=5)},
        {"zone": "Europe/Kyiv"},
        {"has_times": False},
        {"venue_de": "Anderswo"},
        {"venue_address": "Markt 1"},
        {"format": "online"},
    ],
)
def test_time_place_and_format_raise_it(values):
    event = EventFactory()
    uid = event.uid
    publishing.change(event=event, by=None, **values)
    assert (event.sequence, event.uid) == (1, uid)


def test_another_place_raises_it():
    event = EventFactory()
    publishing.change(event=event, by=None, place=PlaceFactory())
    assert event.sequence == 1


@pytest.mark.parametrize(
    "values",
    [{"title_de": "Ohne Tippfehler"}, {"summary_de": "x"}, {"description_uk": "ї"}, {"offer_hours": 12}],
)
def test_a_typo_does_not(values):
    event = EventFactory()
    publishing.change(event=event, by=None, **values)
    assert event.sequence == 0
    assert AuditEntry.objects.get(action="event.changed").details["sequence"] == 0


def test_a_draft_has_no_readers_so_nothing_rises_before_it_is_published():
    event = EventFactory(status=EventStatus.DRAFT)
    publishing.change(event=event, by=None, format="online")
    publishing.publish(event=event, by=None)
    assert (event.status, event.sequence) == (EventStatus.PUBLISHED, 0)


def test_cancelling_and_reviving_raise_it_each():
    event = EventFactory()
    publishing.cancel(event=event, by=None)
    assert (event.sequence, event.cancelled_at is None) == (1, False)
    publishing.publish(event=event, by=None)
    assert (event.sequence, event.cancelled_at) == (2, None)


def test_what_cannot_be_is_refused_and_nothing_is_changed():
    event = EventFactory()
    with pytest.raises(Refusal):
        publishing.change(event=event, by=None, ends_at=START - dt.timedelta(hours=1))
    with pytest.raises(Refusal):
        publishing.change(event=event, by=None, slug="calendar")
    event.refresh_from_db()
    assert (event.sequence, event.ends_at > event.starts_at) == (0, True)


def test_a_template_is_never_published():
    with pytest.raises(Refusal):
        publishing.publish(event=EventFactory(status=EventStatus.DRAFT, is_template=True), by=None)
