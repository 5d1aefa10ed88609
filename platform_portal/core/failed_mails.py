"""Mails that could not be sent: seen in the work queue, sent again or given up by the secretariat."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from platform_portal.core import audit, outbox
from platform_portal.core.errors import Refusal
from platform_portal.core.models import MailState, OutboxMail
from platform_portal.core.work_queue import Action, Item

if TYPE_CHECKING:
    from accounts.models import User

#: Written in front of the server's answer when the secretariat has given a mail up.
GIVEN_UP = "given up: "


def waiting() -> tuple[int, dt.datetime | None]:
    """How many failed mails nobody has given up yet, and since when the oldest waits."""
    found = _open().aggregate(number=Count("pk"), oldest=Min("created_at"))
    return found["number"], found["oldest"]


def items(limit: int) -> list[Item]:
    """The oldest failed mails: recipient, subject, what the server said."""
    return [_item(mail) for mail in _open().order_by("created_at", "pk")[:limit]]


@transaction.atomic
def send_again(*, mail: OutboxMail, by: User | None) -> OutboxMail:
    """Puts a failed mail back in line, with 48 hours anew. Raises :class:`Refusal` when it has not failed."""
    mail = _failed(mail)
    now = timezone.now()
    mail.state, mail.attempts, mail.next_attempt_at, mail.created_at = MailState.PENDING, 0, now, now
    mail.error = mail.error.removeprefix(GIVEN_UP)
    mail.save(update_fields=["state", "attempts", "next_attempt_at", "created_at", "error"])
    audit.record(action="mail.sent_again", obj=mail, by=by)
    transaction.on_commit(outbox.tell_worker)
    return mail


@transaction.atomic
def give_up(*, mail: OutboxMail, by: User | None) -> OutboxMail:
    """Takes a failed mail out of the queue; it stays in the list. Raises :class:`Refusal` when it has not failed."""
    mail = _failed(mail)
    if not mail.error.startswith(GIVEN_UP):
        mail.error = GIVEN_UP + mail.error
        mail.save(update_fields=["error"])
        audit.record(action="mail.given_up", obj=mail, by=by)
    return mail


@transaction.atomic
def take_up(*, mail: OutboxMail, by: User | None) -> OutboxMail:
    """Back into the work queue: undoes :func:`give_up`."""
    mail = _failed(mail)
    mail.error = mail.error.removeprefix(GIVEN_UP)
    mail.save(update_fields=["error"])
    audit.record(action="mail.taken_up", obj=mail, by=by)
    return mail


def _failed(mail: OutboxMail) -> OutboxMail:
    mail = OutboxMail.objects.select_for_update(of=("self",), no_key=True).get(pk=mail.pk)
    if mail.state != MailState.FAILED:
        raise Refusal(_("This mail has not failed; nothing needs to be done."))
    return mail


def _open() -> QuerySet[OutboxMail]:
    return OutboxMail.objects.filter(state=MailState.FAILED).exclude(error__startswith=GIVEN_UP)


def _item(mail: OutboxMail) -> Item:
    return Item(
        title=_("Mail to %(to)s: %(subject)s") % {"to": mail.to, "subject": mail.subject},
        since=mail.created_at,
        url=reverse("admin:core_outboxmail_change", args=[mail.pk]),
        detail=mail.error[:160],
        actions=_actions(("again", _("Send again"), True), ("give-up", _("Give up"), False), pk=mail.pk),
    )


def _actions(*steps: tuple[str, str, bool], pk: int) -> list[Action]:
    return [
        Action(label, reverse("admin:core_outboxmail_step", args=[pk, slug]), is_main=is_main)
        for slug, label, is_main in steps
    ]
