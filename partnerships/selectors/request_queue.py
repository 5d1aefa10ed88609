"""The queue of a recipient."""

from __future__ import annotations

from django.db.models import Q

from partnerships.enums_requests import RequestStatus
from partnerships.models import CooperationRequest


def place_in_queue(request: CooperationRequest) -> int:
    """The place of a request in its recipient's queue, from 1; 0 when it does not wait. One query."""
    if request.queued_at is None or request.status != RequestStatus.WAITING:
        return 0
    before = Q(queued_at__lt=request.queued_at) | Q(queued_at=request.queued_at, pk__lt=request.pk)
    return CooperationRequest.objects.in_queue_of(request.recipient_id).filter(before).count() + 1
