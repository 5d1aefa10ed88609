"""The sender: takes mails from the ledger of an edition and sends them one after the other, until nothing is due or it is asked to end."""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import secrets
import socket
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import psycopg
from django import db
from django.conf import settings
from django.db import connection, transaction

from newsletter import database_mark
from newsletter.enums import EditionState
from newsletter.enums_delivery import DeliveryReason, DeliveryState, LogKind, PauseReason, ReportKind
from newsletter.models import Edition
from newsletter.return_path import ReturnPath
from newsletter.selectors.audience import subscribed_sql
from newsletter.sending import ledger as ledgers
from newsletter.sending.ledger import Claimed, Ledger, Limit, Result, Step
from newsletter.sending.message import Recipient, Template
from newsletter.sending.smtp import Answer, Connection, Outcome, Unreachable
from newsletter.services import reports, sending_log, steering
from newsletter.services.starting import check_content, start_due
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)

GIVE_UP_AFTER = dt.timedelta(hours=48)
FIRST_PAUSE, LONGEST_PAUSE = 60, 4 * 3600  # seconds before a mail that was put off is tried again
DATABASE_PATIENCE = (
    120  # seconds; less than the lease, so that an answer is noted before anybody takes the mail for lost
)
AT_A_TIME = 20.0  # seconds for one edition, before the next one has its turn
POLICY_LIMIT = 20  # so many refusals in a row that blame the sender, and the edition pauses itself
POLICY = re.compile(r"^5\d\d[ -](5\.[367]\.\d+)")
STATUS = re.compile(r"^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})")
AWAY = (db.OperationalError, db.InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


class Sender:
    """One process of the sending. `should_end` is asked before each mail; `sleep` and `pause` (seconds after the first failure) are for tests."""

    def __init__(
        self,
        *,
        should_end: Callable[[], bool] = lambda: False,
        sleep: Callable[[float], None] = time.sleep,
        pause: float = 1.0,
    ) -> None:
        self.me = f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.should_end = should_end
        self._sleep = sleep
        self._pause = pause
        self._smtp = Connection()
        self._paths = ReturnPath()
        self._failures = 0
        self._policy_refusals = 0
        self._templates: dict[tuple[int, str], Template] = {}

    def close(self) -> None:
        """Says goodbye to the mail server."""
        self._smtp.close()

    def work(self, *, seconds: float | None = None) -> int:
        """Starts what is due, takes over from the lost, sends whatever can be sent now, for so many seconds at most; how many mails were tried."""
        end = time.monotonic() + seconds if seconds is not None else float("inf")
        self._persistently(use_safe_commits)
        tried = 0
        while not self.should_end() and time.monotonic() < end:
            self._persistently(start_due)
            self._persistently(self._take_over)
            before = tried
            for edition_id in self._persistently(
                lambda: list(Edition.objects.sending().values_list("pk", flat=True))
            ):
                until = min(end, time.monotonic() + AT_A_TIME)
                tried += _Run(self, edition_id, until).drain()
                self._persistently(partial(steering.finish, edition_id=edition_id))
            if tried == before:
                break
        return tried

    def _take_over(self) -> None:
        for edition_id, (waiting, unknown) in ledgers.recover().items():
            edition = Edition.objects.get(pk=edition_id)
            note = f"{waiting} → {DeliveryState.PENDING}, {unknown} → {DeliveryState.UNKNOWN}"
            sending_log.note(edition, LogKind.RECOVERED, count=waiting + unknown, note=note)

    def _persistently[T](self, act: Callable[[], T]) -> T:
        """Does it again while the database is away, for two minutes. What is done must be the same when done twice."""
        begun = time.monotonic()
        while True:
            try:
                return act()
            except AWAY as error:
                connection.close()
                if time.monotonic() - begun > DATABASE_PATIENCE:
                    raise
                log.warning("database away: %s", str(error).strip()[:200])
                self._sleep(0.3)
                self._reconnect()

    def _reconnect(self) -> None:
        try:
            use_safe_commits()
        except AWAY:
            connection.close()

    def template(self, edition: Edition, language: str) -> Template:
        """The message of an edition in a language, built once and kept while the edition is sent."""
        key = (edition.pk, language)
        if key not in self._templates:
            if len(self._templates) > 12:
                self._templates.clear()
            self._templates[key] = Template(edition, edition.contents.get(language=language))
        return self._templates[key]


def use_safe_commits() -> None:
    """Commits of this session are on the disk before they count, whatever the server's default is."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO on")


class _Run:
    """One turn of a sender with one edition."""

    def __init__(self, sender: Sender, edition_id: int, until: float) -> None:
        self.sender, self.edition_id, self.until = sender, edition_id, until
        self.before: Result | None = None
        self.claimed: list[Claimed] = []
        self.claimed_at = time.monotonic()
        self.full: dict[str, float] = {}  # domain → when it may take mails again
        self.tried = 0
        self.is_over = False

    def drain(self) -> int:
        """Sends until nothing is due, the time is over, or the edition is stopped; how many mails were tried. Leaves nothing claimed."""
        if not self._prepare():
            return 0
        try:
            while not self._shall_end() and self._claim():
                while self.claimed and not self._shall_end():
                    self._next()
        finally:
            self._persistently(lambda: self.ledger.advance(self.before, None) if self.before else None)
            self._persistently(lambda: self.ledger.give_back(self.claimed))
        return self.tried

    def _persistently[T](self, act: Callable[[], T]) -> T:
        return self.sender._persistently(act)

    def _shall_end(self) -> bool:
        return self.is_over or self.sender.should_end() or time.monotonic() > self.until

    def _prepare(self) -> bool:
        return self._persistently(self._look_at_the_edition)

    def _look_at_the_edition(self) -> bool:
        edition = Edition.objects.get(pk=self.edition_id)
        if edition.state != EditionState.SENDING:
            return False
        if database_mark.is_another(edition.database_mark):
            steering.pause_itself(edition_id=edition.pk, reason=PauseReason.RESTORED)
            return False
        try:
            check_content(edition)
        except Refusal as refusal:
            steering.pause_itself(edition_id=edition.pk, reason=PauseReason.CONTENT, note=str(refusal))
            return False
        self.edition = edition
        self.ledger = Ledger(
            edition_id=edition.pk,
            me=self.sender.me,
            subscribed=subscribed_sql(edition),
            limits=limits_of(edition),
        )
        return True

    def _claim(self) -> bool:
        """Takes the next mails; False when nothing can be sent now."""
        now = time.monotonic()
        self.full = {domain: until for domain, until in self.full.items() if until > now}
        from_the_beginning = self.ledger.is_at_the_beginning
        self.claimed = self._persistently(lambda: self.ledger.claim(without=list(self.full)))
        self.claimed_at = now
        for language in {mail.language for mail in self.claimed}:
            self._persistently(partial(self.sender.template, self.edition, language))
        if self.claimed or from_the_beginning:
            return bool(self.claimed)
        self.ledger.start_over()
        self.ledger.set_limits(self._persistently(lambda: limits_of(self.edition)))
        return self._claim()

    def _next(self) -> None:
        """One mail: from the committed `sending` to the answer of the mail server."""
        self._keep_lease()
        if not self.claimed or not self._is_connected():
            return
        mail = self.claimed[0]
        step = self._persistently(lambda: self.ledger.advance(self.before, mail))
        self.before = None
        if not step.is_going_on:
            self.is_over = True
        elif step.begun:
            self.claimed.pop(0)
            self.tried += 1
            self._send(mail, step)
        else:
            self._persistently(lambda: self.ledger.free(step.slots))
            if step.is_limited:
                self._wait(mail)
            else:
                self.claimed.pop(0)
                self._persistently(lambda: self.ledger.leave_out(mail))

    def _is_connected(self) -> bool:
        """Whether a mail may begin: without a connection none is touched."""
        try:
            self.sender._smtp.open()
        except Unreachable as error:
            if self.before:
                self._note(self.before)
                self.before = None
            self._failed_connection(Outcome(Answer.NOT_BEGUN, 0, str(error), error.is_sender))
            return False
        return True

    def _keep_lease(self) -> None:
        if time.monotonic() - self.claimed_at > ledgers.LEASE_SECONDS / 3:
            ours = self._persistently(lambda: self.ledger.renew(self.claimed))
            self.claimed = [mail for mail in self.claimed if mail.id in ours]
            self.claimed_at = time.monotonic()

    def _wait(self, mail: Claimed) -> None:
        """No slot is free. If it is the domain's limit, others go first; else everyone waits, ready to be stopped."""
        seconds = self._persistently(lambda: self.ledger.wait_for_slot(mail.domain))
        if any(limit.domain == mail.domain for limit in self.ledger.limits):
            self.full[mail.domain] = time.monotonic() + max(seconds, 0.05)
            rest = [one for one in self.claimed if one.domain == mail.domain]
            self._persistently(lambda: self.ledger.give_back(rest))
            self.claimed = [one for one in self.claimed if one.domain != mail.domain]
        else:
            self.ledger.set_limits(self._persistently(lambda: limits_of(self.edition)))
            self.sender._sleep(min(max(seconds, 0.02), 0.5))

    def _send(self, mail: Claimed, step: Step) -> None:
        mailbox = mail.mailbox
        if not is_sendable(mailbox):
            self._note(
                Result(mail.id, DeliveryState.FAILED, DeliveryReason.UNUSABLE, slots=step.slots, counts=False)
            )
            return
        recipient = Recipient(mail.id, step.subscriber_id, step.key_version, mailbox, mail.message_id)
        message = self.sender.template(self.edition, mail.language).render(recipient, step.now)
        outcome = self.sender._smtp.send(sender=self.sender._paths.of(mail.id), to=mailbox, message=message)
        if outcome.answer == Answer.ACCEPTED:
            self.before = Result(mail.id, DeliveryState.SENT, answer=outcome.text, slots=step.slots)
            self._went_well()
        else:
            self._trouble(mail, step, outcome)

    def _note(self, result: Result) -> None:
        self._persistently(lambda: self.ledger.advance(result, None))

    def _went_well(self) -> None:
        self.sender._policy_refusals = 0
        if self.sender._failures or self.tried == 1:
            self.sender._failures = 0
            self._persistently(partial(steering.forget_failures, self.edition_id))

    def _trouble(self, mail: Claimed, step: Step, outcome: Outcome) -> None:
        """Everything but an accepted mail: noted at once, each with what follows."""
        held: dict[str, Any] = {"answer": outcome.text, "slots": step.slots}
        match outcome.answer:
            case Answer.NO_ANSWER:
                self._note(Result(mail.id, DeliveryState.UNKNOWN, DeliveryReason.INTERRUPTED, **held))
                self._failed_connection(outcome)
            case Answer.NOT_BEGUN:
                self._note(Result(mail.id, DeliveryState.PENDING, **held, counts=False, is_attempt=False))
                self._failed_connection(outcome)
            case Answer.LOST:
                self._put_off(mail, step, held)
                self._failed_connection(outcome)
            case Answer.LATER:
                self._put_off(mail, step, held)
            case Answer.REFUSED:
                self._persistently(partial(self._refused, mail, outcome, held))

    def _put_off(self, mail: Claimed, step: Step, held: dict[str, Any]) -> None:
        if mail.first_attempt_at and step.now - mail.first_attempt_at > GIVE_UP_AFTER:
            self._note(Result(mail.id, DeliveryState.FAILED, DeliveryReason.GIVEN_UP, **held, counts=False))
            return
        pause = min(FIRST_PAUSE * 2**mail.attempts, LONGEST_PAUSE)
        self._note(Result(mail.id, DeliveryState.PENDING, retry_seconds=pause, **held, counts=False))

    @transaction.atomic
    def _refused(self, mail: Claimed, outcome: Outcome, held: dict[str, Any]) -> None:
        """Failed, and a bounce: hard, unless the server blames the sender; then many in a row stop the edition."""
        is_policy = POLICY.match(outcome.text) is not None
        self.ledger.advance(
            Result(mail.id, DeliveryState.FAILED, DeliveryReason.REFUSED, **held, counts=False), None
        )
        status = STATUS.match(outcome.text)
        reports.take_refusal(
            delivery_id=mail.id,
            kind=ReportKind.SOFT if is_policy else ReportKind.HARD,
            code=outcome.code,
            status=status[1] if status else "",
            text=outcome.text,
            attempt=mail.attempts + 1,
        )
        self.sender._policy_refusals = self.sender._policy_refusals + 1 if is_policy else 0
        if self.sender._policy_refusals >= POLICY_LIMIT:
            steering.pause_itself(edition_id=self.edition_id, reason=PauseReason.REFUSED, note=outcome.text)

    def _failed_connection(self, outcome: Outcome) -> None:
        """Counts it, lets the edition pause itself at the limit, else waits longer each time."""
        self.sender._failures += 1
        reason = PauseReason.REFUSED if outcome.is_sender else PauseReason.CONNECTION
        sure = partial(
            steering.count_failure,
            edition_id=self.edition_id,
            limit=settings.PORTAL_NEWSLETTER_FAILURES,
            reason=reason,
            note=outcome.text,
        )
        if self._persistently(sure):
            self.is_over = True
            return
        wait = min(self.sender._pause * 2 ** (self.sender._failures - 1), 30.0)
        end = time.monotonic() + wait
        while time.monotonic() < end and not self.sender.should_end():
            self.sender._sleep(min(0.5, wait))


def limits_of(edition: Edition) -> list[Limit]:
    """The limits that hold for an edition: its own, that of all, those of domains."""
    from newsletter.models import SendingLimit

    rows = SendingLimit.objects.filter(db.models.Q(edition=edition) | db.models.Q(edition__isnull=True))
    return [Limit(row.pk, row.seconds, row.domain) for row in rows.order_by("pk")]


def is_sendable(mailbox: str) -> bool:
    """Whether the address can stand in a command of SMTP."""
    return (
        mailbox.isascii() and mailbox.isprintable() and not set(mailbox) & set(' <>"\\,;') and "@" in mailbox
    )
