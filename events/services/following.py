"""What time brings for events: reminders, mails that were handed over, documents, questions. A command calls it every minute."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from events.services import bulk_mail, documents, reminders


def follow(*, now: dt.datetime | None = None) -> dict[str, int]:
    """Does what is due; how much of each. May run twice, at the same time, and may be killed at any moment."""
    now = now or timezone.now()
    return {
        "reminders": reminders.send_due(now=now),
        "mails": bulk_mail.send_due(now=now),
        "documents": documents.send_due(now=now),
    }
