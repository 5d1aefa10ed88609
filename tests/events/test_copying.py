"""Copies: everything that was planned, on other days by the clock; nobody who registered."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from events.enums import EventStatus, QuestionKind
from events.models import Event, Question, QuestionOption
from events.services import copying
from platform_portal.core.errors import Refusal
from tests.events.desk import hybrid, people
from tests.factories.actors import ActorFactory, ActorGroupFactory
from tests.factories.events import START, EventFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """With everything an event can have."""
    made = hybrid(title="Runde", opens_at=START - dt.timedelta(days=30))
    made.organisers.add(ActorFactory())
    made.reminders.create(minutes_before=60)
    made.quotas.create(group=ActorGroupFactory(), capacity=5)
    room, speaker = made.rooms.create(name="Saal"), made.speakers.create(function="Moderation")
    frame = SessionFactory(event=made, room=room, title="Rahmen")
    part = SessionFactory(event=made, capacity=7, frame=frame, title="Teil")
    part.contributions.create(speaker=speaker)
    first = Question.objects.create(event=made, kind=QuestionKind.CHOICE, label="Kommen Sie mit der Bahn?")
    option = QuestionOption.objects.create(question=first, label="Ja", capacity=3)
    Question.objects.create(event=made, kind=QuestionKind.TEXT, label="Wann?", asked_if=option)
    people(made, 3)
    return made


def test_a_copy_has_the_plan_and_nobody_in_it(event, secretariat):
    made = copying.copy_event(event=event, on=dt.date(2027, 2, 11), by=secretariat)
    assert (made.status, made.title_de, made.registrations.count()) == (EventStatus.DRAFT, "Runde", 0)
    assert (made.starts_at, made.opens_at) == (
        START + dt.timedelta(days=28),
        event.opens_at + dt.timedelta(days=28),
    )
    assert made.uid != event.uid
    assert list(made.sessions.order_by("title").values_list("title", "day")) == [
        ("Rahmen", dt.date(2027, 2, 11)), ("Teil", dt.date(2027, 2, 11)),
    ]  # fmt: skip
    part = made.sessions.get(title="Teil")
    assert (part.frame.title, part.buckets.get().capacity, part.contributions.count()) == ("Rahmen", 7, 1)
    assert part.frame.room.event == made
    assert (made.reminders.count(), made.quotas.count(), made.organisers.count()) == (1, 1, 1)
    asked = made.questions.get(label="Wann?").asked_if
    assert (asked.question.event, asked.capacity) == (made, 3)
    assert sorted(made.buckets.filter(session=None).values_list("mode", "capacity")) == [
        ("on_site", 100), ("online", 100),
    ]  # fmt: skip


def test_the_clock_stays_when_the_summer_time_begins(event, secretariat):
    made = copying.copy_event(event=event, on=dt.date(2027, 6, 1), by=secretariat)
    assert made.local_start.hour == event.local_start.hour == 10
    made.refresh_from_db()
    assert made.starts_at.hour == event.starts_at.hour - 1


def test_a_day_on_which_a_time_does_not_exist_is_refused(secretariat):
    night = EventFactory(starts_at=dt.datetime(2027, 1, 14, 1, 30, tzinfo=dt.UTC))
    with pytest.raises(Refusal, match="02:30"):
        copying.copy_event(event=night, on=dt.date(2027, 3, 28), by=secretariat)


def test_a_template_is_shown_nowhere_and_makes_further_events(event, secretariat, member):
    template = copying.copy_event(event=event, on=dt.date(2027, 2, 11), by=secretariat, as_template=True)
    assert template.is_template
    assert not Event.objects.visible_to(secretariat).filter(pk=template.pk).exists()
    made = copying.copy_event(event=template, on=dt.date(2027, 3, 11), by=secretariat, title="Runde im März")
    assert (made.is_template, made.title_de, made.sessions.count()) == (False, "Runde im März", 2)


def test_two_copies_on_one_day_have_addresses_of_their_own(event, secretariat):
    slugs = {copying.copy_event(event=event, on=dt.date(2027, 2, 11), by=secretariat).slug for _ in range(3)}
    assert len(slugs) == 3


def test_the_page_makes_a_draft_and_opens_it(event, secretariat_client):
    address = reverse("event-copy", args=[event.pk])
    answer = secretariat_client.post(address, {"on": "2027-02-11", "as": "event"})
    made = Event.objects.exclude(pk=event.pk).get()
    assert answer.headers["Location"] == reverse("admin:events_event_change", args=[made.pk])
    assert secretariat_client.post(address, {"on": "nie"}).status_code == 422
