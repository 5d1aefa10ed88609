"""Steering a sending: pause, resume, cancel, what becomes of doubtful mails, the end. Senders read the state before each mail."""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from newsletter import database_mark, mails_sending
from newsletter.enums import EditionState
from newsletter.enums_delivery import OPEN, DeliveryReason, DeliveryState, LogKind, PauseReason
from newsletter.models import Delivery, Edition, LedgerTally
from newsletter.services import sending_log
from newsletter.services.starting import locked, move
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger(__name__)


@transaction.atomic
def pause(*, edition: Edition, by: User | None, reason: str = PauseReason.EDITOR, note: str = "") -> Edition:
    """Stops the sending; each sender sends at most the mail it has begun. What was taken waits again."""
    found = locked(edition.pk)
    move(found, EditionState.PAUSED)
    found.hold_reason = reason
    found.save()
    sending_log.note(found, LogKind.PAUSED, by=by, reason=reason, note=note)
    audit.record(action="edition.paused", obj=found, by=by, reason=reason)
    return found


@transaction.atomic
def pause_itself(*, edition_id: int, reason: str, note: str = "") -> bool:
    """The sending stops without anybody's asking; whether it was still going on. May run twice."""
    found = locked(edition_id)
    if found.state != EditionState.SENDING:
        return False
    pause(edition=found, by=None, reason=reason, note=note)
    mails_sending.tell_stopped(found, reason=reason, note=note)
    log.error("edition %s has paused itself: %s %s", edition_id, reason, note)
    return True


@transaction.atomic
def resume(*, edition: Edition, by: User) -> Edition:
    """Goes on with what waits; also after a restore, which somebody has looked at by then."""
    found = locked(edition.pk)
    if found.state != EditionState.PAUSED:
        raise Refusal(_("Only a paused edition can be resumed."))
    move(found, EditionState.SENDING)
    found.hold_reason, found.failures_in_a_row, found.finished_at = PauseReason.NONE, 0, None
    found.database_mark = database_mark.accept()
    found.save()
    sent = LedgerTally.objects.figures(found.pk)[DeliveryState.SENT]
    sending_log.note(found, LogKind.RESUMED, by=by, count=sent)
    audit.record(action="edition.resumed", obj=found, by=by)
    return found


@transaction.atomic
def cancel(*, edition: Edition, by: User, now: dt.datetime | None = None) -> Edition:
    """Ends a sending, or an edition before it: who still waits gets nothing. What is just being sent is sent."""
    found = locked(edition.pk)
    move(found, EditionState.CANCELLED)
    found.hold_reason, found.finished_at = PauseReason.NONE, now or timezone.now()
    found.save()
    waiting = (DeliveryState.PENDING, DeliveryState.CLAIMED)
    count = Delivery.objects.filter(edition=found, state__in=waiting).update(
        state=DeliveryState.SKIPPED, reason=DeliveryReason.CANCELLED, leased_until=None
    )
    sending_log.note(found, LogKind.CANCELLED, by=by, count=count)
    audit.record(action="edition.cancelled", obj=found, by=by, left_out=count)
    return found


@transaction.atomic
def send_again(*, edition: Edition, by: User, deliveries: list[int] | None = None) -> int:
    """Doubtful mails are sent once more, with the same Message-ID; all of them, or the named ones. How many."""
    found = locked(edition.pk)
    if found.state == EditionState.CANCELLED:
        raise Refusal(_("This edition has been cancelled."))
    count = _doubtful(found, deliveries).update(
        state=DeliveryState.PENDING, reason="", claimed_by="", next_attempt_at=timezone.now()
    )
    if count and found.state == EditionState.FINISHED:
        move(found, EditionState.SENDING)
        found.finished_at = None
        found.save()
    if count:
        sending_log.note(found, LogKind.RESENT, by=by, count=count)
        audit.record(action="edition.doubtful_sent_again", obj=found, by=by, count=count)
    return count


@transaction.atomic
def leave(*, edition: Edition, by: User, deliveries: list[int] | None = None) -> int:
    """Doubtful mails stay as they are: perhaps sent, never sent again. How many."""
    found = locked(edition.pk)
    count = _doubtful(found, deliveries).update(reason=DeliveryReason.LEFT_UNKNOWN, claimed_by="")
    if count:
        sending_log.note(found, LogKind.LEFT, by=by, count=count)
        audit.record(action="edition.doubtful_left", obj=found, by=by, count=count)
    return count


def _doubtful(edition: Edition, deliveries: list[int] | None):  # type: ignore[no-untyped-def]
    rows = Delivery.objects.filter(
        edition=edition, state=DeliveryState.UNKNOWN, reason=DeliveryReason.INTERRUPTED
    )
    return rows if deliveries is None else rows.filter(pk__in=deliveries)


@transaction.atomic
def finish(*, edition_id: int, now: dt.datetime | None = None) -> bool:
    """Closes the sending when no mail waits, is taken or is being sent; whether it did. May run twice."""
    found = locked(edition_id)
    figures = LedgerTally.objects.figures(edition_id)
    if found.state != EditionState.SENDING or any(figures[state] for state in OPEN):
        return False
    move(found, EditionState.FINISHED)
    found.finished_at = now or timezone.now()
    found.save()
    sending_log.note(found, LogKind.FINISHED, count=figures[DeliveryState.SENT])
    audit.record(action="edition.finished", obj=found, by=None, **figures)
    return True


def count_failure(*, edition_id: int, limit: int, reason: str, note: str) -> bool:
    """Counts a failed connection; at the limit the edition pauses itself. Whether it did."""
    Edition.objects.filter(pk=edition_id).update(failures_in_a_row=F("failures_in_a_row") + 1)
    failures = Edition.objects.values_list("failures_in_a_row", flat=True).get(pk=edition_id)
    return failures >= limit and pause_itself(edition_id=edition_id, reason=reason, note=note)


def forget_failures(edition_id: int) -> None:
    """A mail went out: the row of failures has ended."""
    Edition.objects.filter(pk=edition_id, failures_in_a_row__gt=0).update(failures_in_a_row=0)
