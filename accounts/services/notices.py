"""Telling a person something at the time the person has chosen; what is due together becomes one mail."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone, translation

from accounts.models import Notice, User
from accounts.selectors.preferences import delivery_time
from platform_portal.core import letters
from platform_portal.core.letters import Letter


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
        letters.post(kind=letter_kind, letter=letter, to=user.email, language=user.language)
        notice.sent_at = now
        notice.save(update_fields=["sent_at"])
    return notice


def as_data(letter: Letter) -> dict[str, object]:
    """The letter as plain data in the active language."""
    return {
        "subject": str(letter.subject),
        "greeting": str(letter.greeting),
        "paragraphs": [str(part) for part in letter.paragraphs],
        "actions": [{"label": str(action.label), "url": action.url} for action in letter.actions],
        "closing": [str(part) for part in letter.closing],
        "why": str(letter.why),
    }
