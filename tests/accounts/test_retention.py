"""The retention job leaves nothing overdue, whatever the clock says."""

import datetime as dt

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import ErasureRequest, LimitCounter, User
from accounts.services import erasure, retention
from platform_portal.core import outbox, privacy
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import UserFactory


@pytest.fixture
def world(db, sign_in):
    """A little of everything that is kept for a while."""
    sign_in(UserFactory(email="lange@example.org"))
    User.objects.create_superuser("admin@example.org", "x")
    SessionStore().save()
    outbox.queue(kind="test", to="leser@example.org", subject="Betreff", text="Text", language="de")
    LimitCounter.objects.create(cache_key="k", value="v", expires=timezone.now())
    erasure.request(user=UserFactory(email="weg@example.org"), by=None)


def _overdue(now: dt.datetime) -> dict[str, int]:
    found = {
        entry.label: entry.retention.overdue(now).count()
        for entry in privacy.entries()
        if entry.retention.overdue
    }
    return {label: count for label, count in found.items() if count}


@pytest.mark.parametrize("days", [0, 1, 31, 91, 365, 3 * 365 + 1, 10 * 365])
def test_after_the_job_nothing_is_overdue(world, days):
    now = timezone.now() + dt.timedelta(days=days)
    retention.apply(now=now)
    assert _overdue(now) == {}


def test_before_the_job_much_would_be_overdue(world):
    """Negative control."""
    assert len(_overdue(timezone.now() + dt.timedelta(days=10 * 365))) >= 5


def test_nothing_goes_early(world):
    before = (User.objects.count(), OutboxMail.objects.count(), Session.objects.count())
    retention.apply(now=timezone.now())
    assert (User.objects.count(), OutboxMail.objects.count(), Session.objects.count()) == before


def test_an_unused_account_is_told_and_has_thirty_days(world):
    now = timezone.now() + dt.timedelta(days=3 * 365 + 1)
    retention.apply(now=now)
    wish = ErasureRequest.objects.get(user__email="lange@example.org")
    assert (wish.by_retention, wish.due_at) == (True, now + dt.timedelta(days=30))
    mail = OutboxMail.objects.get(to="lange@example.org", kind="erasure-scheduled")
    assert mail.state == "pending"
    retention.apply(now=now + dt.timedelta(days=31))
    assert not User.objects.filter(email="lange@example.org").exists()


def test_administrators_do_not_fall_out_of_use(world):
    for days in (0, 31):
        retention.apply(now=timezone.now() + dt.timedelta(days=20 * 365 + days))
    assert list(User.objects.values_list("email", flat=True)) == ["admin@example.org"]


def test_running_twice_changes_nothing_more(world):
    now = timezone.now() + dt.timedelta(days=200)
    retention.apply(now=now)
    assert sum(retention.apply(now=now).values()) == 0


def test_many_rows_go_in_batches(db, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 3)
    LimitCounter.objects.bulk_create(
        [LimitCounter(cache_key=str(number), value="", expires=timezone.now()) for number in range(10)]
    )
    assert retention.apply(now=timezone.now() + dt.timedelta(hours=1))["accounts.LimitCounter"] == 10


def test_one_account_that_cannot_be_erased_does_not_hold_up_the_others(world, monkeypatch, caplog):
    stuck = User.objects.get(email="weg@example.org")
    other = UserFactory()
    erasure.request(user=other, by=None)
    original = erasure.erase

    def erase(*, user, now):
        if user == stuck:
            raise erasure.Refusal("stuck")
        original(user=user, now=now)

    monkeypatch.setattr(erasure, "erase", erase)
    retention.apply(now=timezone.now() + dt.timedelta(days=31))
    assert list(User.objects.filter(pk__in=(stuck.pk, other.pk))) == [stuck]
    assert "could not be erased" in caplog.text
