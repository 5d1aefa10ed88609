"""In time needs go, then names; numbers stay. Whatever the clock says, nothing is overdue after the job."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.services import retention
from events.enums import BookingStatus, Mode, QuestionKind
from events.models import Answer, Booking, CheckIn, ParticipantCount, Question, Registration
from platform_portal.core import privacy
from tests.events.desk import hybrid
from tests.factories.actors import ActorGroupFactory
from tests.factories.events import START, RegistrationFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    """Four participants, two of a group, one checked in also in a session; one answer."""
    made = hybrid()
    group = ActorGroupFactory()
    session = SessionFactory(event=made, capacity=9)
    for number, mode in enumerate((Mode.ON_SITE, Mode.ON_SITE, Mode.ON_SITE, Mode.ONLINE)):
        RegistrationFactory(
            event=made, mode=mode, group=group if number < 2 else None, food="vegan", access_needs="Rampe",
            checked_in_at=START if number == 0 else None,
        )  # fmt: skip
    first = made.registrations.earliest("pk")
    place = Booking.objects.create(
        registration=first, bucket=session.buckets.get(), is_session=True, mode=Mode.ON_SITE,
        person_key=first.person_key, status=BookingStatus.CONFIRMED,
    )  # fmt: skip
    CheckIn.objects.create(booking=place)
    question = Question.objects.create(event=made, kind=QuestionKind.TEXT, label="Was?")
    purge_on = (made.ends_at + dt.timedelta(days=30)).date()
    Answer.objects.create(registration=first, question=question, text="Nichts", purge_on=purge_on)
    return made


def after(event, days: int) -> dt.datetime:
    return event.ends_at + dt.timedelta(days=days, minutes=1)


def overdue(now: dt.datetime) -> dict[str, int]:
    found = {
        entry.label: entry.retention.overdue(now).count()
        for entry in privacy.entries()
        if entry.retention.overdue and entry.label.startswith("events.")
    }
    return {label: number for label, number in found.items() if number}


def test_nothing_goes_early(event):
    retention.apply(now=after(event, 29))
    assert Registration.objects.filter(food="vegan", access_needs="Rampe").count() == 4
    assert Answer.objects.count() == 1


def test_needs_food_and_answers_go_after_thirty_days(event):
    now = after(event, 31)
    assert overdue(now) == {"events.Registration": 4, "events.Answer": 1}
    retention.apply(now=now)
    assert set(Registration.objects.values_list("food", "access_needs")) == {("", "")}
    assert (Registration.objects.count(), Answer.objects.count()) == (4, 0)


def test_names_become_numbers_after_twelve_months(event):
    retention.apply(now=after(event, 366))
    assert not Registration.objects.exists()
    title = event.sessions.get().title
    rows = ParticipantCount.objects.select_related("session")
    found = {
        (str(row.session or ""), row.mode, row.group_id is None, row.registered, row.attended) for row in rows
    }
    assert found == {
        (title, "on_site", False, 1, 1), ("", "on_site", False, 2, 1), ("", "on_site", True, 1, 0),
        ("", "online", True, 1, 1),
    }  # fmt: skip


@pytest.mark.parametrize("days", [0, 29, 31, 364, 366, 4000])
def test_after_the_job_nothing_is_overdue_and_a_second_run_does_nothing(event, days):
    now = after(event, days)
    retention.apply(now=now)
    assert overdue(now) == {}
    done = retention.apply(now=now)
    assert (done["events.Registration"], done["events.Answer"]) == (0, 0)


def test_who_registered_colleagues_does_not_hold_them_back(event):
    leader = event.registrations.earliest("pk")
    RegistrationFactory(event=event, leader=leader)
    retention.apply(now=after(event, 366))
    assert not Registration.objects.exists()
