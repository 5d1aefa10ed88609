"""What time brings: places that become free, reminders, the end of a request, questions how it goes.

Everything is worked out from the state at this moment, one row per transaction, so the job can be ended and run again at
any time; the time is an argument.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter

from django.db import transaction
from django.utils import timezone

from partnerships.enums_requests import RequestStatus
from partnerships.models import CheckIn, CooperationRequest, RequestAnswer
from partnerships.models.request import DAYS_TO_ANSWER
from partnerships.services.requests import answering, places, post
from partnerships.services.requests.steps import lock

log = logging.getLogger(__name__)


def follow(*, now: dt.datetime | None = None) -> Counter[str]:
    """Does everything that is due; answers how often each. Safe to run twice, also at the same time."""
    now = now or timezone.now()
    done: Counter[str] = Counter()
    done["expired"] = sum(answering.expire(request=row, now=now) for row in _overdue(now))
    done["given up"] = sum(places.give_up(request=row, now=now) for row in _waiting_too_long(now))
    done["passed on"] = sum(places.refill(recipient=pk, now=now) for pk in _recipients_with_queue())
    done["mails"] = sum(_remind(pk, now) for pk in _unanswered())
    done["questions"] = sum(_ask(pk, now) for pk in _questions(now))
    done["again"] = sum(_say_again(row, now) for row in _time_has_come(now))
    return done


def _overdue(now: dt.datetime) -> list[CooperationRequest]:
    limit = now - dt.timedelta(days=DAYS_TO_ANSWER)
    rows = CooperationRequest.objects.filter(status=RequestStatus.DELIVERED, delivered_at__lte=limit)
    return list(rows.order_by("delivered_at", "pk"))


def _waiting_too_long(now: dt.datetime) -> list[CooperationRequest]:
    rows = CooperationRequest.objects.filter(
        status=RequestStatus.WAITING, queued_at__lte=now - places.LONGEST_WAIT
    )
    return list(rows.order_by("queued_at", "pk"))


def _recipients_with_queue() -> list[int]:
    rows = CooperationRequest.objects.filter(status=RequestStatus.WAITING).order_by("recipient")
    return list(rows.values_list("recipient", flat=True).distinct())


def _unanswered() -> list[int]:
    rows = RequestAnswer.objects.filter(answered_at__isnull=True, request__status=RequestStatus.DELIVERED)
    return list(rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int, now: dt.datetime) -> int:
    answer = RequestAnswer.objects.select_related("request", "actor__place").filter(pk=pk).first()
    if answer is None:
        return 0
    request = lock(answer.request)
    answer.refresh_from_db(fields=["answered_at"])
    return post.write_to_side(answer, request=request, now=now)


def _questions(now: dt.datetime) -> list[int]:
    """Those due within the last four weeks; one that lay longer than that is overtaken by the next."""
    today = timezone.localdate(now)
    rows = CheckIn.objects.filter(
        asked_at__isnull=True,
        answered_at__isnull=True,
        due_on__lte=today,
        due_on__gt=today - dt.timedelta(days=28),
        introduction__closed_at__isnull=True,
    )
    return list(rows.order_by("due_on", "pk").values_list("pk", flat=True))


@transaction.atomic
def _ask(pk: int, now: dt.datetime) -> int:
    rows = CheckIn.objects.select_for_update(of=("self",), no_key=True).select_related(
        "introduction__request__sender", "introduction__request__recipient", "introduction__request__third",
        "actor__place",
    )  # fmt: skip
    check_in = rows.filter(pk=pk, asked_at__isnull=True, answered_at__isnull=True).first()
    if check_in is None:
        return 0
    check_in.asked_at = now
    check_in.save(update_fields=["asked_at"])
    return post.ask_how_it_goes(check_in, now=now)


def _time_has_come(now: dt.datetime) -> list[CooperationRequest]:
    rows = CooperationRequest.objects.filter(
        status=RequestStatus.NOT_NOW, reminded_again_at__isnull=True, again_on__lte=timezone.localdate(now)
    )
    return list(rows.order_by("again_on", "pk"))


@transaction.atomic
def _say_again(request: CooperationRequest, now: dt.datetime) -> bool:
    request = lock(request)
    if request.status != RequestStatus.NOT_NOW or request.reminded_again_at:
        return False
    request.reminded_again_at = now
    request.save(update_fields=["reminded_again_at"])
    post.tell_sender("request-again", request, now=now)
    return True
