"""What requests mean for suggestions: pairs not to be suggested, and how busy each recipient is.

What the sides say when asked how it goes counts here: nothing came of it is like a no for a year, and frees the recipient.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter

from django.db.models import Q
from django.utils import timezone

from actors.enums import MUNICIPAL_KINDS
from partnerships.enums_requests import OPEN, RequestStatus
from partnerships.models import CooperationRequest, Introduction

type Key = tuple[str, int]

DAYS_AFTER_NO = 365
_SIDE = ("pk", "kind", "place_id")


def blocked_pairs(now: dt.datetime | None = None) -> set[tuple[Key, Key]]:
    """Pairs with an open request, introduced ones, and for the sender those declined within a year or put off. One query."""
    now = now or timezone.now()
    declined = Q(status=RequestStatus.DECLINED, ended_at__gt=now - dt.timedelta(days=DAYS_AFTER_NO))
    put_off = Q(status=RequestStatus.NOT_NOW, again_on__gt=timezone.localdate(now))
    introduced = Q(introduction__in=Introduction.objects.keeping_apart(now))
    rows = CooperationRequest.objects.filter(Q(status__in=OPEN) | declined | put_off | introduced).order_by()
    found: set[tuple[Key, Key]] = set()
    for values in rows.values_list(
        *(f"{side}__{name}" for side in ("sender", "recipient") for name in _SIDE)
    ):
        one, other = _key(*values[:3]), _key(*values[3:])
        found |= {(one, other), (other, one)}
    return found


def under_way(now: dt.datetime | None = None) -> Counter[Key]:
    """How many requests each recipient has open, in the queue or as conversations of this quarter. One query."""
    rows = CooperationRequest.objects.under_way(now or timezone.now()).order_by()
    return Counter(_key(*values) for values in rows.values_list(*(f"recipient__{name}" for name in _SIDE)))


def _key(actor: int, kind: str, place: int | None) -> Key:
    """As in `proposal_facts`: a municipality is its place."""
    return ("place", place) if kind in MUNICIPAL_KINDS and place else ("actor", actor)
