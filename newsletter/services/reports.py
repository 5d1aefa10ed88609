"""What comes back about a mail, and what follows: suppression, a warning, a pause."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging

from django.db import transaction
from django.utils import timezone

from newsletter import mails_sending
from newsletter.enums import EditionState, SuppressionReason
from newsletter.enums_delivery import (
    DeliveryReason,
    DeliveryState,
    LogKind,
    PauseReason,
    ReportKind,
    ReportSource,
)
from newsletter.models import Delivery, Edition, LedgerTally, MailReport, SendingLogEntry
from newsletter.services import sending_log
from newsletter.services.steering import pause_itself
from newsletter.services.suppressing import suppress

log = logging.getLogger(__name__)

#: So many soft bounces within 30 days (`recent_soft`) and the address is suppressed.
SOFT_LIMIT = 3
#: Shares of complaints among the mails sent, as the large providers count them: they block a sender above 0.3 %.
WARN_AT, PAUSE_AT = 0.001, 0.003


def event_key(*parts: object) -> str:
    """The fingerprint of a notification, so that one read twice counts once."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


@transaction.atomic
def take(
    *,
    delivery_id: int,
    kind: str,
    source: str,
    key: str,
    status: str = "",
    diagnostic: str = "",
    now: dt.datetime | None = None,
) -> MailReport | None:
    """Notes a report about one of our mails and does what follows from it. None when it is known already, or there is no such mail.

    Hard: the mail has failed, the address is suppressed. Soft: the third within 30 days suppresses. Complaint: suppressed at once; the
    edition warns at 0.1 % and pauses itself at 0.3 %.
    """
    now = now or timezone.now()
    delivery = Delivery.objects.select_for_update(of=("self",), no_key=True).filter(pk=delivery_id).first()
    if delivery is None:
        return None
    report, is_new = MailReport.objects.get_or_create(
        event_key=key,
        defaults={
            "delivery": delivery, "edition_id": delivery.edition_id, "subscriber_id": delivery.subscriber_id,
            "kind": kind, "source": source, "status": status[:12],
            "diagnostic": " ".join(diagnostic.replace("\0", "").split())[:500], "at": now,
        },
    )  # fmt: skip
    if not is_new:
        return None
    if kind == ReportKind.HARD:
        _failed(delivery, report)
    _suppress_if_due(delivery, report, now)
    if kind == ReportKind.COMPLAINT:
        watch_complaints(edition_id=delivery.edition_id)
    return report


def _failed(delivery: Delivery, report: MailReport) -> None:
    if delivery.state in (DeliveryState.SENT, DeliveryState.UNKNOWN):
        delivery.state, delivery.reason = DeliveryState.FAILED, DeliveryReason.REFUSED
        delivery.answer = report.diagnostic
        delivery.save(update_fields=["state", "reason", "answer"])


def _suppress_if_due(delivery: Delivery, report: MailReport, now: dt.datetime) -> None:
    subscriber = delivery.subscriber
    if subscriber is None or subscriber.address_key != delivery.address_key:
        return  # erased, or another address by now
    reason = None
    if report.kind == ReportKind.HARD:
        reason = SuppressionReason.HARD_BOUNCE
    elif report.kind == ReportKind.COMPLAINT:
        reason = SuppressionReason.COMPLAINT
    elif report.kind == ReportKind.SOFT and _soft_bounces(report, now) >= SOFT_LIMIT:
        reason = SuppressionReason.SOFT_BOUNCES
    if reason is not None:
        suppress(address=subscriber.address, reason=reason, now=now)


def _soft_bounces(report: MailReport, now: dt.datetime) -> int:
    """Mails that came back softly, each counted once however often its server said so."""
    recent = MailReport.objects.recent_soft(now).filter(subscriber=report.subscriber)
    return recent.values("delivery").distinct().count()


def watch_complaints(*, edition_id: int) -> float:
    """The share of complaints of an edition; warns once at 0.1 %, pauses a running sending at 0.3 %."""
    sent = LedgerTally.objects.figures(edition_id)[DeliveryState.SENT]
    complaints = (
        MailReport.objects.complaints().filter(edition_id=edition_id).values("delivery").distinct().count()
    )
    share = complaints / max(sent, 1)
    if share >= PAUSE_AT:
        pause_itself(edition_id=edition_id, reason=PauseReason.COMPLAINTS, note=f"{complaints} / {sent}")
    if share >= WARN_AT:
        _warn(edition_id, complaints, sent)
    return share


def _warn(edition_id: int, complaints: int, sent: int) -> None:
    edition = Edition.objects.get(pk=edition_id)
    if not SendingLogEntry.objects.filter(edition=edition, kind=LogKind.WARNING).exists():
        sending_log.note(edition, LogKind.WARNING, count=complaints, note=f"{complaints} / {sent}")
        mails_sending.tell_complaints(edition, note=f"{complaints} / {sent}")
        log.error(
            "edition %s: %s complaints about %s mails (%s)",
            edition_id,
            complaints,
            sent,
            EditionState(edition.state),
        )


def take_refusal(*, delivery_id: int, kind: str, code: int, status: str, text: str, attempt: int) -> None:
    """The mail server refused a recipient during the sending; counted as a bounce, hard or soft."""
    take(
        delivery_id=delivery_id,
        kind=kind,
        source=ReportSource.SMTP,
        key=event_key("smtp", delivery_id, attempt),
        status=status or str(code),
        diagnostic=text,
    )
