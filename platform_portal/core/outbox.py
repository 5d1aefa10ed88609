"""The outbox: a mail is a row first, then a message. A crash loses none; account mails in doubt are sent again."""

from __future__ import annotations

import datetime as dt
import logging
import smtplib
from dataclasses import dataclass
from email.utils import make_msgid

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from platform_portal.core.absence import Absence
from platform_portal.core.hints import Hints
from platform_portal.core.models import MailState, OutboxMail
from platform_portal.core.outbox_message import message_of
from platform_portal.core.ready_rows import insert

log = logging.getLogger(__name__)

#: How many mails one task sends.
BATCH = 50
LEASE = dt.timedelta(minutes=5)
GIVE_UP_AFTER = dt.timedelta(hours=48)
FIRST_PAUSE = dt.timedelta(minutes=1)
LONGEST_PAUSE = dt.timedelta(hours=4)

_queue_away = Absence(seconds=30)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What goes into the reader's calendar: an iCalendar text and its METHOD (REQUEST, CANCEL)."""

    text: str
    method: str


def queue(
    *,
    kind: str,
    to: str,
    subject: str,
    text: str,
    language: str,
    html: str = "",
    reply_to: str = "",
    calendar: Calendar | None = None,
) -> OutboxMail:
    """Writes the mail in the running transaction; a worker is told after the commit, the sweeper finds it anyway.

    A subject with a line break is flattened, so that no header can be smuggled in.
    """
    mail = OutboxMail(
        kind=kind,
        to=to,
        subject=" ".join(subject.split())[:250],
        text=text,
        html=html,
        language=language,
        reply_to=reply_to,
        calendar=calendar.text if calendar else "",
        calendar_method=calendar.method if calendar else "",
        message_id=make_msgid(domain=settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")),
    )
    insert(mail)
    transaction.on_commit(tell_worker)
    return mail


def tell_worker() -> None:
    """Mails are due. A message is only a hint: in a rush one for all."""
    _hints.give()


def _send_message() -> None:
    from platform_portal.core.tasks import sweep_outbox

    if _queue_away:
        return
    try:
        sweep_outbox.apply_async(ignore_result=True, retry=False)
    except Exception as error:  # the queue is down: the row is safe, the next sweep sends it
        _queue_away.note()
        log.warning("queue unavailable, the sweeper will send: %s", error)


_hints = Hints(_send_message, pause=0.5)


def send_due(*, limit: int = BATCH) -> int:
    """Sends what is due, one mail after the other, each claimed under a lease. Returns how many were tried. Runs twice safely."""
    tried = 0
    while tried < limit and (mail := _claim()) is not None:
        _deliver(mail)
        tried += 1
    return tried


def _claim() -> OutboxMail | None:
    """The next due mail, marked `sending` and committed before anything is said to the server."""
    now = timezone.now()
    due = Q(state=MailState.PENDING, next_attempt_at__lte=now) | Q(
        state=MailState.SENDING, leased_until__lt=now
    )
    with transaction.atomic():
        mail = (
            OutboxMail.objects.select_for_update(skip_locked=True)
            .filter(due)
            .order_by("next_attempt_at", "id")
            .first()
        )
        if mail is None:
            return None
        mail.state = MailState.SENDING
        mail.attempts += 1
        mail.leased_until = now + LEASE
        mail.save(update_fields=["state", "attempts", "leased_until"])
    return mail


def _deliver(mail: OutboxMail) -> None:
    try:
        message_of(mail).send()
    except (smtplib.SMTPException, OSError) as error:
        _failed(mail, error, is_permanent=_is_permanent(error))
        return
    except (
        Exception
    ) as error:  # a mail that cannot even be built would hold up all behind it, again and again
        _failed(mail, error, is_permanent=True)
        return
    mail.state, mail.sent_at, mail.error = MailState.SENT, timezone.now(), ""
    mail.save(update_fields=["state", "sent_at", "error"])


def _failed(mail: OutboxMail, error: Exception, *, is_permanent: bool) -> None:
    """5xx or older than 48 hours: failed. Anything else: again after a pause that doubles up to 4 hours."""
    now = timezone.now()
    mail.error = f"{type(error).__name__}: {error}"[:2000]
    if is_permanent or now - mail.created_at > GIVE_UP_AFTER:
        mail.state = MailState.FAILED
    else:
        mail.state = MailState.PENDING
        mail.next_attempt_at = now + min(FIRST_PAUSE * 2 ** (mail.attempts - 1), LONGEST_PAUSE)
    mail.leased_until = None
    mail.save(update_fields=["state", "error", "next_attempt_at", "leased_until"])
    log.warning("mail %s (%s): %s", mail.pk, mail.state, mail.error)


def _is_permanent(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500
