"""Calendars as programs read them: by icalendar, by vobject as the strict reader, and line by line."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from events import calendar
from events.calendar_lines import Entry, document, folded, text, zone_lines
from events.enums import EventStatus, RegistrationStatus
from events.selectors import feeds
from tests.factories.events import EventFactory, RegistrationFactory

NOW = dt.datetime(2026, 11, 9, 9, 0, tzinfo=dt.UTC)


def entry(**values) -> Entry:
    """One entry in January."""
    facts = {
        "uid": "1", "sequence": 0, "stamp": NOW, "changed": NOW, "zone": "Europe/Berlin", "summary": "x",
        "starts": dt.datetime(2027, 1, 14, 9, tzinfo=dt.UTC), "ends": dt.datetime(2027, 1, 14, 12, tzinfo=dt.UTC),
    }  # fmt: skip
    return Entry(**(facts | values))


def read(content: str) -> Calendar:
    """Parsed by both readers, and checked line by line."""
    assert content.endswith("END:VCALENDAR\r\n")
    assert "\n" not in content.replace("\r\n", "")
    for line in content.split("\r\n"):
        assert len(line.encode()) <= 75, line
        line.encode().decode()  # no letter is torn apart
    strict = vobject.readOne(content)
    assert strict.name == "VCALENDAR"
    return Calendar.from_ical(content)


def single(content: str):
    """The only event in it."""
    (found,) = read(content).walk("VEVENT")
    return found


def test_a_file_says_when_where_and_what():
    event = EventFactory.build(
        title_de="Обмін; досвідом, „Riwne“\nzweite Zeile", venue_de="Halle", summary_de="Kurz", updated_at=NOW
    )
    with translation.override("de"):
        found = single(document([calendar.entry_of(event)], method="PUBLISH", name="Kalender"))
    assert str(found["summary"]) == "Обмін; досвідом, „Riwne“\nzweite Zeile"
    assert found["location"] == "Halle"
    assert found["dtstart"].dt == dt.datetime(2027, 1, 14, 10, tzinfo=ZoneInfo("Europe/Berlin"))
    assert found["url"].endswith(f"/de/events/{event.slug}/")
    assert (str(found["uid"]), found["sequence"], found["status"]) == (str(event.uid), 0, "CONFIRMED")


def test_days_without_times_are_whole_days_with_an_exclusive_end():
    berlin = ZoneInfo("Europe/Berlin")
    event = EventFactory.build(
        has_times=False,
        updated_at=NOW,
        starts_at=dt.datetime(2023, 11, 13, tzinfo=berlin),
        ends_at=dt.datetime(2023, 11, 16, tzinfo=berlin),
    )
    found = single(document([calendar.entry_of(event)], method="PUBLISH"))
    assert (found["dtstart"].dt, found["dtend"].dt) == (dt.date(2023, 11, 13), dt.date(2023, 11, 16))


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Europe/Kyiv", "Europe/Warsaw"])
@pytest.mark.parametrize("day", [(2026, 3, 28), (2026, 3, 29), (2026, 7, 1), (2026, 10, 24), (2026, 10, 26)])
def test_around_the_change_of_the_clocks_both_readers_find_the_moment(zone, day):
    starts = dt.datetime(*day, 12, tzinfo=dt.UTC)
    content = document(
        [entry(zone=zone, starts=starts, ends=starts + dt.timedelta(hours=1))], method="PUBLISH"
    )
    found = single(content)
    assert found["dtstart"].dt.astimezone(dt.UTC) == starts
    strict = vobject.readOne(content)
    assert strict.vevent.dtstart.value.astimezone(dt.UTC) == starts


def test_a_zone_with_other_rules_is_written_out_change_by_change():
    starts = dt.datetime(2026, 3, 20, 12, tzinfo=dt.UTC)  # summer in New York, winter in Europe
    content = document(
        [entry(zone="America/New_York", starts=starts, ends=starts + dt.timedelta(hours=1))], method="PUBLISH"
    )
    assert single(content)["dtstart"].dt.astimezone(dt.UTC) == starts


def test_zones_of_the_european_union_are_written_as_a_rule_others_by_their_changes():
    assert "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU" in zone_lines("Europe/Kyiv")
    assert "TZOFFSETTO:+0300" in zone_lines("Europe/Kyiv")
    assert "BYMONTH=3;BYDAY=-1SU" not in "".join(zone_lines("America/New_York"))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=400))
def test_any_text_comes_back_as_it_was(value):
    found = single(document([entry(summary=f"x{value}x")], method="PUBLISH"))
    assert str(found["summary"]) == f"x{value}x"


@given(st.text(alphabet="abcäЖї€😀 ", max_size=300))
def test_folding_counts_octets_and_unfolds_to_the_same_line(line):
    assert re.sub(r"\r\n ", "", folded(line)) == line
    assert all(len(piece.encode()) <= 75 for piece in folded(line).split("\r\n"))


def test_control_characters_cannot_break_out_of_a_line():
    assert text("a\r\nEND:VCALENDAR\x00") == "a\\nEND:VCALENDAR"


@pytest.fixture
def registration(db):
    return RegistrationFactory(name='Büro "A"; B', email="buero@example.org", language="uk")


def test_an_invitation_names_organiser_and_participant_and_holds_no_personal_link(registration):
    content = calendar.request_for(registration, NOW)
    found = single(content)
    assert read(content)["method"] == "REQUEST"
    assert str(found["organizer"]).startswith("mailto:")
    assert str(found["attendee"]) == "mailto:buero@example.org"
    assert found["attendee"].params["CN"] == "Büro 'A'; B"
    assert registration.code not in content
    assert "/uk/events/" in found["url"]
    assert "http" not in str(found.get("description", ""))


def test_a_cancellation_is_later_than_the_invitation_and_a_new_registration_later_still(registration):
    first = single(calendar.request_for(registration, NOW))["sequence"]
    gone = single(calendar.cancel_for(registration, NOW))
    assert (gone["status"], gone["sequence"]) == ("CANCELLED", first + 1)
    registration.status = RegistrationStatus.CANCELLED
    registration.save()
    registration.bookings.update(status="released")
    again = RegistrationFactory(event=registration.event, email=registration.email)
    assert single(calendar.request_for(again, NOW))["sequence"] > gone["sequence"]


def test_a_cancelled_event_that_is_revived_comes_back_with_a_higher_number(registration):
    event = registration.event
    event.status, event.sequence = EventStatus.CANCELLED, 1
    gone = single(calendar.cancel_for(registration, NOW))
    event.status, event.sequence = EventStatus.PUBLISHED, 2
    back = single(calendar.request_for(registration, NOW))
    assert back["sequence"] > gone["sequence"]
    assert gone["uid"] == back["uid"] == str(event.uid)


def test_the_feed_keeps_cancelled_events_for_thirty_days(db):
    kept = EventFactory(status=EventStatus.CANCELLED, cancelled_at=NOW - dt.timedelta(days=29))
    EventFactory(status=EventStatus.CANCELLED, cancelled_at=NOW - dt.timedelta(days=31))
    EventFactory(status=EventStatus.DRAFT)
    EventFactory(audience="members")
    EventFactory(has_times=False, date_precision="month")
    content = feeds.feed_of(feeds.public_entries(NOW), "Alle")
    found = single(content)
    assert (str(found["uid"]), found["status"]) == (str(kept.uid), "CANCELLED")
    assert read(content)["method"] == "PUBLISH"
