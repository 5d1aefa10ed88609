"""What requests mean for suggestions: pairs not to be suggested, and how many open requests each recipient has."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Q
from django.utils import timezone

from actors.enums import MUNICIPAL_KINDS
from partnerships.enums_requests import OPEN, RequestStatus
from partnerships.models import CooperationRequest

type Key = tuple[str, int]

DAYS_AFTER_NO = 365
_SIDE = ("pk", "kind", "place_id")


def blocked_pairs(now: dt.datetime | None = None) -> set[tuple[Key, Key]]:
    """Pairs with an open request, introduced ones, and for the sender those declined within a year or put off. One query."""
    now = now or timezone.now()
    declined = Q(status=RequestStatus.DECLINED, ended_at__gt=now - dt.timedelta(days=DAYS_AFTER_NO))
    put_off = Q(status=RequestStatus.NOT_NOW, again_on__gt=timezone.localdate(now))
    introduced = Q(introduction__isnull=False, introduction__closed_at__isnull=True)
    rows = CooperationRequest.objects.filter(Q(status__in=OPEN) | declined | put_off | introduced).order_by()
    found: set[tuple[Key, Key]] = set()
    for values in rows.values_list(
        *(f"{side}__{name}" for side in ("sender", "recipient") for name in _SIDE)
    ):
        one, other = _key(*values[:3]), _key(*values[3:])
        found |= {(one, other), (other, one)}
    return found


def open_requests() -> Counter[Key]:
    """How many requests each recipient has open, in the queue or under way. One query."""
    rows = CooperationRequest.objects.filter(status__in=OPEN).order_by()
    return Counter(_key(*values) for values in rows.values_list(*(f"recipient__{name}" for name in _SIDE)))


def _key(actor: int, kind: str, place: int | None) -> Key:
    """As in `proposal_facts`: a municipality is its place."""
    return ("place", place) if kind in MUNICIPAL_KINDS and place else ("actor", actor)
