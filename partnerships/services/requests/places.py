"""Capacity: a recipient takes so many new conversations per quarter; what comes on top waits in its queue.

The caller holds the lock on the recipient's row, so that of two requests for the last place one waits.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from actors.models import Actor
from partnerships.enums_requests import Act, Party, RequestStatus
from partnerships.models import CooperationRequest, RequestAnswer
from partnerships.services.requests import post
from partnerships.services.requests.steps import lock, lock_actors, move

#: How long a request waits for a free place; then it is given up with a kind letter.
LONGEST_WAIT = dt.timedelta(days=92)


def free_places(recipient: int, now: dt.datetime) -> int:
    """Conversations the recipient can still take this quarter; never below 0. Two queries; right only under the lock."""
    capacity = Actor.objects.values_list("capacity_per_quarter", flat=True).get(pk=recipient)
    taken = CooperationRequest.objects.filter(recipient=recipient).taking_capacity(now).count()
    return max(0, capacity - taken)


def deliver_or_queue(request: CooperationRequest, *, now: dt.datetime) -> None:
    """Passes a checked request on, or places it at the end of the recipient's queue."""
    queue = CooperationRequest.objects.in_queue_of(request.recipient_id)
    if not queue.exists() and free_places(request.recipient_id, now):
        _deliver(request, now)
        return
    request.queued_at = now
    move(request, act=Act.QUEUE, to=RequestStatus.WAITING, party=Party.PORTAL, by=None, now=now)
    post.tell_sender("request-queued", request, now=now)


def fill_places(recipient: int, *, now: dt.datetime) -> int:
    """Passes on the requests that wait longest while there are free places; how many. The caller holds the lock."""
    free = free_places(recipient, now)
    rows = (
        CooperationRequest.objects.in_queue_of(recipient)
        .select_for_update(of=("self",), no_key=True)
        .with_sides()[:free]
    )
    passed_on = 0
    for request in rows:
        _deliver(request, now)
        passed_on += 1
    return passed_on


@transaction.atomic
def refill(*, recipient: int, now: dt.datetime | None = None) -> int:
    """Looks whether places have become free: a quarter began, the capacity was raised. Can run any number of times."""
    lock_actors(recipient)
    return fill_places(recipient, now=now or timezone.now())


@transaction.atomic
def give_up(*, request: CooperationRequest, now: dt.datetime | None = None) -> bool:
    """Ends a wait of more than three months, kindly; whether it did. Can run twice."""
    now = now or timezone.now()
    request = lock(request)
    if (
        request.status != RequestStatus.WAITING
        or request.queued_at is None
        or request.queued_at > now - LONGEST_WAIT
    ):
        return False
    move(request, act=Act.GIVE_UP, to=RequestStatus.EXPIRED, party=Party.PORTAL, by=None, now=now)
    post.tell_sender("request-given-up", request, now=now)
    return True


def _deliver(request: CooperationRequest, now: dt.datetime) -> None:
    request.delivered_at = now
    move(request, act=Act.DELIVER, to=RequestStatus.DELIVERED, party=Party.PORTAL, by=None, now=now)
    RequestAnswer.objects.bulk_create(
        RequestAnswer(request=request, actor_id=pk) for pk in (request.recipient_id, request.third_id) if pk
    )
    for answer in request.answers.select_related("actor__place"):
        post.write_to_side(answer, request=request, now=now)
    post.tell_sender("request-delivered", request, now=now)
