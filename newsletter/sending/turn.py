"""One turn of a sender with one edition: takes mails, begins each only when nothing speaks against it, and does what follows from each answer."""

from __future__ import annotations

import datetime as dt
import re
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from newsletter import database_mark
from newsletter.enums import EditionState
from newsletter.enums_delivery import DeliveryReason, DeliveryState, PauseReason, ReportKind
from newsletter.models import Edition, SendingLimit
from newsletter.selectors.audience import subscribed_sql
from newsletter.sending import ledger as ledgers
from newsletter.sending.ledger import Claimed, Ledger, Limit, Result, Step
from newsletter.sending.message import Recipient
from newsletter.sending.smtp import Answer, Outcome, Unreachable
from newsletter.services import reports, steering
from newsletter.services.starting import check_content
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from newsletter.sending.sender import Sender

GIVE_UP_AFTER = dt.timedelta(hours=48)
FIRST_PAUSE, LONGEST_PAUSE = 60, 4 * 3600  # seconds before a mail that was put off is tried again
POLICY_LIMIT = 20  # so many refusals in a row that blame the sender, and the edition pauses itself
POLICY = re.compile(r"^5\d\d[ -](5\.[367]\.\d+)")
STATUS = re.compile(r"^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})")


class Turn:
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
            self.sender.persistently(lambda: self.ledger.note(self.before) if self.before else None)
            self.sender.persistently(lambda: self.ledger.give_back(self.claimed))
        return self.tried

    def _shall_end(self) -> bool:
        return self.is_over or self.sender.should_end() or time.monotonic() > self.until

    def _prepare(self) -> bool:
        return self.sender.persistently(self._look_at_the_edition)

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
        self.claimed = self.sender.persistently(lambda: self.ledger.claim(without=list(self.full)))
        self.claimed_at = now
        for language in {mail.language for mail in self.claimed}:
            self.sender.persistently(partial(self.sender.template, self.edition, language))
        if self.claimed or from_the_beginning:
            return bool(self.claimed)
        self.ledger.start_over()
        self.ledger.set_limits(self.sender.persistently(lambda: limits_of(self.edition)))
        return self._claim()

    def _next(self) -> None:
        """One mail: from the committed `sending` to the answer of the mail server."""
        self._keep_lease()
        if not self.claimed or not self._is_connected():
            return
        mail = self.claimed[0]
        step = self.sender.persistently(lambda: self.ledger.advance(self.before, mail))
        self.before = None
        if not step.is_going_on:
            self.is_over = True
        elif step.begun:
            self.claimed.pop(0)
            self.tried += 1
            self._send(mail, step)
        else:
            self.sender.persistently(lambda: self.ledger.free(step.slots))
            if step.is_limited:
                self._wait(mail)
            else:
                self.claimed.pop(0)
                self.sender.persistently(lambda: self.ledger.leave_out(mail))

    def _is_connected(self) -> bool:
        """Whether a mail may begin: without a connection none is touched."""
        try:
            self.sender.smtp.open()
        except Unreachable as error:
            if self.before:
                self._note(self.before)
                self.before = None
            self._failed_connection(Outcome(Answer.NOT_BEGUN, 0, str(error), error.is_sender))
            return False
        return True

    def _keep_lease(self) -> None:
        if time.monotonic() - self.claimed_at > ledgers.LEASE_SECONDS / 3:
            ours = self.sender.persistently(lambda: self.ledger.renew(self.claimed))
            self.claimed = [mail for mail in self.claimed if mail.id in ours]
            self.claimed_at = time.monotonic()

    def _wait(self, mail: Claimed) -> None:
        """No slot is free. If it is the domain's limit, others go first; else everyone waits, ready to be stopped."""
        seconds = self.sender.persistently(lambda: self.ledger.wait_for_slot(mail.domain))
        if any(limit.domain == mail.domain for limit in self.ledger.limits):
            self.full[mail.domain] = time.monotonic() + max(seconds, 0.05)
            rest = [one for one in self.claimed if one.domain == mail.domain]
            self.sender.persistently(lambda: self.ledger.give_back(rest))
            self.claimed = [one for one in self.claimed if one.domain != mail.domain]
        else:
            self.ledger.set_limits(self.sender.persistently(lambda: limits_of(self.edition)))
            self.sender.sleep(min(max(seconds, 0.02), 0.5))

    def _send(self, mail: Claimed, step: Step) -> None:
        mailbox = mail.mailbox
        if not is_sendable(mailbox):
            self._note(
                Result(mail.id, DeliveryState.FAILED, DeliveryReason.UNUSABLE, slots=step.slots, counts=False)
            )
            return
        recipient = Recipient(mail.id, step.subscriber_id, step.key_version, mailbox, mail.message_id)
        message = self.sender.template(self.edition, mail.language).render(recipient, step.now)
        outcome = self.sender.smtp.send(sender=self.sender.paths.of(mail.id), to=mailbox, message=message)
        if outcome.answer == Answer.ACCEPTED:
            self.before = Result(mail.id, DeliveryState.SENT, answer=outcome.text, slots=step.slots)
            self._went_well()
        else:
            self._trouble(mail, step, outcome)

    def _note(self, result: Result) -> None:
        self.sender.persistently(lambda: self.ledger.note(result))

    def _went_well(self) -> None:
        self.sender.policy_refusals = 0
        if self.sender.failures or self.tried == 1:
            self.sender.failures = 0
            self.sender.persistently(partial(steering.forget_failures, self.edition_id))

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
                self.sender.persistently(partial(self._refused, mail, outcome, held))

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
        self.ledger.note(Result(mail.id, DeliveryState.FAILED, DeliveryReason.REFUSED, **held, counts=False))
        status = STATUS.match(outcome.text)
        reports.take_refusal(
            delivery_id=mail.id,
            kind=ReportKind.SOFT if is_policy else ReportKind.HARD,
            code=outcome.code,
            status=status[1] if status else "",
            text=outcome.text,
            attempt=mail.attempts + 1,
        )
        self.sender.policy_refusals = self.sender.policy_refusals + 1 if is_policy else 0
        if self.sender.policy_refusals >= POLICY_LIMIT:
            steering.pause_itself(edition_id=self.edition_id, reason=PauseReason.REFUSED, note=outcome.text)

    def _failed_connection(self, outcome: Outcome) -> None:
        """Counts it, lets the edition pause itself at the limit, else waits longer each time."""
        self.sender.failures += 1
        reason = PauseReason.REFUSED if outcome.is_sender else PauseReason.CONNECTION
        sure = partial(
            steering.count_failure,
            edition_id=self.edition_id,
            limit=settings.PORTAL_NEWSLETTER_FAILURES,
            reason=reason,
            note=outcome.text,
        )
        if self.sender.persistently(sure):
            self.is_over = True
            return
        wait = min(self.sender.pause * 2 ** (self.sender.failures - 1), 30.0)
        end = time.monotonic() + wait
        while time.monotonic() < end and not self.sender.should_end():
            self.sender.sleep(min(0.5, wait))


def limits_of(edition: Edition) -> list[Limit]:
    """The limits that hold for an edition: its own, that of all, those of domains."""
    rows = SendingLimit.objects.filter(Q(edition=edition) | Q(edition__isnull=True))
    return [Limit(row.pk, row.seconds, row.domain) for row in rows.order_by("pk")]


def is_sendable(mailbox: str) -> bool:
    """Whether the address can stand in a command of SMTP."""
    return (
        mailbox.isascii() and mailbox.isprintable() and not set(mailbox) & set(' <>"\\,;') and "@" in mailbox
    )
