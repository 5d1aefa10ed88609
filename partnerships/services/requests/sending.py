"""From the draft to the recipient: sending, and the secretariat's check."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.enums_requests import Act, RequestRole, RequestStatus
from partnerships.models import CooperationRequest, RequestEvent, RequestSetting
from partnerships.models.request import SLOTS
from partnerships.services.requests import post
from partnerships.services.requests.pairs import check_pair
from partnerships.services.requests.places import deliver_or_queue
from partnerships.services.requests.steps import allow, lock, move, roles_of
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: How often one actor can send within a day; sending and withdrawing in turns would flood the secretariat.
SENT_PER_DAY = 10


@transaction.atomic
def send(*, request: CooperationRequest, by: User, now: dt.datetime | None = None) -> CooperationRequest:
    """Sends a draft to the secretariat's check or, where that is waived and somebody can be reached, straight on.

    Refuses a fourth open request, forbidden pairs, and drafts without topic, reason or language.
    """
    now = now or timezone.now()
    request = lock(request)
    party = allow(request, Act.SEND, roles_of(request, by))
    check_pair(request.sender, request.recipient, first_step=request.first_step, now=now)
    _check_content(request)
    _check_pace(request, now)
    request.slot = _free_slot(request)
    request.sent_at = now
    move(request, act=Act.SEND, to=RequestStatus.IN_CHECK, party=party, by=by, now=now)
    if is_check_waived(request) and all(post.can_reach(actor) for _party, actor in request.sides[1:]):
        deliver_or_queue(request, now=now)
    return request


@transaction.atomic
def approve(*, request: CooperationRequest, by: User, now: dt.datetime | None = None) -> CooperationRequest:
    """The secretariat has checked: the request goes to the recipient, or into its queue."""
    now = now or timezone.now()
    request = lock(request)
    party = allow(request, Act.APPROVE, roles_of(request, by))
    request.owner = request.owner or by
    move(request, act=Act.APPROVE, to=RequestStatus.IN_CHECK, party=party, by=by, now=now)
    deliver_or_queue(request, now=now)
    return request


@transaction.atomic
def send_back(
    *, request: CooperationRequest, by: User, reason: str, now: dt.datetime | None = None
) -> CooperationRequest:
    """The secretariat asks the sender to change something: a draft again. The reason goes to the sender."""
    now = now or timezone.now()
    request = lock(request)
    party = allow(request, Act.SEND_BACK, roles_of(request, by))
    reason = reason.strip()
    if not reason:
        raise Refusal(_("Please say what should be changed."))
    request.owner = request.owner or by
    request.sent_at = None
    move(
        request, act=Act.SEND_BACK, to=RequestStatus.DRAFT, party=party, by=by, now=now, reason=reason[:1000]
    )
    post.tell_sender("request-sent-back", request, now=now, text=reason[:1000])
    return request


def is_check_waived(request: CooperationRequest) -> bool:
    """Whether requests of this sender go without the secretariat's check."""
    return RequestSetting.objects.filter(actor=request.sender_id, is_check_waived=True).exists()


def _check_content(request: CooperationRequest) -> None:
    roles = set(request.request_topics.values_list("role", flat=True))
    if RequestRole.SEEK not in roles and RequestRole.GIVE not in roles:
        raise Refusal(_("Please choose at least one topic you seek or give."))
    if not request.reason and not request.phrases:
        raise Refusal(_("Please write one sentence, or choose a ready one."))
    if not request.languages:
        raise Refusal(_("Please say which language you speak."))


def _check_pace(request: CooperationRequest, now: dt.datetime) -> None:
    recent = RequestEvent.objects.filter(
        request__sender=request.sender_id, act=Act.SEND, at__gt=now - dt.timedelta(days=1)
    )
    if recent.count() >= SENT_PER_DAY:
        raise Refusal(_("That was a lot of requests for one day. Please go on tomorrow."))


def _free_slot(request: CooperationRequest) -> int:
    used = set(
        CooperationRequest.objects.filter(sender=request.sender_id, slot__isnull=False).values_list(
            "slot", flat=True
        )
    )
    free = [slot for slot in range(1, SLOTS + 1) if slot not in used]
    if not free:
        raise Refusal(
            _(
                "You have three open requests. Please wait for an answer, or withdraw one, before you send another."
            )
        )
    return free[0]
