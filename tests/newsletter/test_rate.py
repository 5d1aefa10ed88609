"""No window holds more accepted mails than its limit, over all senders, restarts and changes."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from newsletter.models import Delivery, LedgerTally, SendingSlot
from newsletter.sending import ledger as ledgers
from newsletter.sending.sender import Sender
from newsletter.services.limits import lift_limit, set_limit

pytestmark = pytest.mark.django_db(transaction=True)


def fullest_window(moments: list[float], seconds: float) -> int:
    """The largest number of moments in any window (open at its end) of this length."""
    ordered = sorted(moments)
    return max((sum(1 for one in ordered if begin <= one < begin + seconds) for begin in ordered), default=0)


def _senders(number: int, seconds: float) -> None:
    def work() -> None:
        sender = Sender(pause=0.0)
        try:
            sender.work(seconds=seconds)
        finally:
            sender.close()
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("scope", ["edition", "all"])
def test_three_senders_together_keep_the_limit_in_every_window(server, started, scope):
    edition = started(60)
    set_limit(messages=5, seconds=1, edition=edition if scope == "edition" else None)
    _senders(3, seconds=4)
    moments = [one.at for one in server.accepted]
    assert fullest_window(moments, 1.0) == 5
    assert len(moments) >= 12


def test_without_slots_the_same_senders_break_the_limit(server, started):
    """Negative control: without the limit the same measurement finds full windows."""
    started(60)
    _senders(3, seconds=4)
    assert fullest_window([one.at for one in server.accepted], 1.0) > 5


def test_the_limit_holds_over_a_restart_of_the_sender(server, started):
    edition = started(30)
    set_limit(messages=4, seconds=2, edition=edition)
    for _ in range(4):
        _senders(1, seconds=0.5)
    assert fullest_window([one.at for one in server.accepted], 2.0) == 4


def test_a_domain_with_a_limit_does_not_hold_up_the_others(server, started):
    edition = started(20)
    Delivery.objects.filter(pk__in=Delivery.objects.order_by("pk").values("pk")[:10]).update(
        domain="slow.example"
    )
    set_limit(messages=2, seconds=60, domain="slow.example")
    _senders(2, seconds=3)
    slow = [one for one in server.accepted if one.to.endswith("@slow.example")]
    assert (len(slow), len(server.accepted)) == (2, 12)
    assert LedgerTally.objects.figures(edition.pk)["pending"] == 8


@pytest.mark.parametrize(
    ("before", "after", "free"), [((5, 60), (3, 60), 0), ((5, 60), (8, 60), 3), ((5, 60), (5, 120), 0)]
)
def test_a_changed_limit_counts_what_has_been_sent(started, before, after, free):
    edition = started(1)
    limit = set_limit(messages=before[0], seconds=before[1], edition=edition)
    busy = timezone.now() + dt.timedelta(seconds=30)
    SendingSlot.objects.filter(limit=limit).update(free_at=busy)
    set_limit(messages=after[0], seconds=after[1], edition=edition)
    slots = SendingSlot.objects.filter(limit=limit)
    assert (slots.count(), slots.filter(free_at__lte=timezone.now()).count()) == (after[0], free)
    assert set(slots.filter(free_at__gt=timezone.now()).values_list("free_at", flat=True)) == {
        busy + dt.timedelta(seconds=after[1] - before[1])
    }


def test_a_changed_rate_holds_from_the_next_mail_on(server, started):
    edition = started(30)
    set_limit(messages=2, seconds=60, edition=edition)
    sender = Sender()
    sender.work(seconds=0.5)
    assert len(server.accepted) == 2
    set_limit(messages=6, seconds=60, edition=edition)
    sender.work(seconds=0.5)
    assert len(server.accepted) == 6
    lift_limit(edition=edition)
    sender.work(seconds=10)
    sender.close()
    assert len(server.accepted) == 30


def test_the_slot_of_a_killed_sender_stays_taken(started):
    edition = started(2)
    limit = set_limit(messages=1, seconds=10, edition=edition)
    held = ledgers.Ledger(
        edition_id=edition.pk, me="lost:1", subscribed="true", limits=[ledgers.Limit(limit.pk, 10)]
    )
    first, second = held.claim()
    assert held.advance(None, first).begun
    other = held.advance(None, second)
    assert (other.begun, other.is_limited) == (False, True)
    assert SendingSlot.objects.get().free_at > timezone.now() + dt.timedelta(seconds=180)


@pytest.mark.parametrize(("messages", "seconds"), [(0, 60), (10**6, 60), (5, 0), (5, 10**6)])
def test_a_limit_out_of_bounds_is_refused(db, messages, seconds):
    with pytest.raises(ValidationError):
        set_limit(messages=messages, seconds=seconds)
