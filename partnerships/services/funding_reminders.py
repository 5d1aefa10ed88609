"""Reminders of deadlines: asked for by people on the page of a programme, sent six and two weeks before."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import lazy

from partnerships import mails_funding as mails
from partnerships.enums_funding import DeadlineKind, ReminderStage
from partnerships.models import FundingProgramme, FundingReminder, FundingReminderMail
from partnerships.selectors.funding_dates import next_deadline
from platform_portal.core import audit, letters

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def ask(*, programme: FundingProgramme, by: User) -> FundingReminder:
    """The person wants to be reminded; asking twice changes nothing."""
    reminder, is_new = FundingReminder.objects.get_or_create(programme=programme, user=by)
    if is_new:
        audit.record(action="funding_reminder.asked", obj=programme, by=by)
    return reminder


@transaction.atomic
def end(*, programme: FundingProgramme, by: User) -> None:
    """The person does not want to be reminded any more."""
    number, _rows = FundingReminder.objects.filter(programme=programme, user=by).delete()
    if number:
        audit.record(action="funding_reminder.ended", obj=programme, by=by)


def send_due(*, now: dt.datetime | None = None) -> int:
    """Sends the reminders that are due, from the dates as they are now; how many. May run twice and be killed."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    sent = 0
    programmes = FundingProgramme.objects.published().filter(
        deadline_kind=DeadlineKind.DATES, reminders__isnull=False
    )
    for programme in programmes.distinct().order_by("pk").prefetch_related("deadlines"):
        day = next_deadline(programme, today)
        if day is None or (stage := stage_of((day - today).days)) is None:
            continue
        waiting = programme.reminders.filter(user__is_active=True).order_by("pk")
        for pk in waiting.values_list("pk", flat=True):
            sent += _send(pk, programme, day, stage, now)
    return sent


def stage_of(days: int) -> ReminderStage | None:
    """Which reminder is due so many days before; only the last one whose time has come."""
    if days <= ReminderStage.TWO_WEEKS:
        return ReminderStage.TWO_WEEKS
    return ReminderStage.SIX_WEEKS if days <= ReminderStage.SIX_WEEKS else None


@transaction.atomic
def _send(pk: int, programme: FundingProgramme, day: dt.date, stage: ReminderStage, now: dt.datetime) -> bool:
    """One mail, at most once per deadline and stage; whoever has asked after the first date gets the second only."""
    reminder = (
        FundingReminder.objects.select_for_update(of=("self",), no_key=True, skip_locked=True)
        .select_related("user")
        .filter(pk=pk)
        .first()
    )
    if reminder is None:
        return False
    _row, is_new = FundingReminderMail.objects.get_or_create(
        reminder=reminder, deadline_on=day, stage=stage, defaults={"sent_at": now}
    )
    if not is_new:
        return False
    user = reminder.user
    with translation.override(user.language):
        url = settings.PORTAL_BASE_URL + reverse("funding-programme", args=[programme.slug])
    letter = mails.reminder(
        name=lazy(lambda: programme.name, str)(),
        deadline=day,
        days=(day - timezone.localdate(now)).days,
        url=url,
        is_outdated=programme.is_outdated(timezone.localdate(now)),
    )
    letters.post(kind=mails.REMINDER, letter=letter, to=user.email, language=user.language)
    return True
