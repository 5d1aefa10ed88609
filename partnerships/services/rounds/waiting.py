"""The weekly list of those who are still without a partner, for the secretariat."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from accounts.enums import NotificationKind
from accounts.models import Notice, User
from accounts.services.notices import tell
from partnerships import mails_rounds as mails
from partnerships.enums_rounds import SIDES
from partnerships.selectors.without_partner import rows
from platform_portal.core.letters import Letter

NAMED = 10
#: A little less than a week, so that a list that comes some minutes early is not held back.
BETWEEN = dt.timedelta(days=6)


def tell_secretariat(*, now: dt.datetime | None = None) -> int:
    """Notes the list for everyone of the secretariat who has not had it within the last six days; how many. May run twice."""
    now = now or timezone.now()
    told = 0
    for pk in User.objects.filter(is_staff=True, is_active=True).order_by("pk").values_list("pk", flat=True):
        told += _tell(pk, now)
    return told


@transaction.atomic
def _tell(pk: int, now: dt.datetime) -> bool:
    user = User.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    recent = Notice.objects.filter(user=user, letter_kind=mails.WITHOUT_PARTNER, created_at__gt=now - BETWEEN)
    if recent.exists():
        return False
    with translation.override(user.language):
        letter = _letter(now)
    return (
        tell(
            user=user,
            kind=NotificationKind.PROPOSALS,
            letter_kind=mails.WITHOUT_PARTNER,
            letter=letter,
            now=now,
        )
        is not None
    )


def _letter(now: dt.datetime) -> Letter:
    waiting = {side: rows(side, now=now) for side in SIDES}
    named = [tuple(f"{row.name} ({row.since})" for row in waiting[side][:NAMED]) for side in SIDES]
    return mails.without_partner(
        german=named[0],
        ukrainian=named[1],
        numbers=(len(waiting["DE"]), len(waiting["UA"])),
        url=settings.PORTAL_BASE_URL + reverse("match-without-partner"),
    )
