"""Messages come when the person wants them, several in one mail, each once, whoever is killed."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import ErasureRequest, Notice, NotificationPreference, Preferences, User
from accounts.services import notices, preferences, retention
from platform_portal.core import letters
from platform_portal.core.letters import Action, Letter
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import UserFactory

#: A Wednesday, 10 o'clock in Berlin.
WEDNESDAY = dt.datetime(2026, 10, 14, 8, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def tell(user: User, number: int = 1, *, kind: str = "groups", now: dt.datetime = WEDNESDAY) -> Notice | None:
    letter = Letter(
        subject=f"Nachricht {number}",
        paragraphs=(_("The secretariat has accepted your changes."), f"Absatz {number}"),
        actions=(Action("Ansehen", f"{settings.PORTAL_BASE_URL}/de/actors/{number}/"),),
        why="Grund",
    )
    return notices.tell(user=user, kind=kind, letter_kind="account-notice", letter=letter, now=now)


def choose(user: User, **kinds: str) -> None:
    for kind, frequency in kinds.items():
        NotificationPreference.objects.update_or_create(
            user=user, kind=kind, defaults={"frequency": frequency}
        )


@pytest.fixture
def person(db) -> User:
    return UserFactory(language="de")


def test_at_once_is_one_mail_at_once_and_says_where_to_choose(person):
    tell(person, kind="entry")
    mail = OutboxMail.objects.get()
    assert (mail.kind, mail.to, Notice.objects.get().sent_at) == ("account-notice", person.email, WEDNESDAY)
    assert f"{settings.PORTAL_BASE_URL}/de/account/" in mail.text.partition("--\n")[2]
    assert f'href="{settings.PORTAL_BASE_URL}/de/account/"' in mail.html


def test_daily_ones_wait_and_become_one_mail_with_headings(person):
    for number in (1, 2, 3):
        tell(person, number)
    tell(person, 4, kind="events", now=WEDNESDAY)
    choose(person, events="daily")
    notices.reschedule(user=person, now=WEDNESDAY)
    assert (notices.send_due(now=WEDNESDAY + dt.timedelta(hours=5)), OutboxMail.objects.count()) == (0, 0)
    notices.send_due(now=WEDNESDAY + DAY)
    mail = OutboxMail.objects.get()
    assert mail.kind == "digest"
    assert mail.subject == "4 Nachrichten aus dem Portal"
    assert [mail.html.count(f"Nachricht {number}</h2>") for number in (1, 2, 3, 4)] == [1, 1, 1, 1]
    assert mail.text.index("Nachricht 3") < mail.text.index("Nachricht 4")
    assert f"{settings.PORTAL_BASE_URL}/de/actors/3/" in mail.text
    notices.send_due(now=WEDNESDAY + 2 * DAY)
    assert OutboxMail.objects.count() == 1


def test_a_single_daily_one_is_the_letter_it_is(person):
    tell(person)
    notices.send_due(now=WEDNESDAY + DAY)
    assert OutboxMail.objects.get().kind == "account-notice"


def test_weekly_ones_come_on_monday(person):
    choose(person, groups="weekly")
    tell(person)
    monday = dt.datetime(2026, 10, 19, 5, 0, tzinfo=dt.UTC)
    assert Notice.objects.get().due_at == monday
    notices.send_due(now=monday - dt.timedelta(seconds=1))
    assert not OutboxMail.objects.exists()
    notices.send_due(now=monday)
    assert OutboxMail.objects.count() == 1


def test_never_is_never(person):
    choose(person, groups="never")
    assert tell(person) is None
    assert not Notice.objects.exists()


def test_what_was_turned_off_meanwhile_is_dropped(person):
    tell(person)
    choose(person, groups="never")
    notices.send_due(now=WEDNESDAY + DAY)
    notice = Notice.objects.get()
    assert (notice.sent_at, notice.dropped_at) == (None, WEDNESDAY + DAY)
    assert not OutboxMail.objects.exists()


def test_from_daily_to_weekly_waits_for_monday(person):
    tell(person)
    choose(person, groups="weekly")
    notices.send_due(now=WEDNESDAY + DAY)
    assert not OutboxMail.objects.exists()
    assert Notice.objects.get().due_at == dt.datetime(2026, 10, 19, 5, 0, tzinfo=dt.UTC)


def test_from_weekly_to_at_once_does_not_wait_for_monday(person):
    choose(person, groups="weekly")
    tell(person, now=timezone.now())
    preferences.save(user=person, name="x", language="de", notifications={"groups": "at_once"},
                     quiet_from=None, quiet_until=None, time_zone="Europe/Berlin")  # fmt: skip
    notices.send_due()
    assert OutboxMail.objects.count() == 1


def test_quiet_times_chosen_meanwhile_are_kept(person):
    tell(person)
    Preferences.objects.create(user=person, quiet_from=dt.time(6), quiet_until=dt.time(18))
    notices.send_due(now=WEDNESDAY + DAY)
    assert not OutboxMail.objects.exists()
    notices.send_due(now=WEDNESDAY + DAY + dt.timedelta(hours=9))
    assert OutboxMail.objects.count() == 1


@pytest.mark.parametrize("closed", ["inactive", "erasure"])
def test_a_closed_account_gets_nothing(person, closed):
    tell(person)
    if closed == "inactive":
        User.objects.update(is_active=False)
    else:
        ErasureRequest.objects.create(user=person, due_at=WEDNESDAY + 30 * DAY)
    notices.send_due(now=WEDNESDAY + DAY)
    assert not OutboxMail.objects.exists()
    assert Notice.objects.get().dropped_at


def test_a_letter_stays_in_its_language_and_the_frame_follows_the_person(person):
    tell(person, 1)
    tell(person, 2)
    User.objects.update(language="uk")
    notices.send_due(now=WEDNESDAY + DAY)
    mail = OutboxMail.objects.get()
    assert mail.language == "uk"
    assert "Nachricht 1" in mail.text
    assert "повідомлення" in mail.subject


def test_words_are_in_the_persons_language_not_in_the_pages(db):
    from django.utils import translation

    person = UserFactory(language="en")
    with translation.override("de"):
        tell(person, kind="entry")
    assert "The secretariat has accepted your changes." in OutboxMail.objects.get().text


def test_after_ninety_days_messages_are_gone(person):
    tell(person, kind="entry")
    retention.apply(now=WEDNESDAY + 89 * DAY)
    assert Notice.objects.exists()
    retention.apply(now=WEDNESDAY + 91 * DAY)
    assert not Notice.objects.exists()


# ── at the same time, and killed ────────────────────────────────────────────────────────────────


def _fill(persons: int) -> None:
    for person in UserFactory.create_batch(persons):
        for number in (1, 2, 3):
            tell(person, number)


def _at_once(work, count: int) -> None:
    start = threading.Barrier(count)

    def run() -> None:
        start.wait()
        work()
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_several_jobs_at_once_write_one_mail_to_each_person():
    _fill(25)
    _at_once(lambda: notices.send_due(now=WEDNESDAY + DAY), 4)
    while notices.send_due(now=WEDNESDAY + DAY):
        pass
    assert sorted(OutboxMail.objects.values_list("to", flat=True)) == sorted(
        User.objects.values_list("email", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_several_jobs_write_twice(monkeypatch):
    """Negative control: a person who is only looked up, not locked, gets a mail from each job."""
    _fill(1)
    both = threading.Barrier(2)

    def looked_up(now: dt.datetime) -> User | None:
        found = User.objects.filter(notices__in=notices._due(now)).first()
        both.wait(10)
        return found

    def unlocked(user: User, due: list[Notice], now: dt.datetime) -> list[Notice]:
        both.wait(10)
        return due

    def job() -> None:
        with transaction.atomic():
            user = looked_up(WEDNESDAY + DAY)
            ready = unlocked(user, list(notices._due(WEDNESDAY + DAY)), WEDNESDAY + DAY)
            notices._post(user, ready)
            Notice.objects.filter(pk__in=[notice.pk for notice in ready]).update(sent_at=WEDNESDAY)

    _at_once(job, 2)
    assert OutboxMail.objects.count() == 2


#: Stops for good after the third mail was put into the outbox and before it is committed.
HANGS = """
import pathlib, sys, time
from accounts.services import notices
post, calls = notices._post, []
def slow(user, found):
    post(user, found)
    calls.append(user)
    if len(calls) == 3:
        pathlib.Path({marker!r}).touch()
        time.sleep(600)
