"""Times that change: who would be in two places has to choose; the spans are half-open."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from events.models import Booking, Event, Registration, Session
from events.services import clashes
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.events.registering import overbooked, sign_up, states
from tests.factories.events import MONDAY, START, EventFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words_of_the_code():
    """Refusals are read in English."""
    with translation.override("en"):
        yield


HOUR = dt.timedelta(hours=1)


@pytest.fixture
def two() -> tuple[Event, Session, Session]:
    """One workshop after the other."""
    event = EventFactory(capacity=5)
    first = SessionFactory(event=event, capacity=2, title_de="Wasser")
    second = SessionFactory(
        event=event, capacity=2, starts_at=START + HOUR, ends_at=START + 2 * HOUR, title_de="Energie"
    )
    return event, first, second


def test_moving_a_session_onto_another_makes_those_in_both_choose_and_tells_them(two, secretariat):
    event, first, second = two
    both, one = sign_up(event, 1, sessions=(first.pk, second.pk)), sign_up(event, 2, sessions=(second.pk,))
    found = clashes.move_session(
        session=second, starts_at=START, ends_at=START + HOUR, by=secretariat, now=MONDAY
    )
    assert [row.registration for row in found] == clashes_of(event) == [both]
    assert one.bookings.get(is_session=True).status == "confirmed"
    mail = OutboxMail.objects.get(kind="registration-choose")
    assert mail.to == both.email
    assert "Wasser" in mail.text
    assert "Energie" in mail.text
    second.refresh_from_db()
    assert second.sequence == 1


def clashes_of(event: Event) -> list[Registration]:
    return [row.registration for row in clashes.to_choose(event)]


def test_one_session_may_begin_when_the_other_ends(two, secretariat):
    event, first, second = two
    sign_up(event, 1, sessions=(first.pk, second.pk))
    later = {"starts_at": START + 2 * HOUR, "ends_at": START + 3 * HOUR}
    assert clashes.move_session(session=second, by=secretariat, now=MONDAY, **later) == []
    back = {"starts_at": START + HOUR, "ends_at": START + 2 * HOUR}
    assert clashes.move_session(session=second, by=secretariat, now=MONDAY, **back) == []
    assert Booking.objects.get(bucket__session=second).period.lower == START + HOUR


def test_two_sessions_may_change_places_without_a_clash(two):
    event, first, second = two
    sign_up(event, 1, sessions=(first.pk, second.pk))
    Session.objects.filter(pk=first.pk).update(starts_at=START + HOUR, ends_at=START + 2 * HOUR)
    Session.objects.filter(pk=second.pk).update(starts_at=START, ends_at=START + HOUR)
    assert clashes.apply_times(event=event, now=MONDAY) == []
    assert clashes.apply_times(event=event, now=MONDAY) == []
    assert states(event, sessions=True) == {"1": "confirmed"}


@pytest.mark.parametrize("keep", [True, False])
def test_the_person_chooses_one_and_the_other_is_given_back(two, secretariat, keep):
    event, first, second = two
    row = sign_up(event, 1, sessions=(first.pk, second.pk))
    (stuck,) = clashes.move_session(
        session=second, starts_at=START, ends_at=START + HOUR, by=secretariat, now=MONDAY
    )
    for _time in range(2):
        clashes.choose(booking=stuck, keep=keep, now=MONDAY)
    kept = row.bookings.exclude(status="released").get(is_session=True)
    assert (kept.bucket.session, kept.status) == (second if keep else first, "confirmed")


def test_an_event_that_moves_onto_another_makes_people_choose_between_them(secretariat):
    here, there = EventFactory(capacity=1), EventFactory(capacity=1, starts_at=START + 3 * HOUR)
    rows = [sign_up(event, 1) for event in (here, there)]
    Event.objects.filter(pk=there.pk).update(starts_at=START, ends_at=START + HOUR)
    (stuck,) = clashes.apply_times(event=there, now=MONDAY)
    clashes.choose(booking=stuck, keep=True, now=MONDAY)
    assert [Registration.objects.get(pk=row.pk).status for row in rows] == ["cancelled", "active"]
    assert states(there) == {"1": "confirmed"}
    assert overbooked() == []


def test_whoever_chooses_too_late_waits(two, secretariat):
    event, first, second = two
    sign_up(event, 1, sessions=(first.pk, second.pk))
    (stuck,) = clashes.move_session(
        session=second, starts_at=START, ends_at=START + HOUR, by=secretariat, now=MONDAY
    )
    for number in (2, 3):
        sign_up(event, number, sessions=(second.pk,))
    clashes.choose(booking=stuck, keep=True, now=MONDAY)
    assert Booking.objects.get(pk=stuck.pk).status == "waiting"


def test_only_the_secretariat_moves_sessions_and_not_to_end_before_they_begin(two, member, secretariat):
    _event, first, _second = two
    with pytest.raises(Refusal):
        clashes.move_session(session=first, starts_at=START, ends_at=START + HOUR, by=member)
    with pytest.raises(Refusal, match="must end after"):
        clashes.move_session(session=first, starts_at=START, ends_at=START, by=secretariat)
