"""Choices of the ledger and of what comes back; values are stored and never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class DeliveryState(models.TextChoices):
    """Where one mail of an edition stands. `sending` is committed before DATA: after a crash it becomes `unknown`, never `pending`."""

    PENDING = "pending", pgettext_lazy("delivery state", "Waiting")
    CLAIMED = "claimed", pgettext_lazy("delivery state", "Taken by a sender")
    SENDING = "sending", pgettext_lazy("delivery state", "Being sent")
    SENT = "sent", pgettext_lazy("delivery state", "Sent")
    FAILED = "failed", pgettext_lazy("delivery state", "Failed")
    SKIPPED = "skipped", pgettext_lazy("delivery state", "Left out")
    UNKNOWN = "unknown", pgettext_lazy("delivery state", "Unknown")


#: State → states that may follow. `unknown` → `sent`: the answer arrived after all, from a sender thought lost.
DELIVERY_TRANSITIONS: dict[str, frozenset[str]] = {
    DeliveryState.PENDING: frozenset({DeliveryState.CLAIMED, DeliveryState.SKIPPED}),
    DeliveryState.CLAIMED: frozenset({DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.SKIPPED}),
    DeliveryState.SENDING: frozenset(
        {DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.PENDING, DeliveryState.UNKNOWN}
    ),
    DeliveryState.SENT: frozenset({DeliveryState.FAILED}),
    DeliveryState.FAILED: frozenset(),
    DeliveryState.SKIPPED: frozenset(),
    DeliveryState.UNKNOWN: frozenset({DeliveryState.PENDING, DeliveryState.SENT, DeliveryState.FAILED}),
}

#: States in which a mail still has to be decided about by a sender; an edition is finished when there is none.
OPEN = (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING)


class DeliveryReason(models.TextChoices):
    """Why a mail did not go out, or why nobody knows."""

    NONE = "", ""
    LEFT = "left", pgettext_lazy("delivery reason", "left before it was sent")
    PAUSED = "paused", pgettext_lazy("delivery reason", "paused before it was sent")
    SUPPRESSED = "suppressed", pgettext_lazy("delivery reason", "address suppressed")
    ERASED = "erased", pgettext_lazy("delivery reason", "personal data erased")
    NOT_SUBSCRIBED = "not_subscribed", pgettext_lazy("delivery reason", "no longer subscribed to this")
    FREQUENCY = "frequency", pgettext_lazy("delivery reason", "wants fewer mails")
    NO_LANGUAGE = "no_language", pgettext_lazy("delivery reason", "not available in the reader's language")
    READDRESSED = "readdressed", pgettext_lazy("delivery reason", "address changed after the start")
    CANCELLED = "cancelled", pgettext_lazy("delivery reason", "edition cancelled")
    REFUSED = "refused", pgettext_lazy("delivery reason", "refused by the mail server")
    GIVEN_UP = "given_up", pgettext_lazy("delivery reason", "not accepted within 48 hours")
    UNUSABLE = "unusable", pgettext_lazy("delivery reason", "address cannot be used by the mail server")
    INTERRUPTED = (
        "interrupted",
        pgettext_lazy("delivery reason", "sender interrupted: perhaps sent, perhaps not"),
    )
    LEFT_UNKNOWN = "left_unknown", pgettext_lazy("delivery reason", "perhaps sent; not to be sent again")


class PauseReason(models.TextChoices):
    """Why an edition does not go on, or waits for a click before it starts."""

    NONE = "", ""
    EDITOR = "editor", pgettext_lazy("pause", "stopped by the secretariat")
    CONNECTION = "connection", pgettext_lazy("pause", "the mail server cannot be reached")
    REFUSED = "refused", pgettext_lazy("pause", "the mail server refuses the sender")
    COMPLAINTS = "complaints", pgettext_lazy("pause", "too many readers report it as spam")
    OVERDUE = "overdue", pgettext_lazy("pause", "more than six hours late")
    RESTORED = "restored", pgettext_lazy("pause", "the database was restored from a backup")
    CONTENT = "content", pgettext_lazy("pause", "the content is not complete")


class ReportKind(models.TextChoices):
    """What came back about a mail."""

    HARD = "hard", pgettext_lazy("mail report", "undeliverable for good")
    SOFT = "soft", pgettext_lazy("mail report", "undeliverable for now")
    COMPLAINT = "complaint", pgettext_lazy("mail report", "reported as spam")
    DELAYED = "delayed", pgettext_lazy("mail report", "delayed")
    REPLY = "reply", pgettext_lazy("mail report", "reply")


class ReportSource(models.TextChoices):
    """How it came."""

    SMTP = "smtp", pgettext_lazy("source of a mail report", "answer of the mail server")
    DSN = "dsn", pgettext_lazy("source of a mail report", "delivery status notification")
    ARF = "arf", pgettext_lazy("source of a mail report", "abuse report")
    PROVIDER = "provider", pgettext_lazy("source of a mail report", "mail provider")
    MAILBOX = "mailbox", pgettext_lazy("source of a mail report", "mailbox")


class LogKind(models.TextChoices):
    """What the log of a sending tells."""

    STARTED = "started", pgettext_lazy("sending log", "Started")
    HELD = "held", pgettext_lazy("sending log", "Waits for a click")
    PAUSED = "paused", pgettext_lazy("sending log", "Paused")
    RESUMED = "resumed", pgettext_lazy("sending log", "Resumed")
    CANCELLED = "cancelled", pgettext_lazy("sending log", "Cancelled")
    RATE = "rate", pgettext_lazy("sending log", "Rate changed")
    RECOVERED = "recovered", pgettext_lazy("sending log", "Mails of a lost sender taken back")
    FAILURE = "failure", pgettext_lazy("sending log", "Connection failed")
    WARNING = "warning", pgettext_lazy("sending log", "Complaints reach the warning level")
    RESENT = "resent", pgettext_lazy("sending log", "Doubtful mails to be sent again")
    LEFT = "left", pgettext_lazy("sending log", "Doubtful mails left as they are")
    FINISHED = "finished", pgettext_lazy("sending log", "Finished")
