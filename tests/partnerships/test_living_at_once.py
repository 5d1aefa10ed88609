"""Both sides act at the same moment: the last one settles it. Shown with real connections, and with the lock off."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection

from partnerships.models import Partnership, PulseAnswer, PulseQuestion
from partnerships.services.living import initiating, pulse
from tests.factories.living import YEAR, begun, confirmed
from tests.factories.requests import MONDAY

LATER = MONDAY + YEAR + dt.timedelta(days=1)


@pytest.fixture
def together(request, monkeypatch) -> None:
    """Both meet after they have written their own part and before they look at the other's, if the lock lets them."""
    meeting = threading.Barrier(2)
    patience = (
        15 if "without" in request.node.name else 1.5
    )  # without the lock they meet, however slow the machine is

    def waiting(**_details: object) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):  # the other one waits for the lock
            meeting.wait(timeout=patience)

    for module in (initiating, pulse):
        monkeypatch.setattr(module, "audit", SimpleNamespace(record=waiting))


def unlocked(partnership: Partnership) -> Partnership:
    return Partnership.objects.get(pk=partnership.pk)


def at_once(*acts: Callable[[], object]) -> None:
    def run(act: Callable[[], object]) -> None:
        try:
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)


def both_confirm(found) -> str:
    keepers = (found.german_keeper, found.ukrainian_keeper)
    at_once(
        *(
            lambda by=by: initiating.confirm(partnership=found.partnership, by=by, now=MONDAY)
            for by in keepers
        )
    )
    return Partnership.objects.get().status


def both_answer(found) -> str:
    rows = list(PulseAnswer.objects.select_related("question__partnership"))
    people = {found.german.pk: found.german_keeper, found.ukrainian.pk: found.ukrainian_keeper}
    at_once(
        *(
            lambda row=row: pulse.answer(answer=row, pulse="over", by=people[row.actor_id], now=LATER)
            for row in rows
        )
    )
    return PulseQuestion.objects.get().outcome


def asked() -> SimpleNamespace:
    found = confirmed()
    Partnership.objects.update(created_at=MONDAY)
    pulse.follow(now=LATER)
    return found


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_make_it_active(request):
    found = begun()
    request.getfixturevalue("together")
    assert both_confirm(found) == "active"


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_wait_for_each_other_for_ever(request, monkeypatch):
    found = begun()
    request.getfixturevalue("together")
    monkeypatch.setattr(initiating, "lock", unlocked)
    assert both_confirm(found) == "initiation"


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_settle_the_question(request):
    found = asked()
    request.getfixturevalue("together")
    assert (both_answer(found), Partnership.objects.get().status) == ("ended", "ended")


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_question_would_stay_open(request, monkeypatch):
    found = asked()
    request.getfixturevalue("together")
    monkeypatch.setattr(pulse, "lock", unlocked)
    assert both_answer(found) == ""
