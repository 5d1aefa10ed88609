"""Both sides act at the same moment: the last one settles it. Shown with real connections, and with the lock off."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection, transaction

from partnerships.models import Partnership, PulseAnswer, PulseQuestion
from partnerships.services.living import initiating, pulse
from tests.factories.living import YEAR, begun, confirmed
from tests.factories.requests import MONDAY

LATER = MONDAY + YEAR + dt.timedelta(days=1)


def meeting(patience: float) -> Callable[..., None]:
    """Whoever calls it waits for the other one, but no longer than so many seconds."""
    barrier = threading.Barrier(2)

    def wait(**_details: object) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            barrier.wait(timeout=patience)

    return wait


def meet_after_writing(monkeypatch: pytest.MonkeyPatch, *, patience: float) -> None:
    """Both meet after they have written their own part and before they look at the other's, if the lock lets them."""
    for module in (initiating, pulse):
        monkeypatch.setattr(module, "audit", SimpleNamespace(record=meeting(patience)))


@pytest.fixture
def together(monkeypatch) -> Callable[..., None]:
    """They meet where the lock lets them: the other one waits for it."""
    meet_after_writing(monkeypatch, patience=1.5)
    return lambda: None


@pytest.fixture
def together_without_lock(monkeypatch) -> Callable[..., None]:
    """They meet however slow the machine is, and again when both have looked: until then neither commits."""
    meet_after_writing(monkeypatch, patience=15)
    for module in (initiating, pulse):
        monkeypatch.setattr(module, "lock", unlocked)
    return meeting(15)


def unlocked(partnership: Partnership) -> Partnership:
    return Partnership.objects.get(pk=partnership.pk)


def at_once(*acts: Callable[[], object], before_commit: Callable[..., None]) -> None:
    def run(act: Callable[[], object]) -> None:
        try:
            with transaction.atomic():
                act()
                before_commit()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=40)


def both_confirm(found, before_commit) -> str:
    keepers = (found.german_keeper, found.ukrainian_keeper)
    at_once(
        *(
            lambda by=by: initiating.confirm(partnership=found.partnership, by=by, now=MONDAY)
            for by in keepers
        ),
        before_commit=before_commit,
    )
    return Partnership.objects.get().status


def both_answer(found, before_commit) -> str:
    rows = list(PulseAnswer.objects.select_related("question__partnership"))
    people = {found.german.pk: found.german_keeper, found.ukrainian.pk: found.ukrainian_keeper}
    at_once(
        *(
            lambda row=row: pulse.answer(answer=row, pulse="over", by=people[row.actor_id], now=LATER)
            for row in rows
        ),
        before_commit=before_commit,
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
    assert both_confirm(found, request.getfixturevalue("together")) == "active"


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_wait_for_each_other_for_ever(request):
    found = begun()
    assert both_confirm(found, request.getfixturevalue("together_without_lock")) == "initiation"


@pytest.mark.django_db(transaction=True)
def test_two_answers_at_once_settle_the_question(request):
    found = asked()
    before_commit = request.getfixturevalue("together")
    assert (both_answer(found, before_commit), Partnership.objects.get().status) == ("ended", "ended")


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_question_would_stay_open(request):
    found = asked()
    assert both_answer(found, request.getfixturevalue("together_without_lock")) == ""
