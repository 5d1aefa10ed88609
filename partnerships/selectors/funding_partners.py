"""Partners of an actor and parties of a partnership, as far as funding asks about them."""

from __future__ import annotations

from collections.abc import Sequence

from actors.enums import ActorKind
from actors.models import Actor, ActorTopic
from partnerships.models import Partnership, Party
from partnerships.selectors import snapshot
from partnerships.selectors.funding import Applicant, Fitting, fitting, open_programmes
from partnerships.selectors.proposal_facts import STANDING
from partnerships.selectors.snapshot import Side


def partners_of(actor: Actor) -> list[Applicant]:
    """Those with whom an actor has a standing partnership, from the register in memory; one query for its stamp.

    What they are is left open: nobody asks for the kind of a partner.
    """
    standing = [row.sides for row in snapshot.current().rows if row.status in STANDING]
    return [
        Applicant("", side.country, side.region.pk if side.region else None, frozenset())
        for sides in standing
        if any(_is(actor, own) for own in sides)
        for side in sides
        if not _is(actor, side)
    ]


def _is(actor: Actor, side: Side) -> bool:
    """The actor itself, or only its place where a municipality is meant."""
    if side.actor_id is not None:
        return side.actor_id == actor.pk
    return actor.is_municipal and side.place_id is not None and side.place_id == actor.place_id


def fitting_partnership(partnership: Partnership) -> list[Fitting]:
    """Programmes for which one of the parties may apply with the others as partners, topics of the partnership included."""
    programmes = open_programmes()
    if not programmes:
        return []
    parties = [party for party in partnership.parties.all() if party.site]
    topics = {topic.pk for topic in partnership.topics.all()}
    own: dict[int, set[int]] = {}
    for actor, topic in ActorTopic.objects.filter(
        actor__in=[p.actor_id for p in parties if p.actor_id]
    ).values_list("actor", "topic"):
        own.setdefault(actor, set()).add(topic)
    sides = [
        side
        for party in parties
        if (side := _applicant(party, frozenset(topics | own.get(party.actor_id or 0, set()))))
    ]
    return fitting(programmes, sides, sides) if _is_across(sides) else []


def _is_across(sides: Sequence[Applicant]) -> bool:
    """Funding is for partnerships across a border."""
    return len({side.country for side in sides}) > 1


def _applicant(party: Party, topics: frozenset[int]) -> Applicant | None:
    site = party.site
    if site is None:
        return None
    kind = party.actor.kind if party.actor else ActorKind.MUNICIPALITY.value
    return Applicant(kind, site.country_id, site.region_id, topics)
