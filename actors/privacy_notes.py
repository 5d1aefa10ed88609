"""Personal data in notes of the secretariat; what is noted about a person is part of the person's own data."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from actors.models import Note
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, Retention
from platform_portal.core.visibility import Visibility

KEPT_AFTER_DONE = dt.timedelta(days=2 * 365)


def old(now: dt.datetime) -> QuerySet[Note]:
    """Notes that were done more than two years ago."""
    return Note.objects.filter(done_at__lt=now - KEPT_AFTER_DONE)


privacy.register(
    Note,
    title=_("Notes of the secretariat about me"),
    purpose=_("Remembering what was agreed, and calling back when promised."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("two years after a note is done; with the account or the entry it is about"), old),
    fields={
        "text": Visibility.SECRETARIAT,
        "remind_on": Visibility.SECRETARIAT,
        "created_at": Visibility.SECRETARIAT,
        "done_at": Visibility.SECRETARIAT,
    },
    impersonal={
        "actor": "the organisation a note is about",
        "person": "the link to the account",
        "assigned_to": "which colleague is to remember; emptied with the colleague's account",
        "written_by": "which colleague wrote it; emptied with the colleague's account",
    },
    rows_of=lambda user: Note.objects.filter(person_id=user.pk),
)
