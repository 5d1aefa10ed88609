"""Drafts become versions: frozen, compared, told to those concerned."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from events.enums import BookingStatus
from events.models import Booking, Room, Session, SessionSpeaker, Speaker
from events.selectors.draft import draft_of
from events.selectors.programme_changes import changes_of
from events.selectors.programme_warnings import warnings_of
from events.selectors.reading import Sight
from events.services.programme import release
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.factories.events import START, EventFactory, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db

HOUR = dt.timedelta(hours=1)
BEFORE = START - dt.timedelta(days=30)


def move(session: Session, by: dt.timedelta = HOUR) -> None:
    session.starts_at += by
    session.ends_at += by
    session.save()


def test_a_version_stays_as_it_was_released():
    session = SessionFactory(title="Anfang")
    first = release(event=session.event, by=None, now=BEFORE)
    session.title_de = "Ende"
    session.save()
    second = release(event=session.event, by=None, now=BEFORE)
    first.refresh_from_db()
    assert [version.sessions[0]["title"]["de"] for version in (first, second)] == ["Anfang", "Ende"]
    assert (first.number, second.number, session.event.released_version) == (1, 2, second)


def test_the_sequence_of_a_session_rises_when_it_moves_not_on_a_typo():
    session = SessionFactory()
    release(event=session.event, by=None, now=BEFORE)
    session.title_de = "Ohne Tippfehler"
    session.save()
    release(event=session.event, by=None, now=BEFORE)
    session.refresh_from_db()
    assert session.sequence == 0
    move(session)
    version = release(event=session.event, by=None, now=BEFORE)
    session.refresh_from_db()
    assert (session.sequence, version.sessions[0]["sequence"]) == (1, 1)


def test_nothing_is_released_twice_and_nothing_without_sessions():
    session = SessionFactory()
    release(event=session.event, by=None, now=BEFORE)
    with translation.override("en"), pytest.raises(Refusal, match="Nothing has changed"):
        release(event=session.event, by=None, now=BEFORE)
    with translation.override("en"), pytest.raises(Refusal, match="no sessions"):
        release(event=EventFactory(), by=None, now=BEFORE)


def test_the_difference_names_new_gone_moved_and_changed_sessions():
    event = EventFactory()
    gone, moved, changed, _same = SessionFactory.create_batch(4, event=event)
    before = release(event=event, by=None, now=BEFORE)
    gone.delete()
    move(moved)
    changed.title_de = "Anders"
    changed.save()
    new = SessionFactory(event=event)
    after = release(event=event, by=None, now=BEFORE)
    found = changes_of(event, before.sessions, after.sessions, Sight(is_desk=True))
    marks = {change.item.pk: change.mark for change in found}
    assert sorted(marks.values()) == ["added", "changed", "moved", "removed"]
    assert (marks[moved.pk], marks[changed.pk], marks[new.pk]) == ("moved", "changed", "added")


def booked(session: Session, registration, status=BookingStatus.CONFIRMED) -> None:
    bucket = session.buckets.get()
    Booking.objects.create(
        registration=registration, bucket=bucket, is_session=True, mode=bucket.mode, status=status,
        person_key=registration.person_key,
    )  # fmt: skip


def test_only_those_with_a_place_in_a_moved_session_are_told_in_their_language_once():
    event = EventFactory()
    chosen, other = SessionFactory.create_batch(2, event=event, capacity=10)
    concerned = RegistrationFactory(event=event, language="uk", email="uk@example.org")
    elsewhere = RegistrationFactory(event=event, email="andere@example.org")
    booked(chosen, concerned)
    booked(other, elsewhere)
    booked(chosen, elsewhere, BookingStatus.RELEASED)
    release(event=event, by=None, now=BEFORE)
    move(chosen)
    version = release(event=event, by=None, now=BEFORE)
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.language, mail.kind) == ("uk@example.org", "uk", "programme-changed")
    assert list(concerned.mails.values_list("key", flat=True)) == [f"programme-{version.number}"]


def test_a_moved_session_for_all_concerns_everybody_who_comes_and_new_words_nobody():
    event = EventFactory()
    session = SessionFactory(event=event)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, place=BookingStatus.CHOOSE)
    release(event=event, by=None, now=BEFORE)
    session.title_de = "Anders"
    session.save()
    release(event=event, by=None, now=BEFORE)
    assert OutboxMail.objects.count() == 0
    move(session)
    release(event=event, by=None, now=BEFORE)
    assert OutboxMail.objects.count() == 1


def test_a_session_by_invitation_that_moves_is_told_to_nobody_who_is_not_invited():
    event = EventFactory()
    session = SessionFactory(event=event, audience="invited", capacity=3)
    RegistrationFactory(event=event)
    release(event=event, by=None, now=BEFORE)
    move(session)
    release(event=event, by=None, now=BEFORE)
    assert OutboxMail.objects.count() == 0


def test_a_programme_that_is_over_is_told_to_nobody():
    session = SessionFactory()
    RegistrationFactory(event=session.event)
    release(event=session.event, by=None, now=BEFORE)
    move(session)
    release(event=session.event, by=None, now=START + 10 * HOUR)
    assert OutboxMail.objects.count() == 0


def test_rooms_and_people_in_two_places_are_warned_of_half_open():
    event = EventFactory()
    room = Room.objects.create(event=event, name="Saal", name_de="Saal")
    first, second = SessionFactory.create_batch(2, event=event, room=room)
    speaker = Speaker.objects.create(event=event, function_de="Leitung")
    for session in (first, second):
        SessionSpeaker.objects.create(session=session, speaker=speaker, role="moderator")
    assert len(warnings_of(event, draft_of(event))) == 2
    move(second)  # begins when the first ends
    assert warnings_of(event, draft_of(event)) == []


def test_parts_share_the_time_of_their_frame_and_lie_within_it_and_the_event():
    event = EventFactory()
    frame = SessionFactory(event=event)
    part = SessionFactory(event=event, frame=frame)
    assert warnings_of(event, draft_of(event)) == []
    move(part, 5 * HOUR)
    assert [doubt.sessions[0] for doubt in warnings_of(event, draft_of(event))] == [part.pk, part.pk]
