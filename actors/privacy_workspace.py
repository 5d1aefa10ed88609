"""Personal data of the workspace of working groups: who asked for an actor to join, who answered."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from actors.models import GroupJoinRequest
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

HALF_A_YEAR = dt.timedelta(days=183)
SECRETARIAT = Visibility.SECRETARIAT


def old_requests(now: dt.datetime) -> QuerySet[GroupJoinRequest]:
    """Answered half a year ago; the membership itself stays."""
    return GroupJoinRequest.objects.filter(decided_at__lt=now - HALF_A_YEAR)


privacy.register(
    GroupJoinRequest,
    title=_("Requests to join a working group I sent"),
    purpose=_("Answering an organisation that wants to take part in a working group."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("six months after the answer"), old_requests),
    fields={
        "message": SECRETARIAT, "status": SECRETARIAT, "reason": SECRETARIAT, "asked_at": SECRETARIAT,
        "asked_by": SECRETARIAT, "decided_at": SECRETARIAT,
    },
    impersonal={
        "group": "the working group", "actor": "the organisation",
        "decided_by": "the number of the person who answered, emptied when that account is erased",
    },
    rows_of=lambda user: GroupJoinRequest.objects.filter(asked_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"asked_by": None},
)  # fmt: skip
