"""The sender against a real mail server: each answer leads to the right state, everyone gets one mail."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.utils import timezone

from newsletter import links, return_path
from newsletter.enums import EditionState, SubscriberState
from newsletter.enums_delivery import DeliveryState, PauseReason
from newsletter.models import Delivery, LedgerTally, MailReport, Subscriber, Subscription
from newsletter.sending import sender as sending
from newsletter.services import starting, steering
from tests.factories.newsletter import EditionFactory, SubscriberFactory
from tests.newsletter.mail_server import CLOSE, HANG

pytestmark = pytest.mark.django_db(transaction=True)
ALL_SENT = DeliveryState.SENT


def _states(edition) -> dict[str, int]:
    figures = LedgerTally.objects.figures(edition.pk)
    assert sum(figures.values()) == edition.recipients
    return {state: number for state, number in figures.items() if number}


def test_everyone_gets_one_mail_and_the_edition_is_finished(server, send, started):
    edition = started(7)
    assert send() == 7
    edition.refresh_from_db()
    assert (edition.state, _states(edition)) == (EditionState.FINISHED, {"sent": 7})
    assert sorted(one.to for one in server.accepted) == sorted(
        Subscriber.objects.values_list("address", flat=True)
    )
    assert sorted(server.message_ids) == sorted(Delivery.objects.values_list("message_id", flat=True))
    assert send() == 0


def test_the_message_is_personal_and_complete(server, send, started):
    edition = started(1)
    send()
    accepted, row = server.accepted[0], Delivery.objects.get()
    message = email.message_from_bytes(accepted.data, policy=email.policy.default)
    assert return_path.read(accepted.sender) == row.pk
    assert message["To"] == row.address
    assert message["Subject"] == "Newsletter Nr. 1 – Wiederaufbau"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    key = links.key_for(row.subscriber_id, 1, edition.pk)
    for kind in ("plain", "html"):
        text = message.get_body((kind,)).get_content()
        assert (f"/de/newsletter/leave/{key}/" in text, ".invalid" in text) == (True, False)
    assert f"/leave/{key}/>" in message["List-Unsubscribe"]


@pytest.mark.parametrize(
    ("answer", "state", "edition_state"),
    [
        ("451 4.3.0 try again later", "pending", EditionState.SENDING),
        ("421 too many connections", "pending", EditionState.SENDING),
        ("550 5.1.1 no such user", "failed", EditionState.FINISHED),
        ("554 5.7.1 spam", "failed", EditionState.FINISHED),
        (CLOSE, "unknown", EditionState.FINISHED),
        (HANG, "unknown", EditionState.FINISHED),
    ],
)
def test_each_answer_to_the_text_leads_to_the_right_state(
    server, send, started, answer, state, edition_state
):
    edition = started(1)
    server.answers = [answer]
    send()
    edition.refresh_from_db()
    assert (_states(edition), edition.state, server.accepted) == ({state: 1}, edition_state, [])


def test_a_mail_that_was_put_off_is_sent_later_with_the_same_message_id(server, send, started):
    started(1)
    server.answers = ["451 later"]
    send()
    row = Delivery.objects.get()
    assert (row.attempts, row.next_attempt_at > timezone.now() + dt.timedelta(seconds=50)) == (1, True)
    Delivery.objects.update(next_attempt_at=timezone.now())
    send()
    assert server.message_ids == [row.message_id]


def test_a_mail_is_given_up_after_48_hours(server, send, started):
    edition = started(1)
    Delivery.objects.update(first_attempt_at=timezone.now() - dt.timedelta(hours=49))
    server.answers = ["451 later"]
    send()
    assert (_states(edition), Delivery.objects.get().reason) == ({"failed": 1}, "given_up")


@pytest.mark.parametrize("pipelining", [True, False])
def test_a_refused_recipient_does_not_disturb_the_others(server, send, started, pipelining):
    server.pipelining = pipelining
    edition = started(4)
    refused, later, lost, _fine = Subscriber.objects.order_by("pk")
    server.to = {
        refused.address: "550 5.1.1 unknown", later.address: "450 4.2.1 busy", lost.address: CLOSE,
    }  # fmt: skip
    send()
    assert _states(edition) == {"failed": 1, "pending": 2, "sent": 1}
    refused.refresh_from_db()
    assert (refused.state, MailReport.objects.get().kind) == (SubscriberState.SUPPRESSED, "hard")


def test_a_server_that_blames_the_sender_does_not_suppress_readers(server, send, started):
    edition = started(30)
    server.answers = ["554 5.7.1 your network is blocked"] * 30
    send()
    edition.refresh_from_db()
    assert (edition.state, edition.hold_reason) == (EditionState.PAUSED, PauseReason.REFUSED)
    assert _states(edition) == {"failed": 20, "pending": 10}
    assert not Subscriber.objects.filter(state=SubscriberState.SUPPRESSED).exists()


@pytest.mark.parametrize("trouble", ["no server", "greeting", "sender refused"])
def test_without_connection_the_edition_pauses_itself_and_nobody_is_consumed(
    server, send, started, settings, trouble
):
    edition = started(20)
    if trouble == "no server":
        settings.MAILERS["default"]["OPTIONS"]["port"] = 1
    elif trouble == "greeting":
        server.greeting = "554 not you"
    else:
        server.from_answer = "550 5.7.1 sender not allowed"
    send()
    edition.refresh_from_db()
    assert (edition.state, _states(edition)) == (EditionState.PAUSED, {"pending": 20})
    assert set(Delivery.objects.values_list("attempts", flat=True)) == {0}
    assert edition.failures_in_a_row == settings.PORTAL_NEWSLETTER_FAILURES


def test_it_goes_on_after_a_pause_where_it_stopped(server, send, started, secretariat, settings):
    edition = started(12)
    server.greeting = "554 not you"
    send()
    server.greeting = "220 welcome"
    steering.resume(edition=edition, by=secretariat)
    send()
    assert _states(edition) == {"sent": 12}
    assert len(set(server.message_ids)) == len(server.accepted) == 12


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": SubscriberState.LEFT}, "left"),
        ({"state": SubscriberState.SUPPRESSED}, "suppressed"),
        ({"state": SubscriberState.PAUSED, "paused_until": None}, "paused"),
        ({"address_key": "other@example.org"}, "readdressed"),
        (None, "not_subscribed"),
        ("erased", "erased"),
    ],
)
def test_consent_is_read_again_before_each_mail(server, send, started, change, reason):
    edition = started(3)
    reader = Subscriber.objects.order_by("pk")[1]
    if change is None:
        Subscription.objects.filter(subscriber=reader).delete()
    elif change == "erased":
        reader.delete()
    else:
        Subscriber.objects.filter(pk=reader.pk).update(**change)
    send()
    assert _states(edition) == {"sent": 2, "skipped": 1}
    assert Delivery.objects.get(state="skipped").reason == reason


def test_an_address_no_server_can_take_is_not_sent(server, send, started):
    edition = started(2)
    Delivery.objects.filter(pk=Delivery.objects.order_by("pk").first().pk).update(
        address="a b\r\nx@example.org"
    )
    send()
    assert (_states(edition), Delivery.objects.get(state="failed").reason) == (
        {"failed": 1, "sent": 1},
        "unusable",
    )


def test_an_edition_without_recipients_is_not_started(secretariat):
    edition = EditionFactory(released=True)
    with pytest.raises(starting.Refusal):
        starting.start(edition=edition, by=secretariat)
    edition.refresh_from_db()
    assert (edition.state, Delivery.objects.count()) == (EditionState.RELEASED, 0)


def test_two_lists_with_one_address_are_one_mail(server, send, secretariat):
    reader = SubscriberFactory(reads=("quarterly", "special", "events"))
    edition = EditionFactory(released=True, audience_kinds=["quarterly", "special", "events"])
    starting.start(edition=edition, by=secretariat)
    send()
    assert [one.to for one in server.accepted] == [reader.address]


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(("is_ending", "seconds"), [(True, 2), (False, 120)])
def test_who_is_asked_to_end_does_not_wait_long_for_a_database_that_is_gone(monkeypatch, is_ending, seconds):
    past = [0.0]
    monkeypatch.setattr(sending, "time", SimpleNamespace(monotonic=lambda: sum(past)))
    sender = sending.Sender(should_end=lambda: is_ending, sleep=past.append)

    def ask():
        raise OperationalError

    with pytest.raises(OperationalError):
        sender.persistently(ask)
    assert seconds <= sum(past) < seconds + 1
