"""Personal data in imports: who uploaded a file. The file is deleted when the import ends, the row 90 days later."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from actors.models import ImportJob
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

KEPT = dt.timedelta(days=90)


def old(now: dt.datetime) -> QuerySet[ImportJob]:
    """Imports of more than 90 days ago, whatever became of them."""
    return ImportJob.objects.filter(created_at__lt=now - KEPT)


privacy.register(
    ImportJob,
    title=_("Files I imported for the secretariat"),
    purpose=_("Checking a file before it enters the register, and finding out where rows came from."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("90 days; the file itself until the import has ended"), old),
    fields={"file_name": Visibility.SECRETARIAT, "created_at": Visibility.SECRETARIAT},
    impersonal={
        "by": "the link to the account",
        "data": "a file with organisations; deleted when the import ends",
        "report": "names of organisations and what was said about each row",
        "problem": "a message of the portal",
        "step": "a message of the portal",
        "language": "language of the report",
        "encoding": "of the file",
        "kind": "what the file holds",
    },
    rows_of=lambda user: ImportJob.objects.filter(by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"by": None},
)
