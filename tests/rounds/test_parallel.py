"""Two of the secretariat press "send" at the same moment."""

from __future__ import annotations

import threading

import pytest
from django.db import IntegrityError, connection

from partnerships.models import MatchRound, RoundProposal
from partnerships.services.rounds import runs, sending
from platform_portal.core.errors import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def both_send(run, secretariat) -> list[str]:
    """What became of two sendings that begin together, each on its own connection."""
    barrier, outcomes = threading.Barrier(2), []

    def send() -> None:
        try:
            barrier.wait(10)
            outcomes.append(f"sent {sending.send_proposals(run=run, by=secretariat)}")
        except (Refusal, IntegrityError) as error:
            outcomes.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return sorted(outcomes)


@pytest.fixture
def run(match_round, secretariat):
    """A run that is done."""
    made = runs.start_run(round=match_round, by=secretariat)
    runs.work()
    made.refresh_from_db()
    return made


def test_the_second_is_refused_kindly(run, secretariat):
    assert both_send(run, secretariat) == ["Refusal", "sent 2"]
    assert RoundProposal.objects.count() == 2


def test_without_the_lock_only_the_constraint_keeps_them_from_sending_twice(run, secretariat, monkeypatch):
    together = threading.Barrier(2)

    def unlocked(pk: int) -> MatchRound:
        found = MatchRound.objects.get(pk=pk)
        together.wait(10)
        return found

    monkeypatch.setattr(sending, "locked", unlocked)
    assert both_send(run, secretariat) == ["IntegrityError", "sent 2"]
    assert RoundProposal.objects.count() == 2
