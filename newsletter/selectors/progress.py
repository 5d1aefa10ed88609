"""How far a sending is: figures of the ledger, speed, time left. A handful of rows, however large the ledger is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from newsletter.enums import EditionState
from newsletter.enums_delivery import OPEN, DeliveryReason, DeliveryState, LogKind, ReportKind
from newsletter.models import ConsentRecord, Delivery, Edition, LedgerTally, MailReport, SendingLimit


@dataclass(frozen=True, slots=True)
class Progress:
    """Figures of an edition. They add up: sent, failed, left out, unknown and open are the recipients."""

    recipients: int
    sent: int
    failed: int
    skipped: int
    unknown: int
    open: int
    per_minute: float
    seconds_left: int | None
    limit: SendingLimit | None

    @property
    def percent(self) -> int:
        """How much has been decided, in hundredths; 100 only when nothing is open."""
        done = self.recipients - self.open
        return done * 100 // self.recipients if self.recipients else 100

    @property
    def minutes_left(self) -> int | None:
        """Rounded up."""
        return None if self.seconds_left is None else -(-self.seconds_left // 60)


def progress_of(edition: Edition, now: dt.datetime | None = None) -> Progress:
    """The progress at this moment. Speed is the mean since the sending began or was resumed last."""
    figures = LedgerTally.objects.figures(edition.pk)
    waiting = sum(figures[state] for state in OPEN)
    limit = SendingLimit.objects.filter(edition=edition).first()
    speed = _per_second(edition, figures[DeliveryState.SENT], now or timezone.now())
    if limit is not None and speed:
        speed = min(speed, limit.messages / limit.seconds)
    return Progress(
        recipients=edition.recipients,
        sent=figures[DeliveryState.SENT],
        failed=figures[DeliveryState.FAILED],
        skipped=figures[DeliveryState.SKIPPED],
        unknown=figures[DeliveryState.UNKNOWN],
        open=waiting,
        per_minute=round(speed * 60, 1),
        seconds_left=round(waiting / speed) if speed and edition.state == EditionState.SENDING else None,
        limit=limit,
    )


def _per_second(edition: Edition, sent: int, now: dt.datetime) -> float:
    last = edition.log.filter(kind__in=(LogKind.STARTED, LogKind.RESUMED)).order_by("-at", "-pk").first()
    if last is None:
        return 0.0
    before = last.count if last.kind == LogKind.RESUMED else 0
    end = edition.finished_at or now
    return max(sent - (before or 0), 0) / max((end - last.at).total_seconds(), 1.0)


def doubtful(edition: Edition) -> int:
    """Mails nobody knows about, and nobody has decided about yet."""
    rows = Delivery.objects.filter(edition=edition, state=DeliveryState.UNKNOWN)
    return rows.filter(reason=DeliveryReason.INTERRUPTED).count()


def came_back(edition: Edition) -> dict[str, int]:
    """What came back: bounces, complaints and replies, each mail once, and how many left by its links. No opens, no clicks: nobody counts them."""
    reports = MailReport.objects.filter(edition=edition)
    found = {
        str(kind): reports.filter(kind=kind).values("delivery").distinct().count()
        for kind in (ReportKind.HARD, ReportKind.SOFT, ReportKind.COMPLAINT, ReportKind.REPLY)
    }
    left = ConsentRecord.objects.filter(edition_id=edition.pk, kind="left").values("subscriber").distinct()
    return found | {"left": left.count()}


def not_sent(edition: Edition, state: str = ""):  # type: ignore[no-untyped-def]
    """Who did not get it, or perhaps not, and why; one state of these, or all. In the order of the ledger."""
    rows = Delivery.objects.filter(edition=edition).not_sent()
    return (rows.filter(state=state) if state else rows).order_by("pk")
