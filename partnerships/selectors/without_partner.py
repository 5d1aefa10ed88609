"""Actors that are still without a partner, those who have waited longest first; for the list of the secretariat and the public page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from actors.enums import MUNICIPAL_KINDS, ActorKind, ActorStatus
from actors.models import Actor
from actors.querysets import ActorQuerySet
from partnerships.enums_requests import OPEN
from partnerships.models import CooperationRequest, Party, RoundProposal
from partnerships.selectors.proposal_facts import PAIRED_KINDS, STANDING
from places.models import Place
from platform_portal.core.formats import precise


@dataclass(frozen=True, slots=True)
class Waiting:
    """One actor without a partner. `days` since it was published; `has_open` a request or a proposal of the secretariat is under way."""

    actor: Actor
    name: str
    detail: str
    days: int
    since: str
    has_open: bool


def rows(
    country: str, *, kind: str = ActorKind.MUNICIPALITY, now: dt.datetime | None = None
) -> list[Waiting]:
    """Published actors of a country that are open to proposals and have no standing partnership; two queries.

    A municipality counts as partnered also where only its place is named in a partnership. Occupied places are left out.
    """
    now = now or timezone.now()
    kind = kind if kind in PAIRED_KINDS else ActorKind.MUNICIPALITY
    found = without_partner(Actor.objects.all(), kind).filter(
        ~Exists(Place.objects.occupied().filter(pk=OuterRef("place"))),
        status=ActorStatus.PUBLISHED,
        is_open_to_proposals=True,
        kind=kind,
        place__country=country,
    )
    asked = CooperationRequest.objects.filter(
        Q(sender=OuterRef("pk")) | Q(recipient=OuterRef("pk")), status__in=OPEN
    )
    proposed = RoundProposal.objects.filter(
        Q(german=OuterRef("pk")) | Q(ukrainian=OuterRef("pk")), sent_at__gte=now - dt.timedelta(days=90)
    )
    found = found.annotate(has_request=Exists(asked), has_proposal=Exists(proposed))
    ordered = found.select_related("place__region").order_by("published_at", "pk")
    return [_waiting(actor, now) for actor in ordered]


def without_partner(found: ActorQuerySet, kind: str) -> ActorQuerySet:
    """Those of some actors who take part in no standing partnership, themselves or, for municipalities, through their place."""
    standing = Party.objects.public().filter(partnership__status__in=STANDING)
    found = found.filter(~Exists(standing.filter(actor=OuterRef("pk"))))
    if kind not in MUNICIPAL_KINDS:
        return found
    municipal = standing.filter(Q(actor__isnull=True) | Q(actor__kind__in=MUNICIPAL_KINDS))
    by_place = municipal.filter(Q(place=OuterRef("place")) | Q(actor__place=OuterRef("place")))
    return found.filter(~Exists(by_place))


def _waiting(actor: Actor, now: dt.datetime) -> Waiting:
    place = actor.place
    since = actor.published_at or actor.created_at
    return Waiting(
        actor=actor,
        name=place.name_here if place and actor.is_municipal else str(actor.name),
        detail=place.region.name_here if place and place.region else "",
        days=(now - since).days,
        since=precise(since.date()),
        has_open=bool(getattr(actor, "has_request", False) or getattr(actor, "has_proposal", False)),
    )
