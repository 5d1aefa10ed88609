"""What comes back: bounces, complaints, mails to leave. Only what names a mail of ours by a signature is believed."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import imaplib
import io
import json
import mailbox as mailboxes_of_python
import sys

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from newsletter import links, return_path
from newsletter.enums import ConsentKind, EditionState, SubscriberState
from newsletter.enums_delivery import DeliveryState, LogKind, PauseReason, ReportKind
from newsletter.models import ConsentRecord, Delivery, MailReport, SendingLogEntry, Suppression
from newsletter.notifications import understand
from newsletter.return_path import ReturnPath
from newsletter.services.mailbox import take_message
from newsletter.services.reports import event_key, take
from tests.factories.newsletter import DeliveryFactory, EditionFactory, SubscriberFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()

DSN = """From: MAILER-DAEMON@mx.example.net
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; leser@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {text}

--b--
"""
ARF = """From: complaints@provider.example
To: abuse@example.org
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

A reader complains.
--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Some/1.0
Version: 1

--b
Content-Type: message/rfc822

{original}

--b--
"""


@pytest.fixture
def sent():
    """A mail that was sent."""
    return DeliveryFactory(state=DeliveryState.SENT, sent_at=NOW)


def _dsn(row, action="failed", status="5.1.1", text="550 5.1.1 no such user", to=None) -> bytes:
    address = to or ReturnPath().of(row.pk)
    return DSN.format(to=address, action=action, status=status, text=text).encode()


def test_a_return_path_is_read_back_whatever_its_case():
    path = ReturnPath().of(4711)
    assert (return_path.read(path), return_path.read(f"<{path.upper()}>")) == (4711, 4711)


@pytest.mark.parametrize(
    "forged", ["bounces+3mv-0123456789abcdef@example.org", "bounces@example.org", "", "x" * 9999]
)
def test_a_forged_return_path_names_nothing(forged):
    assert return_path.read(forged) is None


def test_a_hard_bounce_fails_the_mail_and_suppresses_the_address(sent):
    assert take_message(_dsn(sent)) == ReportKind.HARD
    sent.refresh_from_db()
    assert (sent.state, sent.subscriber.state) == (DeliveryState.FAILED, SubscriberState.SUPPRESSED)
    assert Suppression.objects.of(sent.address_key).exists()


@pytest.mark.parametrize(
    ("action", "status", "text", "kind"),
    [
        ("failed", "4.4.7", "delivery time expired", "soft"),
        ("failed", "5.2.2", "552 mailbox full", "soft"),
        ("failed", "5.0.0", "550 5.7.1 blocked", "soft"),
        ("failed", "5.0.0", "550 5.1.1 unknown", "hard"),
        ("delayed", "4.4.1", "still trying", "delayed"),
        ("delivered", "2.0.0", "fine", ""),
        ("relayed", "2.0.0", "fine", ""),
    ],
)
def test_each_notification_is_what_it_says(sent, action, status, text, kind):
    assert take_message(_dsn(sent, action, status, text)) == kind
    sent.refresh_from_db()
    assert (sent.state == DeliveryState.FAILED) is (kind == "hard")


def test_the_same_notification_counts_once(sent):
    for _ in range(5):
        take_message(_dsn(sent, status="4.4.7"))
    assert MailReport.objects.count() == 1


@pytest.mark.parametrize("to", ["bounces+1-0123456789abcdef@example.org", "bounces@example.org"])
def test_a_forged_bounce_changes_nothing(sent, to):
    assert take_message(_dsn(sent, to=to)) == ""
    sent.refresh_from_db()
    assert (sent.state, sent.subscriber.state) == (DeliveryState.SENT, SubscriberState.ACTIVE)
    assert not MailReport.objects.exists()


@pytest.mark.parametrize(
    ("days", "state"), [((1, 5, 20), "suppressed"), ((1, 5), "active"), ((1, 5, 40), "active")]
)
def test_three_soft_bounces_within_thirty_days_suppress(days, state):
    reader = SubscriberFactory()
    for number, ago in enumerate(sorted(days, reverse=True)):
        row = DeliveryFactory(subscriber=reader, state=DeliveryState.SENT, sent_at=NOW)
        at = NOW - dt.timedelta(days=ago)
        take(delivery_id=row.pk, kind="soft", source="dsn", key=event_key(number), now=at)
    reader.refresh_from_db()
    assert reader.state == state


def test_three_notifications_about_one_mail_are_one_soft_bounce(sent):
    for number in range(3):
        take(delivery_id=sent.pk, kind="soft", source="dsn", key=event_key(number))
    sent.subscriber.refresh_from_db()
    assert sent.subscriber.state == SubscriberState.ACTIVE


@pytest.mark.parametrize("named_by", ["return path", "link to leave"])
def test_a_complaint_suppresses_at_once(sent, named_by):
    key = links.key_for(sent.subscriber_id, 1, sent.edition_id)
    original = (
        f"Return-Path: <{ReturnPath().of(sent.pk)}>\nSubject: x\n\nx"
        if named_by == "return path"
        else f"List-Unsubscribe: <https://portal.example/de/newsletter/leave/{key}/>\nSubject: x\n\nx"
    )
    assert take_message(ARF.format(kind="abuse", original=original).encode()) == ReportKind.COMPLAINT
    sent.subscriber.refresh_from_db()
    assert sent.subscriber.state == SubscriberState.SUPPRESSED


@pytest.mark.parametrize(
    ("kind", "original"),
    [
        ("not-spam", "Return-Path: <{path}>"),
        ("abuse", "Return-Path: <bounces+1-0123456789abcdef@example.org>"),
    ],
)
def test_what_is_no_complaint_of_ours_changes_nothing(sent, kind, original):
    text = original.format(path=ReturnPath().of(sent.pk))
    assert take_message(ARF.format(kind=kind, original=f"{text}\nSubject: x\n\nx").encode()) == ""
    assert not MailReport.objects.exists()


@pytest.mark.parametrize(
    ("complaints", "warned", "state"), [(0, 0, "sending"), (1, 1, "sending"), (3, 1, "paused")]
)
def test_complaints_warn_and_stop_a_sending(complaints, warned, state):
    edition = EditionFactory(released=True, state=EditionState.SENDING, started_at=NOW)
    rows = [
        DeliveryFactory(edition=edition, state=DeliveryState.SENT, sent_at=NOW)
        for _ in range(max(complaints, 1))
    ]
    Delivery.objects.bulk_create(
        Delivery(edition=edition, language="de", state="sent", sent_at=NOW, message_id=f"<{n}>")
        for n in range(1_000 - len(rows))
    )
    for row in rows[:complaints]:
        take(delivery_id=row.pk, kind="complaint", source="arf", key=event_key(row.pk))
    edition.refresh_from_db()
    assert edition.state == state
    assert SendingLogEntry.objects.filter(kind=LogKind.WARNING).count() == warned
    if state == "paused":
        assert edition.hold_reason == PauseReason.COMPLAINTS


def test_a_mail_to_leave_leaves(sent):
    key = links.key_for(sent.subscriber_id, 1, sent.edition_id)
    raw = f"From: {sent.address}\nTo: bounces@example.org\nSubject: leave {key}\n\n".encode()
    assert (take_message(raw), take_message(raw)) == ("leave", "leave")
    sent.subscriber.refresh_from_db()
    assert sent.subscriber.state == SubscriberState.LEFT
    assert ConsentRecord.objects.get(kind=ConsentKind.LEFT).edition_id == sent.edition_id


def test_a_reply_is_counted_without_its_content(sent):
    Delivery.objects.filter(pk=sent.pk).update(message_id=f"<n{sent.edition_id}.{'a' * 32}@example.org>")
    sent.refresh_from_db()
    raw = f"From: {sent.address}\nSubject: Re: x\nIn-Reply-To: {sent.message_id}\n\nprivate".encode()
    assert take_message(raw) == ReportKind.REPLY
    assert MailReport.objects.get().diagnostic == ""


@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 100, b"x" * 3_000_000, b"Content-Type: multipart/report; boundary=\n\n", b"\xff\xfe\n\n",
            b"Content-Type: message/delivery-status\n\n\xff", b"Subject: =?utf-8?q?=ff=fe?=\n\n"]
)  # fmt: skip
def test_garbage_is_nothing(raw):
    assert understand(raw).kind == ""


def test_a_notice_of_absence_is_nothing(sent):
    raw = (
        f"To: {ReturnPath().of(sent.pk)}\nFrom: a@example.org\nAuto-Submitted: auto-replied\n\nback on Monday"
    )
    assert take_message(raw.encode()) == ""


def test_a_maildir_is_emptied_of_what_is_understood(sent, tmp_path):
    box = mailboxes_of_python.Maildir(str(tmp_path / "box"))
    box.add(_dsn(sent))
    box.add(b"Subject: hello\n\nsomething else")
    for _ in range(2):
        call_command("read_bounces", mailbox=f"maildir:{tmp_path}/box", verbosity=0)
    assert [message["Subject"] for message in box] == ["hello"]
    assert MailReport.objects.count() == 1
    box.close()


def test_a_mail_server_pipes_a_message_in(sent, monkeypatch):
    raw = _dsn(sent, to="bounces@example.org")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    call_command("read_bounces", pipe=True, recipient=ReturnPath().of(sent.pk), verbosity=0)
    assert MailReport.objects.get().delivery == sent


class FakeImap:
    """As much of an IMAP server as is asked."""

    messages: dict[bytes, bytes] = {}
    stored: list[tuple[str, str]] = []

    def __init__(self, host, port, timeout):
        self.host = host

    def login(self, user, password):
        if password != "geheim":
            raise imaplib.IMAP4.error("no")

    def select(self, folder):
        return "OK", []

    def uid(self, command, *arguments):
        if command == "SEARCH":
            return "OK", [b" ".join(self.messages)]
        if command == "FETCH":
            return "OK", [(b"1", self.messages[arguments[0].encode()]), b")"]
        self.stored.append((arguments[0], arguments[2]))
        return "OK", []

    def expunge(self):
        return "OK", []

    def logout(self):
        return "OK", []


def test_an_imap_mailbox_is_read(sent, monkeypatch):
    monkeypatch.setattr(imaplib, "IMAP4_SSL", FakeImap)
    monkeypatch.setattr(FakeImap, "messages", {b"7": _dsn(sent), b"8": b"Subject: x\n\nx"})
    call_command("read_bounces", mailbox="imaps://u:geheim@mail.example/INBOX", verbosity=0)
    assert FakeImap.stored == [("7", r"(\Seen \Deleted)"), ("8", r"(\Seen)")]


@pytest.mark.parametrize("address", ["maildir:/nowhere", "pop3://x", "imaps://u:falsch@mail.example/INBOX"])
def test_a_mailbox_that_does_not_open_is_named(monkeypatch, address):
    monkeypatch.setattr(imaplib, "IMAP4_SSL", FakeImap)
    with pytest.raises(CommandError):
        call_command("read_bounces", mailbox=address, verbosity=0)


KEY = "key-of-the-provider"


def _mailgun(row, key=KEY, reason="No such mailbox", code=550) -> dict[str, object]:
    stamp, token = str(int(NOW.timestamp())), "t" * 50
    signature = hmac.new(key.encode(), f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {
        "signature": {"timestamp": stamp, "token": token, "signature": signature},
        "event-data": {
            "event": "failed", "severity": "permanent", "reason": "bounce", "id": "e1", "timestamp": NOW.timestamp(),
            "recipient": row.address, "message": {"headers": {"message-id": "x"}},
            "delivery-status": {"code": code, "message": f"{code} 5.1.1 {reason}", "description": ""},
        },
    }  # fmt: skip


@pytest.mark.parametrize(("key", "status", "state"), [(KEY, 200, "suppressed"), ("forged", 400, "active")])
def test_a_provider_is_believed_only_with_its_signature(sent, settings, key, status, state):
    settings.PORTAL_MAIL_PROVIDER = "mailgun"
    settings.ANYMAIL = {"MAILGUN_WEBHOOK_SIGNING_KEY": KEY}
    body = json.dumps(_mailgun(sent, key))
    answer = Client().post("/webhooks/mail/mailgun/", body, content_type="application/json")
    sent.subscriber.refresh_from_db()
    assert (answer.status_code, sent.subscriber.state) == (status, state)


@pytest.mark.parametrize("provider", ["mailgun", "postmark", "unknown"])
def test_without_a_provider_nothing_listens(provider):
    assert (
        Client().post(f"/webhooks/mail/{provider}/", "{}", content_type="application/json").status_code == 404
    )
