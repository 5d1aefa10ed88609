"""Whether one actor may ask another: the hard rules of a pair, with an answer that says what to do instead."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from actors.enums import ActorStatus
from actors.models import Actor
from partnerships.enums_requests import FirstStep, RequestStatus
from partnerships.models import CooperationRequest, Introduction
from partnerships.selectors.request_pairs import are_partners
from platform_portal.core.errors import Refusal

#: After a no nobody is asked again for a year (see `matching.md`, hard rules).
MONTHS_AFTER_NO = 12


def check_pair(sender: Actor, recipient: Actor, *, first_step: str, now: dt.datetime) -> None:
    """Refuses when the sender may not ask the recipient now. Four queries at most."""
    if sender.pk == recipient.pk:
        raise Refusal(_("Nobody can send a request to themselves."))
    if sender.status != ActorStatus.PUBLISHED:
        raise Refusal(_("Requests can be sent once your entry is published."))
    if recipient.status != ActorStatus.PUBLISHED:
        raise Refusal(_("This actor is not active on the platform, so it cannot be asked."))
    if not recipient.capacity_per_quarter:
        raise Refusal(_("This actor takes no new conversations at present."))
    if first_step != FirstStep.JOIN and are_partners(sender, recipient):
        raise Refusal(
            _("You are partners already. To join another of its partnerships, choose that as the first step.")
        )
    _check_history(sender, recipient, now)


def _check_history(sender: Actor, recipient: Actor, now: dt.datetime) -> None:
    between = CooperationRequest.objects.between(sender.pk, recipient.pk)
    if between.open().exists():
        raise Refusal(_("There is already an open request between you two."))
    if Introduction.objects.keeping_apart(now).filter(request__in=between).exists():
        raise Refusal(_("You have been introduced to each other already. Please use your shared page."))
    last = (
        between.filter(
            sender=sender.pk,
            status__in=(RequestStatus.DECLINED, RequestStatus.NOT_NOW),
            ended_at__isnull=False,
        )
        .order_by("-ended_at")
        .first()
    )
    again = may_ask_again_on(last) if last else None
    if again and again > timezone.localdate(now):
        raise Refusal(
            _("This actor has said “no” or “not now”. You may ask again from %(day)s.")
            % {"day": date_format(again, "DATE_FORMAT")}
        )


def may_ask_again_on(request: CooperationRequest) -> dt.date | None:
    """The day from which the sender may ask again after a no or a not now."""
    if request.status == RequestStatus.NOT_NOW:
        return request.again_on
    if request.ended_at is None:
        return None
    ended = timezone.localdate(request.ended_at)
    return ended + dt.timedelta(days=365 * MONTHS_AFTER_NO // 12)
