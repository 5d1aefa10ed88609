"""What time brings, with the time as an argument: reminders, expiry, questions; the job can run twice."""

import datetime as dt
from collections import Counter

import pytest

from accounts.models import NotificationPreference, Preferences
from partnerships.enums_requests import RequestStatus
from partnerships.models import CheckIn
from partnerships.selectors.introductions import calls
from partnerships.services.requests import answering
from partnerships.services.requests.following import follow
from platform_portal.core.models import OutboxMail
from tests.factories.partnerships import PartnerFactory
from tests.factories.requests import MONDAY, accepted, delivered, keeper_of, sides

pytestmark = pytest.mark.django_db


def after(days: float) -> dt.datetime:
    """So many days after the request arrived, and an hour."""
    return MONDAY + dt.timedelta(days=days, hours=1)


def mails_to(user) -> Counter[str]:
    """How many mails of each kind somebody got."""
    return Counter(OutboxMail.objects.filter(to=user.email).values_list("kind", flat=True))


def test_two_reminders_then_the_request_expires_and_the_sender_learns_it():
    sender, recipient, asking, asked = sides()
    request = delivered(sender=sender, recipient=recipient)
    for day in range(1, 23):
        for _twice in range(2):
            follow(now=after(day))
    request.refresh_from_db()
    assert request.status == RequestStatus.EXPIRED
    assert mails_to(asked) == {"request-arrived": 1, "request-reminder": 2}
    assert mails_to(asking)["request-expired"] == 1


@pytest.mark.parametrize(("day", "reminders"), [(6.9, 0), (7, 1), (13.9, 1), (14, 2), (20.9, 2)])
def test_reminders_come_on_day_7_and_14(day, reminders):
    sender, recipient, _asking, asked = sides()
    delivered(sender=sender, recipient=recipient)
    for now in (MONDAY + dt.timedelta(days=min(day, 7)), MONDAY + dt.timedelta(days=day)):
        follow(now=now)
    assert mails_to(asked)["request-reminder"] == reminders


def test_nobody_is_reminded_after_answering_not_even_in_a_bridge():
    sender, recipient, _asking, asked = sides()
    third = PartnerFactory()
    third_keeper = keeper_of(third)
    request = delivered(sender=sender, recipient=recipient, third=third)
    answering.answer(answer=request.answers.get(actor=recipient), kind="accept", by=asked, now=after(1))
    follow(now=after(8))
    assert mails_to(asked)["request-reminder"] == 0
    assert mails_to(third_keeper)["request-reminder"] == 1


def test_quiet_times_delay_a_mail_and_never_means_never():
    sender, recipient, _asking, asked = sides()
    quiet, never = keeper_of(recipient), keeper_of(recipient)
    Preferences.objects.create(user=quiet, quiet_from=dt.time(8), quiet_until=dt.time(12))
    NotificationPreference.objects.create(user=never, kind="requests", frequency="never")
    delivered(sender=sender, recipient=recipient)  # ten o'clock in Berlin
    assert [mails_to(user)["request-arrived"] for user in (asked, quiet, never)] == [1, 0, 0]
    for _twice in range(2):
        follow(now=MONDAY + dt.timedelta(hours=3))
    assert [mails_to(user)["request-arrived"] for user in (asked, quiet, never)] == [1, 1, 0]


def test_both_sides_are_asked_three_times_how_it_goes_unless_they_have_said_so():
    sender, recipient, asking, asked = sides()
    accepted(sender=sender, recipient=recipient)
    assert CheckIn.objects.count() == 6
    for day in (27, 28, 29, 84, 85, 365, 366):
        follow(now=after(day))
    for user in (asking, asked):
        assert mails_to(user)["request-check-in"] == 3


def test_after_a_not_now_the_sender_is_told_once_when_the_day_has_come():
    sender, recipient, asking, asked = sides()
    request = delivered(sender=sender, recipient=recipient)
    day = (MONDAY + dt.timedelta(days=30)).date()
    answering.answer(answer=request.answers.get(), kind="later", until_on=day, by=asked, now=MONDAY)
    for days in (29, 30, 31):
        follow(now=MONDAY + dt.timedelta(days=days))
    assert mails_to(asking)["request-again"] == 1


@pytest.mark.django_db
def test_suggestions_for_a_first_call_lie_ahead_on_three_working_days_in_both_zones():
    sender, recipient, _asking, _asked = sides()
    introduction = accepted(sender=sender, recipient=recipient).introduction
    for days in (0, 5, 6, 13, 40, 400):
        today = MONDAY.date() + dt.timedelta(days=days)
        found = calls(introduction, today=today)
        days_ahead = [(call.begins_at.date() - today).days for call in found]
        assert [call.number for call in found] == [1, 2, 3]
        assert min(days_ahead) >= 1
        assert max(days_ahead) <= 11
        assert all(call.begins_at.weekday() < 5 for call in found)
    assert "10:00 Uhr in Berlin, 11:00 Uhr in Kyjiw" in calls(introduction, today=MONDAY.date())[0].words
