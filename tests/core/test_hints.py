"""Hints to the worker: at once when it is quiet, in a rush one for all, and never none."""

from __future__ import annotations

import threading
import time

import pytest

from platform_portal.core import outbox, tasks
from platform_portal.core.hints import Hints


def test_in_a_rush_one_hint_comes_at_once_and_one_for_all_the_others_after_the_last_of_them():
    said: list[float] = []
    second = threading.Event()

    def say():
        said.append(time.monotonic())
        if len(said) == 2:
            second.set()

    hints = Hints(say, pause=0.2)
    for _mail in range(100):
        hints.give()
    asked = time.monotonic()
    assert len(said) == 1
    assert second.wait(5)
    assert said[1] >= asked
    assert len(said) == 2


def test_when_it_is_quiet_each_hint_is_given_at_once():
    said: list[int] = []
    hints = Hints(lambda: said.append(1), pause=0.0)
    for number in range(1, 4):
        hints.give()
        assert len(said) == number


@pytest.mark.parametrize(("sent", "told"), [(outbox.BATCH, 1), (outbox.BATCH - 1, 0)])
def test_a_task_that_sent_as_many_as_it_may_asks_for_another_one(monkeypatch, sent, told):
    asked: list[int] = []
    monkeypatch.setattr(outbox, "send_due", lambda: sent)
    monkeypatch.setattr(outbox, "tell_worker", lambda: asked.append(1))
    tasks.sweep_outbox()
    assert len(asked) == told
