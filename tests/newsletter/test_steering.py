"""Pause, resume, cancel, end: at most one more mail per sender, nobody lost, nobody twice."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from newsletter.enums import EditionState
from newsletter.enums_delivery import DeliveryState
from newsletter.models import Delivery, LedgerTally
from newsletter.sending import ledger as ledgers
from newsletter.sending.sender import Sender
from newsletter.services import steering
from newsletter.services.starting import Refusal

pytestmark = pytest.mark.django_db(transaction=True)


def _figures(edition) -> dict[str, int]:
    return {state: number for state, number in LedgerTally.objects.figures(edition.pk).items() if number}


def _sender_that(server, after: int, act) -> Sender:
    """A sender during whose mail number `after` something happens."""
    done: list[bool] = []

    def look() -> bool:
        if len(server.accepted) >= after and not done:
            done.append(True)
            act()
        return False

    return Sender(should_end=look, pause=0.0)


@pytest.mark.parametrize(("act", "left"), [("pause", {"pending": 15}), ("cancel", {"skipped": 15})])
def test_nothing_is_begun_after_a_stop(server, started, secretariat, act, left):
    edition = started(20)
    sender = _sender_that(server, 5, lambda: getattr(steering, act)(edition=edition, by=secretariat))
    sender.work(seconds=20)
    sender.close()
    assert (len(server.accepted), _figures(edition)) == (5, {"sent": 5} | left)


def test_after_a_pause_it_goes_on(server, send, started, secretariat):
    edition = started(20)
    sender = _sender_that(server, 5, lambda: steering.pause(edition=edition, by=secretariat))
    sender.work(seconds=20)
    sender.close()
    assert send() == 0
    steering.resume(edition=edition, by=secretariat)
    assert send() == 15
    assert len(set(server.message_ids)) == 20


def test_a_request_to_end_drains(server, send, started):
    """As SIGTERM does: the mail that has begun is sent and noted, the rest waits for the next sender at once."""
    edition = started(20)
    sender = Sender(should_end=lambda: len(server.accepted) >= 5)
    sender.work()
    sender.close()
    assert _figures(edition) == {"sent": 5, "pending": 15}
    assert send() == 15


def test_a_mail_put_off_when_the_edition_is_cancelled_is_left_out(server, started, secretariat):
    edition = started(1)
    server.answers = ["451 later"]
    sender = Sender(pause=0.0)
    claimed = ledgers.Ledger(edition_id=edition.pk, me=sender.me, subscribed="true")
    (mail,) = claimed.claim()
    assert claimed.advance(None, mail).begun
    steering.cancel(edition=edition, by=secretariat)
    claimed.note(ledgers.Result(mail.id, "pending", retry_seconds=60))
    assert _figures(edition) == {"skipped": 1}


@pytest.mark.parametrize(
    ("state", "expected"), [("claimed", {"pending": 1, "sent": 1}), ("sending", {"unknown": 1, "sent": 1})]
)
def test_what_a_lost_sender_held_is_taken_back_when_its_lease_ends(server, send, started, state, expected):
    edition = started(2)
    row = Delivery.objects.first()
    far = timezone.now() + dt.timedelta(minutes=3)
    Delivery.objects.filter(pk=row.pk).update(state=state, claimed_by="lost:1", leased_until=far)
    send()
    assert _figures(edition) == {state: 1, "sent": 1}
    edition.refresh_from_db()
    assert edition.state == EditionState.SENDING
    Delivery.objects.filter(pk=row.pk).update(leased_until=timezone.now() - dt.timedelta(seconds=1))
    assert ledgers.recover() == {edition.pk: (int(state == "claimed"), int(state == "sending"))}
    assert _figures(edition) == expected


def _unknown(edition) -> Delivery:
    Delivery.objects.filter(pk=Delivery.objects.first().pk).update(
        state=DeliveryState.SENDING,
        claimed_by="lost:1",
        leased_until=timezone.now() - dt.timedelta(seconds=1),
    )
    ledgers.recover()
    return Delivery.objects.get(state=DeliveryState.UNKNOWN)


def test_a_doubtful_mail_is_sent_again_only_when_somebody_says_so(server, send, started, secretariat):
    edition = started(2)
    row = _unknown(edition)
    send()
    edition.refresh_from_db()
    assert (edition.state, row.message_id in server.message_ids) == (EditionState.FINISHED, False)
    assert steering.send_again(edition=edition, by=secretariat) == 1
    send()
    edition.refresh_from_db()
    assert (edition.state, _figures(edition)) == (EditionState.FINISHED, {"sent": 2})
    assert row.message_id in server.message_ids


def test_a_doubtful_mail_can_be_left(server, send, started, secretariat):
    edition = started(2)
    _unknown(edition)
    assert steering.leave(edition=edition, by=secretariat) == 1
    assert steering.send_again(edition=edition, by=secretariat) == 0
    send()
    assert _figures(edition) == {"sent": 1, "unknown": 1}


def test_the_answer_of_a_sender_thought_lost_is_noted_after_all(server, started):
    edition = started(1)
    ledger = ledgers.Ledger(edition_id=edition.pk, me="slow:1", subscribed="true")
    (mail,) = ledger.claim()
    ledger.advance(None, mail)
    Delivery.objects.update(leased_until=timezone.now() - dt.timedelta(seconds=1))
    ledgers.recover()
    assert _figures(edition) == {"unknown": 1}
    ledger.note(ledgers.Result(mail.id, "sent"))
    assert _figures(edition) == {"sent": 1}


def test_a_step_may_be_repeated_after_a_lost_connection(server, started):
    edition = started(2)
    ledger = ledgers.Ledger(edition_id=edition.pk, me="one:1", subscribed="true")
    first, second = ledger.claim()
    ledger.advance(None, first)
    for _ in range(2):
        step = ledger.advance(ledgers.Result(first.id, "sent"), second)
        assert step.begun
    assert _figures(edition) == {"sent": 1, "sending": 1}
    assert Delivery.objects.get(pk=second.id).attempts == 1


def test_what_another_sender_has_taken_over_is_not_begun(server, started):
    edition = started(1)
    slow = ledgers.Ledger(edition_id=edition.pk, me="slow:1", subscribed="true")
    (mail,) = slow.claim()
    Delivery.objects.update(leased_until=timezone.now() - dt.timedelta(seconds=1))
    ledgers.recover()
    quick = ledgers.Ledger(edition_id=edition.pk, me="quick:1", subscribed="true")
    (again,) = quick.claim()
    assert quick.advance(None, again).begun
    assert not slow.advance(None, mail).begun


@pytest.mark.parametrize("act", ["pause", "resume"])
def test_what_is_not_possible_is_refused(started, secretariat, act):
    edition = started(1)
    steering.cancel(edition=edition, by=secretariat)
    with pytest.raises(Refusal):
        getattr(steering, act)(edition=edition, by=secretariat)
