"""Two runs at the same time: no mail twice. Shown with real connections, and with the lock off."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading

import pytest
from django.db import connection

from actors.models import Actor, FreshnessCheck
from actors.services import freshness
from platform_portal.core.models import OutboxMail
from tests.factories.actors import ActorFactory
from tests.factories.curation import KeeperFactory

NOW = dt.datetime(2026, 7, 6, 6, tzinfo=dt.UTC)


@pytest.fixture
def check(transactional_db) -> FreshnessCheck:
    """A question whose first reminder is due."""
    KeeperFactory(actor=ActorFactory(slug="riwne", published_at=NOW - dt.timedelta(days=200)))
    freshness.run(now=NOW)
    OutboxMail.objects.all().delete()
    return FreshnessCheck.objects.get()


@pytest.fixture
def together(monkeypatch):
    """Two runs meet right before they write their mail, if the lock lets them."""
    meeting = threading.Barrier(2)
    write = freshness._write

    def waiting(*args: object) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):  # the other one waits for the lock
            meeting.wait(timeout=1.5)
        write(*args)

    monkeypatch.setattr(freshness, "_write", waiting)


def _run_twice() -> None:
    def run() -> None:
        try:
            freshness.run(now=NOW + dt.timedelta(days=14))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)


def test_two_runs_at_once_send_one_reminder(check, together):
    _run_twice()
    assert (OutboxMail.objects.count(), FreshnessCheck.objects.get().reminders) == (1, 1)


def test_without_the_lock_there_would_be_two(check, together, monkeypatch):
    monkeypatch.setattr(freshness, "lock", lambda pk: Actor.objects.filter(pk=pk).first())
    _run_twice()
    assert OutboxMail.objects.count() == 2


def test_a_run_that_is_killed_before_its_mail_leaves_no_trace(check, monkeypatch):
    def killed(**_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(freshness.notices, "tell", killed)
        with pytest.raises(KeyboardInterrupt):
            freshness.run(now=NOW + dt.timedelta(days=14))
    assert (FreshnessCheck.objects.get().reminders, OutboxMail.objects.count()) == (0, 0)
    freshness.run(now=NOW + dt.timedelta(days=14))
    assert (FreshnessCheck.objects.get().reminders, OutboxMail.objects.count()) == (1, 1)
