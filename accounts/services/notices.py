"""Telling a person something at the time the person has chosen; what is due together becomes one mail.

A letter is noted in the language the person has at that moment and stays in it; the frame of the collected mail is in the
language at the time of sending. How often and when is asked again before sending: what was turned off meanwhile is dropped.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation

from accounts import mails
from accounts.delivery import next_delivery
from accounts.enums import NotificationKind
from accounts.models import ErasureRequest, Notice, User
from accounts.selectors.preferences import delivery_time, frequencies, quiet_times
from platform_portal.core import letters
from platform_portal.core.letters import Action, Letter


@transaction.atomic
def tell(
    *, user: User, kind: str, letter_kind: str, letter: Letter, now: dt.datetime | None = None
) -> Notice | None:
    """Notes a letter for the person and sends it when the person wants letters of this kind; None: the person wants none.

    `kind` is a NotificationKind, `letter_kind` the registered kind of letter. Lazy texts of the letter are worked out in the
    person's language. Written in the running transaction.
    """
    now = now or timezone.now()
    due = delivery_time(user, kind, now)
    if due is None:
        return None
    with translation.override(user.language):
        notice = Notice.objects.create(
            user=user, kind=kind, letter_kind=letter_kind, letter=as_data(letter), due_at=due, created_at=now
        )
    if due <= now:
        _post(user, [notice])
        notice.sent_at = now
        notice.save(update_fields=["sent_at"])
    return notice


def send_due(*, now: dt.datetime | None = None, limit: int = 500) -> int:
    """Sends what is due, one mail per person, each in a transaction of its own; returns how many persons were looked at.

    May run twice and at the same time, and may be killed: a person is locked while the mail is put into the outbox and the
    notices are marked, and both are committed together.
    """
    now = now or timezone.now()
    seen = 0
    while seen < limit and _send_next(now):
        seen += 1
    return seen


@transaction.atomic
def reschedule(*, user: User, now: dt.datetime | None = None) -> None:
    """The person has chosen anew: everything that waits gets the time that holds now, or is dropped."""
    now = now or timezone.now()
    waiting = Notice.objects.select_for_update(no_key=True).filter(
        user_id=user.pk, sent_at__isnull=True, dropped_at__isnull=True
    )
    _sort_out(user, list(waiting), now)


def _send_next(now: dt.datetime) -> bool:
    """One person with something due, whom no other job is looking at."""
    with transaction.atomic():
        user = _claim(now)
        if user is None:
            return False
        due = list(
            _due(now).filter(user_id=user.pk).select_for_update(no_key=True).order_by("created_at", "pk")
        )
        ready = _sort_out(user, due, now)
        if ready:
            _post(user, ready)
            Notice.objects.filter(pk__in=[notice.pk for notice in ready]).update(sent_at=now)
    return True


def _due(now: dt.datetime) -> Any:
    return Notice.objects.filter(due_at__lte=now, sent_at__isnull=True, dropped_at__isnull=True)


def _claim(now: dt.datetime) -> User | None:
    """Locks the person, so that two jobs never write two mails to one."""
    waiting = Exists(_due(now).filter(user_id=OuterRef("pk")))
    people = User.objects.filter(waiting).order_by("pk")
    return people.select_for_update(of=("self",), no_key=True, skip_locked=True).first()


def _sort_out(user: User, notices: list[Notice], now: dt.datetime) -> list[Notice]:
    """Those to be sent now. Others are dropped (turned off, account closed) or get a new time (other frequency, quiet times)."""
    is_open = user.is_active and not ErasureRequest.objects.filter(user_id=user.pk).exists()
    chosen, quiet = frequencies(user), quiet_times(user)
    ready = []
    for notice in notices:
        wanted = next_delivery(chosen[notice.kind], quiet, notice.created_at) if is_open else None
        if wanted is None:
            notice.dropped_at = now
            continue
        notice.due_at = quiet.first_moment_from(max(wanted, now)) if wanted <= now else wanted
        if notice.due_at <= now:
            ready.append(notice)
    Notice.objects.bulk_update(notices, ["due_at", "dropped_at"])
    return ready


def _post(user: User, notices: list[Notice]) -> None:
    """One notice as the letter it is, several as one letter with a heading for each."""
    position = {kind: number for number, kind in enumerate(NotificationKind.values)}
    notices = sorted(notices, key=lambda notice: (position[notice.kind], notice.created_at, notice.pk))
    if len(notices) == 1:
        kind, letter = notices[0].letter_kind, from_data(notices[0].letter)
    else:
        kind, letter = (
            mails.DIGEST,
            mails.digest([(n.get_kind_display, from_data(n.letter)) for n in notices]),
        )
    letters.post(kind=kind, letter=letter, to=user.email, language=user.language)


def as_data(letter: Letter) -> dict[str, object]:
    """The letter as plain data in the active language."""
    return {
        "subject": str(letter.subject),
        "greeting": str(letter.greeting),
        "paragraphs": [str(part) for part in letter.paragraphs],
        "actions": [{"label": str(action.label), "url": str(action.url)} for action in letter.actions],
        "closing": [str(part) for part in letter.closing],
        "why": str(letter.why),
    }


def from_data(data: dict[str, Any]) -> Letter:
    """The letter again; its end leads to the preferences."""
    return Letter(
        subject=data["subject"],
        greeting=data.get("greeting", ""),
        paragraphs=tuple(data["paragraphs"]),
        actions=tuple(Action(action["label"], action["url"]) for action in data["actions"]),
        closing=tuple(data["closing"]),
        why=data["why"],
        is_notice=True,
    )
