"""Reminders: so long before the start, per way of taking part, moved with the event, each at most once."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from events.enums import BookingStatus, EventStatus, Mode
from events.models import Event, RegistrationMail
from events.services import reminders
from platform_portal.core.models import OutboxMail
from tests.events.desk import DAY, HOUR, MINUTE, both_modes, hybrid, people
from tests.factories.events import MONDAY, START, EventFactory, RegistrationFactory


def addressees() -> list[str]:
    return sorted(OutboxMail.objects.filter(kind="event-reminder").values_list("to", flat=True))


@pytest.fixture
def event(db):
    """With a reminder a day before."""
    made = hybrid()
    made.reminders.create(minutes_before=24 * 60)
    return made


def registered(event, **facts):
    return RegistrationFactory(event=event, created_at=MONDAY, **facts)


def test_it_comes_when_it_is_due_and_not_before(event):
    person = registered(event)
    assert reminders.send_due(now=START - DAY - MINUTE) == 0
    assert reminders.send_due(now=START - DAY) == 1
    assert addressees() == [person.email]


def test_nobody_gets_it_twice_and_nobody_after_the_start(event):
    registered(event)
    assert [reminders.send_due(now=START - DAY + number * MINUTE) for number in range(3)] == [1, 0, 0]
    registered(event)
    assert reminders.send_due(now=START + MINUTE) == 0


def test_one_for_those_on_site_another_for_those_online(event):
    event.reminders.all().delete()
    event.reminders.create(minutes_before=120, mode=Mode.ON_SITE)
    event.reminders.create(minutes_before=15, mode=Mode.ONLINE)
    on_site, online = registered(event), registered(event, mode=Mode.ONLINE)
    reminders.send_due(now=START - 2 * HOUR)
    assert addressees() == [on_site.email]
    reminders.send_due(now=START - 15 * MINUTE)
    assert addressees() == sorted([on_site.email, online.email])
    assert "15 Minuten" in OutboxMail.objects.get(to=online.email).text


def test_a_new_start_moves_the_reminder(event):
    registered(event)
    reminders.send_due(now=START - DAY)
    Event.objects.update(starts_at=START + 7 * DAY, ends_at=START + 8 * DAY)
    assert reminders.send_due(now=START - DAY) == 0
    assert reminders.send_due(now=START + 6 * DAY) == 1
    assert len(addressees()) == 2


@pytest.mark.parametrize("status", [EventStatus.CANCELLED, EventStatus.DRAFT, EventStatus.ARCHIVED])
def test_events_that_do_not_take_place_remind_nobody(event, status):
    registered(event)
    Event.objects.update(status=status)
    assert reminders.send_due(now=START - HOUR) == 0


@pytest.mark.parametrize("place", [BookingStatus.CHOOSE, BookingStatus.RELEASED])
def test_only_who_has_a_place_is_reminded(event, place):
    registered(event, place=place, **({"status": "cancelled"} if place == "released" else {}))
    assert reminders.send_due(now=START - HOUR) == 0


def test_who_registers_later_has_just_had_a_confirmation(event):
    RegistrationFactory(event=event, created_at=START - 2 * HOUR)
    assert reminders.send_due(now=START - HOUR) == 0


def test_of_several_that_are_due_only_the_last_one_comes(event):
    event.reminders.create(minutes_before=60)
    registered(event)
    reminders.send_due(now=START - HOUR)
    assert list(RegistrationMail.objects.values_list("key", flat=True)) == ["reminder-60@2027-01-14T09:00Z"]


def test_each_reads_it_in_the_own_language(event):
    for language in ("de", "uk", "en"):
        registered(event, language=language)
    reminders.send_due(now=START - DAY)
    subjects = dict(OutboxMail.objects.values_list("language", "subject"))
    assert len(set(subjects.values())) == 3


def test_both_ways_of_taking_part_are_reminded_of_an_event_at_once(event):
    assert len(both_modes(event)) == 2
    event.registrations.update(created_at=MONDAY)
    assert reminders.send_due(now=START - DAY) == 2


NAIVE = """
import django
django.setup()
from django.utils import timezone
from events.models import Registration
from events.services import reminders, sending
from platform_portal.core import letters
person = Registration.objects.select_related("event__place").get()
letters.post(kind="event-reminder", letter=reminders._letter(person), to=person.email, language=person.language)
print("posted", flush=True)
import time
time.sleep(120)
"""


def start(*arguments: str) -> subprocess.Popen[str]:
    name = connection.settings_dict["NAME"]
    head, _, query = os.environ["DATABASE_URL"].partition("?")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "platform_portal.settings.test",
        "DATABASE_URL": f"{head.rpartition('/')[0]}/{name}?{query}",
        "PYTHONWARNINGS": "ignore",
    }
    return subprocess.Popen(
        [sys.executable, *arguments], cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


@pytest.fixture
def soon(transactional_db):
    """An event that begins in an hour, with a reminder two hours before."""
    begins = timezone.now() + HOUR
    made = EventFactory(starts_at=begins)
    made.reminders.create(minutes_before=120)
    return made


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.wait(30)
    if process.stdout:
        process.stdout.close()


@pytest.mark.slow
def test_nobody_is_reminded_twice_when_workers_are_killed_again_and_again(soon):
    people(soon, 60, created_at=MONDAY)
    kills = 0
    for goal in (5, 15, 25):
        workers = [start("manage.py", "follow_events") for _ in range(2)]
        deadline = time.monotonic() + 120
        while RegistrationMail.objects.count() < goal and any(one.poll() is None for one in workers):
            assert time.monotonic() < deadline
            time.sleep(0.002)
        kills += sum(one.poll() is None for one in workers)
        for one in workers:
            end(one)
    call_command("follow_events", verbosity=0)
    found = addressees()
    assert kills >= 2
    assert (len(found), len(set(found)), RegistrationMail.objects.count()) == (60, 60, 60)


@pytest.mark.slow
def test_a_worker_that_notes_it_afterwards_does_write_twice_when_it_is_killed(soon):
    """Negative control: the same kill shows the second mail that the one transaction prevents."""
    people(soon, 1, created_at=MONDAY)
    worker = start("-c", NAIVE)
    assert worker.stdout
    assert worker.stdout.readline() == "posted\n"
    end(worker)
    call_command("follow_events", verbosity=0)
    assert len(addressees()) == 2
