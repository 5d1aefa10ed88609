"""What the pages write: a report of a barrier goes to the secretariat."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone, translation

from platform_portal.core import letters
from platform_portal.core.models import OutboxMail
from platform_portal.pages import mails

SECRETARIAT_LANGUAGE = "de"
SAME_REPORT = dt.timedelta(minutes=10)


@transaction.atomic
def report_barrier(*, message: str, address: str, name: str, email: str, language: str) -> OutboxMail:
    """Writes the report into the outbox, in the secretariat's language; the text itself stays as it was typed.

    The same report within ten minutes, also in parallel, is one mail: somebody pressed the button twice.
    """
    with translation.override(SECRETARIAT_LANGUAGE):
        letter = mails.barrier(message=message, address=address, name=name, email=email, language=language)
    _subject, text, _html = letters.render(letter, SECRETARIAT_LANGUAGE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [text])
    recent = OutboxMail.objects.filter(kind=mails.BARRIER, created_at__gt=timezone.now() - SAME_REPORT)
    return recent.filter(text=text, reply_to=email).first() or letters.post(
        kind=mails.BARRIER,
        letter=letter,
        to=settings.PORTAL_SECRETARIAT_EMAIL,
        language=SECRETARIAT_LANGUAGE,
        reply_to=email,
    )
