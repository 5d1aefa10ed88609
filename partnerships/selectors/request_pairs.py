"""Pairs of actors with regard to requests: partners already, partners they share, partnerships that can be joined."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from actors.enums import MUNICIPAL_KINDS, ActorStatus
from actors.models import Actor
from partnerships.models import Partnership, Party
from partnerships.selectors.proposal_facts import STANDING


def parties_of(actor: Actor) -> QuerySet[Party]:
    """The actor's part in standing partnerships; a municipality is also meant where only its place is named."""
    own = Q(actor=actor.pk)
    if actor.kind in MUNICIPAL_KINDS and actor.place_id:
        own |= Q(place=actor.place_id, actor__isnull=True)
    return Party.objects.public().filter(own, partnership__status__in=STANDING)


def are_partners(one: Actor, other: Actor) -> bool:
    """Whether both take part in one standing partnership. One query."""
    return parties_of(one).filter(partnership__in=parties_of(other).values("partnership")).exists()


def shared_partners(one: Actor, other: Actor) -> QuerySet[Actor]:
    """Actors that are partners of both: they can be the third side of a bridge."""
    both = [Q(parties__partnership__in=parties_of(actor).values("partnership")) for actor in (one, other)]
    found = Actor.objects.filter(status=ActorStatus.PUBLISHED).exclude(pk__in=(one.pk, other.pk))
    for condition in both:
        found = found.filter(condition)
    return found.distinct().order_by("pk")


def joinable(sender: Actor, recipient: Actor) -> QuerySet[Partnership]:
    """Standing partnerships of the recipient the sender does not take part in."""
    found = Partnership.objects.filter(pk__in=parties_of(recipient).values("partnership"))
    return found.exclude(pk__in=parties_of(sender).values("partnership")).with_parties().order_by("pk")
