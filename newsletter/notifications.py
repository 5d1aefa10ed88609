"""Reads what lies in the mailbox of bounces: notifications of delivery (RFC 3464), complaints (RFC 5965), mails to leave, replies.

Only what names one of our mails by a signature is believed: the return path of the mail, or the key of its link to leave. No database here.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from newsletter import links, return_path
from newsletter.enums_delivery import ReportKind, ReportSource

#: A mailbox that is full, or a message that took too long: it may work next time, although the code says "permanent" (RFC 3463).
PASSING = re.compile(r"^(4\.|5\.2\.2|5\.4\.7|5\.[367]\.)")
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
OUR_MESSAGE_ID = re.compile(r"<n(\d{1,18})\.([0-9a-f]{32})@[^>\s]+>")
LEAVE = re.compile(r"\bleave[ _+]([A-Za-z0-9_-]{44})(?![A-Za-z0-9_-])")
KEY_IN_LINK = re.compile(r"/newsletter/leave/([A-Za-z0-9_-]{44})/")
ADDRESSED_BY = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
LARGEST = 2_000_000  # bytes that are looked at


@dataclass(frozen=True, slots=True)
class Notification:
    """What a message says. A mail of ours is named by its number in the ledger, by reader and edition, or by its Message-ID."""

    kind: str = ""  # a ReportKind, "leave", or empty: nothing for us
    source: str = ReportSource.MAILBOX
    delivery_id: int | None = None
    link: links.Link | None = None
    message_id: str = ""
    status: str = ""
    diagnostic: str = ""


NOTHING = Notification()


def understand(raw: bytes, *, recipient: str = "") -> Notification:
    """What a message is about; `recipient`: the address of the envelope, where the mail server passes it on. Never raises for bad input."""
    try:
        return _understand(email.message_from_bytes(raw[:LARGEST], policy=email.policy.compat32), recipient)
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
    ):  # the parser of Python has many ways to fail on garbage
        return NOTHING


def _understand(message: Message, recipient: str) -> Notification:
    named = _named(message, recipient)
    reports = {part.get_content_type(): part for part in message.walk()}
    if complaint := reports.get("message/feedback-report"):
        return _complaint(message, complaint)
    if status := reports.get("message/delivery-status"):
        return _bounce(status, named)
    key = LEAVE.search(str(message.get("Subject", "")))
    if key and (link := links.read(key[1])):
        return Notification(kind="leave", link=link)
    if named and not _is_automatic(message):
        return NOTHING
    if named and _is_bare_bounce(message):
        return Notification(
            ReportKind.SOFT, ReportSource.DSN, named, diagnostic=str(message.get("Subject", ""))[:300]
        )
    ours = OUR_MESSAGE_ID.search(f"{message.get('In-Reply-To', '')} {message.get('References', '')}")
    if ours and not _is_automatic(message):
        return Notification(kind=ReportKind.REPLY, message_id=ours[0])
    return NOTHING


def _named(message: Message, recipient: str) -> int | None:
    """The mail whose return path the message was sent to."""
    values = [recipient, *(str(value) for name in ADDRESSED_BY for value in message.get_all(name, []))]
    return next((number for value in values if (number := return_path.read(value))), None)


def _bounce(status: Message, named: int | None) -> Notification:
    if named is None:
        return NOTHING
    for fields in _blocks(status):
        action = str(fields.get("Action", "")).strip().lower()
        if action == "delayed":
            return Notification(ReportKind.DELAYED, ReportSource.DSN, named)
        if action == "failed":
            code = STATUS.search(str(fields.get("Status", "")))
            diagnostic = " ".join(str(fields.get("Diagnostic-Code", "")).split())
            more_exact = STATUS.search(diagnostic)
            word = code[1] if code else ""
            if more_exact and word in ("", "5.0.0", "4.0.0"):
                word = more_exact[1]
            kind = ReportKind.SOFT if PASSING.match(word) else ReportKind.HARD
            return Notification(kind, ReportSource.DSN, named, status=word, diagnostic=diagnostic)
    return NOTHING


def _blocks(status: Message) -> Iterator[Message]:
    """The blocks of fields of a delivery status."""
    payload = status.get_payload()
    if isinstance(payload, list):
        yield from (block for block in payload if isinstance(block, Message))
    elif isinstance(payload, str):
        yield from (email.message_from_string(block) for block in re.split(r"\r?\n\r?\n", payload))


def _complaint(message: Message, report: Message) -> Notification:
    """A complaint quotes our mail, or a part of it: its return path, or the link to leave."""
    text = message.as_string()
    feedback = "\n".join(str(block) for block in _blocks(report)) or str(report.get_payload())
    kind = re.search(r"(?im)^Feedback-Type:\s*([\w-]+)", feedback)
    if not kind or kind[1].lower() == "not-spam":
        return NOTHING
    for address in re.findall(r"[^\s<>:]+@[^\s<>]+", text):
        if number := return_path.read(address):
            return Notification(ReportKind.COMPLAINT, ReportSource.ARF, number)
    for key in KEY_IN_LINK.findall(re.sub(r"=?\r?\n", "", text)):
        if link := links.read(key):
            return Notification(ReportKind.COMPLAINT, ReportSource.ARF, link=link)
    return NOTHING


def _is_automatic(message: Message) -> bool:
    submitted = str(message.get("Auto-Submitted", "no")).strip().lower()
    return not submitted.startswith("no") or _is_bare_bounce(message)


def _is_bare_bounce(message: Message) -> bool:
    """From a mail server that knows no RFC 3464."""
    sender = f"{message.get('From', '')} {message.get('Return-Path', '')}".lower()
    return "mailer-daemon" in sender or "postmaster@" in sender
