"""How a request ends: answered by the sides asked, withdrawn by the sender, or expired."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.enums_requests import Act, AnswerKind, DeclineReason, Party, RequestStatus
from partnerships.models import CooperationRequest, RequestAnswer
from partnerships.models.request import DAYS_TO_ANSWER
from partnerships.services.requests import post
from partnerships.services.requests.introducing import introduce
from partnerships.services.requests.places import fill_places
from partnerships.services.requests.steps import allow, lock, move, note, roles_of
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

ACT_OF: dict[str, Act] = {
    AnswerKind.ACCEPT: Act.ACCEPT,
    AnswerKind.LATER: Act.POSTPONE,
    AnswerKind.DECLINE: Act.DECLINE,
}
LONGEST_PAUSE = dt.timedelta(days=730)


class AlreadyAnswered(Refusal):
    """This side has answered before; nothing was changed."""


@transaction.atomic
def answer(
    *,
    answer: RequestAnswer,
    kind: str,
    by: User | None,
    until_on: dt.date | None = None,
    reason: str = "",
    now: dt.datetime | None = None,
) -> CooperationRequest:
    """One side answers; with the last yes both are introduced. `by` None: whoever holds the link sent to the side's mailbox.

    Refuses a second answer of the same side, people of another side, and everything after the end of the request.
    """
    now = now or timezone.now()
    request = lock(answer.request)
    answer = RequestAnswer.objects.select_for_update(no_key=True).get(pk=answer.pk, request=request)
    party = request.party_of(answer.actor_id)
    if by is not None and not by.memberships.filter(actor=answer.actor_id).exists():
        raise Refusal(_("You cannot do this with this request: another side decides here."))
    allow(request, ACT_OF[AnswerKind(kind)], frozenset({party}))
    if request.expires_at and request.expires_at <= now:
        raise Refusal(_("The time to answer is over; the request has expired."))
    if answer.answered_at:
        raise AlreadyAnswered(_("This request has been answered already."))
    _write(answer, kind, until_on, reason, by, now)
    decide(request, answer=answer, act=ACT_OF[kind], party=party, by=by, now=now)
    return request


def _write(
    answer: RequestAnswer, kind: str, until_on: dt.date | None, reason: str, by: User | None, now: dt.datetime
) -> None:
    today = timezone.localdate(now)
    if kind == AnswerKind.LATER and not (until_on and today < until_on <= today + LONGEST_PAUSE):
        raise Refusal(_("Please name a day in the next two years."))
    if kind == AnswerKind.DECLINE and reason not in DeclineReason.values:
        raise Refusal(_("Please choose a reason. Only the secretariat sees it."))
    answer.answer, answer.answered_at, answer.answered_by = kind, now, by
    answer.until_on = until_on if kind == AnswerKind.LATER else None
    answer.reason = reason if kind == AnswerKind.DECLINE else ""
    answer.save()


def decide(
    request: CooperationRequest,
    *,
    answer: RequestAnswer,
    act: Act,
    party: Party,
    by: User | None,
    now: dt.datetime,
    reason: str = "",
) -> None:
    """What follows from an answer: the end of the request, or waiting for the other side asked. The caller holds the locks."""
    if act == Act.ACCEPT and request.answers.filter(answered_at__isnull=True).exists():
        note(request, act=act, party=party, by=by, now=now, reason=reason)
        return
    if act == Act.ACCEPT:
        move(request, act=act, to=RequestStatus.ACCEPTED, party=party, by=by, now=now, reason=reason)
        introduce(request, now=now)
        return
    if act == Act.POSTPONE:
        request.again_on = answer.until_on
    to = RequestStatus.NOT_NOW if act == Act.POSTPONE else RequestStatus.DECLINED
    move(request, act=act, to=to, party=party, by=by, now=now, reason=reason)
    post.tell_sender("request-postponed" if act == Act.POSTPONE else "request-declined", request, now=now)
    _tell_the_other_asked(request, answer, now)
    fill_places(request.recipient_id, now=now)


def _tell_the_other_asked(request: CooperationRequest, answer: RequestAnswer, now: dt.datetime) -> None:
    """In a bridge the side that was asked too learns that there is nothing left to answer."""
    for _party, actor in request.sides[1:]:
        if actor.pk != answer.actor_id:
            post.tell_side("request-over", request, actor, now=now)


@transaction.atomic
def withdraw(*, request: CooperationRequest, by: User, now: dt.datetime | None = None) -> CooperationRequest:
    """The sender takes the request back; a side that had it learns of it. Refuses once it is answered."""
    now = now or timezone.now()
    request = lock(request)
    party = allow(request, Act.WITHDRAW, roles_of(request, by))
    had_arrived = request.status == RequestStatus.DELIVERED
    move(request, act=Act.WITHDRAW, to=RequestStatus.WITHDRAWN, party=party, by=by, now=now)
    if had_arrived:
        for _party, actor in request.sides[1:]:
            post.tell_side("request-over", request, actor, now=now)
        fill_places(request.recipient_id, now=now)
    return request


@transaction.atomic
def expire(*, request: CooperationRequest, now: dt.datetime | None = None) -> bool:
    """Ends a request nobody answered for 21 days; whether it did. Can run twice."""
    now = now or timezone.now()
    request = lock(request)
    if request.status != RequestStatus.DELIVERED or request.delivered_at is None:
        return False
    if request.delivered_at > now - dt.timedelta(days=DAYS_TO_ANSWER):
        return False
    move(request, act=Act.EXPIRE, to=RequestStatus.EXPIRED, party=Party.PORTAL, by=None, now=now)
    post.tell_sender("request-expired", request, now=now)
    fill_places(request.recipient_id, now=now)
    return True