notices._post = slow
notices.send_due()
"""
#: Marks and writes in two transactions: what the service must not do.
NAIVE = """
import pathlib, time
from django.utils import timezone
from accounts.models import Notice, User
from accounts.services import notices
for user in User.objects.all():
    found = list(notices._due(timezone.now()).filter(user=user))
    notices._post(user, found)
    pathlib.Path({marker!r}).touch()
    time.sleep(600)
    Notice.objects.filter(pk__in=[n.pk for n in found]).update(sent_at=timezone.now())
"""


def _kill_while(code: str, marker) -> None:
    head, _sep, query = os.environ["DATABASE_URL"].partition("?")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "platform_portal.settings.test",
        "DATABASE_URL": f"{head.rpartition('/')[0]}/{connection.settings_dict['NAME']}?{query}",
        "PYTHONWARNINGS": "ignore",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-v0", "-c", code.format(marker=str(marker))],
        cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    deadline = time.monotonic() + 60
    while not marker.exists():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.kill()
    process.wait()
    with connection.cursor() as cursor:  # the server notices the end of the process a little later
        while True:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'"
            )
            if cursor.fetchone()[0] == 0:
                return
            assert time.monotonic() < deadline


@pytest.mark.django_db(transaction=True)
def test_a_killed_job_loses_nothing_and_sends_nothing_twice(tmp_path):
    _fill(5)
    _kill_while(HANGS, tmp_path / "third")
    assert OutboxMail.objects.count() == 2
    notices.send_due()
    assert sorted(OutboxMail.objects.values_list("to", flat=True)) == sorted(
        User.objects.values_list("email", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_a_job_that_marks_later_does_send_twice_when_it_is_killed(tmp_path):
    """Negative control: the same kill shows what one transaction prevents."""
    _fill(1)
    _kill_while(NAIVE, tmp_path / "written")
    notices.send_due()
    assert OutboxMail.objects.count() == 2


def test_the_digest_is_in_the_preview(secretariat_client):
    assert secretariat_client.get("/admin/mails/?kind=digest&language=uk").status_code == 200
    assert letters.kinds()
