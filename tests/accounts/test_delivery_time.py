"""When a mail goes out: at once, daily at 7, Mondays at 7, never; not in quiet times; also when the clocks change."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from accounts.delivery import QuietTimes, next_delivery
from accounts.enums import Frequency, NotificationKind
from accounts.models import NotificationPreference, Preferences
from accounts.selectors.preferences import delivery_time, frequencies

BERLIN, KYIV = ZoneInfo("Europe/Berlin"), ZoneInfo("Europe/Kyiv")
ANY = QuietTimes(BERLIN)
NIGHT = QuietTimes(BERLIN, dt.time(22), dt.time(7))


def local(text: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


@pytest.mark.parametrize(
    ("frequency", "quiet", "now", "expected"),
    [
        ("at_once", ANY, "2026-05-13T12:00", "2026-05-13T12:00"),
        ("at_once", NIGHT, "2026-05-13T21:59", "2026-05-13T21:59"),
        ("at_once", NIGHT, "2026-05-13T22:00", "2026-05-14T07:00"),
        ("at_once", NIGHT, "2026-05-14T03:00", "2026-05-14T07:00"),
        ("at_once", NIGHT, "2026-05-14T07:00", "2026-05-14T07:00"),
        ("at_once", QuietTimes(BERLIN, dt.time(12), dt.time(14)), "2026-05-14T13:00", "2026-05-14T14:00"),
        ("at_once", QuietTimes(BERLIN, dt.time(12), dt.time(12)), "2026-05-14T12:00", "2026-05-14T12:00"),
        ("daily", ANY, "2026-05-13T06:59", "2026-05-13T07:00"),
        ("daily", ANY, "2026-05-13T07:00", "2026-05-14T07:00"),
        ("daily", QuietTimes(BERLIN, dt.time(20), dt.time(9, 30)), "2026-05-13T12:00", "2026-05-14T09:30"),
        ("weekly", ANY, "2026-05-13T12:00", "2026-05-18T07:00"),
        ("weekly", ANY, "2026-05-18T07:00", "2026-05-25T07:00"),
        ("weekly", NIGHT, "2026-05-18T06:00", "2026-05-18T07:00"),
    ],
)
def test_the_moment_of_delivery(frequency, quiet, now, expected):
    assert next_delivery(frequency, quiet, local(now)) == local(expected)


def test_never_is_never():
    assert next_delivery(Frequency.NEVER, ANY, local("2026-05-13T12:00")) is None


@pytest.mark.parametrize(
    ("zone", "now", "expected_utc"),
    [
        (BERLIN, "2026-03-28T12:00", "2026-03-29T05:00+00:00"),  # spring: 7 o'clock is 5 UTC from that day on
        (BERLIN, "2026-10-24T12:00", "2026-10-25T06:00+00:00"),  # autumn: 6 UTC
        (KYIV, "2026-03-28T12:00", "2026-03-29T04:00+00:00"),
    ],
)
def test_seven_o_clock_stays_seven_o_clock_when_the_clocks_change(zone, now, expected_utc):
    found = next_delivery(Frequency.DAILY, QuietTimes(zone), local(now, zone))
    assert found == dt.datetime.fromisoformat(expected_utc)


def test_quiet_times_that_end_in_the_hour_spring_skips_end_an_hour_later_on_the_clock():
    quiet = QuietTimes(BERLIN, dt.time(22), dt.time(2, 30))
    found = next_delivery(Frequency.AT_ONCE, quiet, local("2026-03-29T01:00"))
    assert found.astimezone(BERLIN).isoformat() == "2026-03-29T03:30:00+02:00"


@pytest.mark.parametrize(("now", "fold", "expected"), [("01:00", 0, 0), ("02:10", 0, 0), ("02:10", 1, 1)])
def test_quiet_times_that_end_in_the_hour_autumn_has_twice_end_at_the_next_of_both(now, fold, expected):
    quiet = QuietTimes(BERLIN, dt.time(22), dt.time(2, 30))
    found = next_delivery(Frequency.AT_ONCE, quiet, local(f"2026-10-25T{now}", fold=fold))
    assert found == local("2026-10-25T02:30", fold=expected).astimezone(dt.UTC)


@pytest.mark.parametrize("zone", [BERLIN, KYIV, ZoneInfo("UTC")])
def test_over_a_whole_year_no_mail_goes_out_in_quiet_times_or_into_the_past(zone):
    quiet = QuietTimes(zone, dt.time(21, 30), dt.time(6, 45))
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    while moment.year == 2026:
        for frequency in (Frequency.AT_ONCE, Frequency.DAILY, Frequency.WEEKLY):
            found = next_delivery(frequency, quiet, moment)
            assert moment <= found <= moment + dt.timedelta(days=8), (moment, frequency)
            assert not quiet.covers(found), (moment, frequency)
        moment += dt.timedelta(minutes=437)


def test_without_a_choice_the_defaults_hold(user):
    assert frequencies(user) == {
        "entry": "at_once", "requests": "at_once", "proposals": "weekly", "groups": "daily", "events": "weekly",
    }  # fmt: skip


def test_what_a_person_chose_decides(user, django_assert_num_queries):
    NotificationPreference.objects.create(user=user, kind="requests", frequency="daily")
    Preferences.objects.create(
        user=user, time_zone="Europe/Kyiv", quiet_from=dt.time(20), quiet_until=dt.time(8)
    )
    with django_assert_num_queries(2):
        found = delivery_time(user, NotificationKind.REQUESTS, local("2026-05-13T12:00", KYIV))
    assert found == local("2026-05-14T08:00", KYIV)
