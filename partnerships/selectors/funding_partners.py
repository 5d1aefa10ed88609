"""Partners of an actor and parties of a partnership, as far as funding asks about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from actors.enums import ActorKind
from actors.models import Actor, ActorTopic
from partnerships.models import CooperationRequest, Partnership, PartnershipProject, Party
from partnerships.selectors import snapshot
from partnerships.selectors.funding import Applicant, Fitting, fitting, open_programmes
from partnerships.selectors.proposal_facts import STANDING


def partners_of(actor: Actor) -> list[Applicant]:
    """Those with whom an actor has a standing partnership, from the register in memory; one query for its stamp.

    What they are is left open: nobody asks for the kind of a partner.
    """
    own = {("actor", actor.pk)}
    if actor.is_municipal and actor.place_id is not None:
        own.add(("place", actor.place_id))  # a municipality may be entered as its place alone
    by_party = snapshot.current().by_party
    rows = dict.fromkeys(row for party in sorted(own) for row in by_party.get(party, ()))
    return [
        Applicant("", side.country, side.region.pk if side.region else None, frozenset())
        for row in rows
        if row.status in STANDING
        for side in row.sides
        if side.party not in own
    ]


def fitting_partnership(partnership: Partnership) -> list[Fitting]:
    """Programmes for which one of the parties may apply with the others as partners, topics of the partnership included."""
    programmes = open_programmes()
    if not programmes:
        return []
    sides = _sides_of(partnership, {topic.pk for topic in partnership.topics.all()})
    return fitting(programmes, sides, sides) if _is_across(sides) else []


def fitting_projects(
    partnership: Partnership, projects: Sequence[PartnershipProject]
) -> dict[int, list[Fitting]]:
    """For each project without funding the programmes on its topic the parties may apply to; one query for all of them."""
    programmes = open_programmes()
    open_ones = [project for project in projects if project.funding_id is None and project.result == ""]
    if not programmes or not open_ones:
        return {}
    sides = _sides_of(partnership, set())
    if not _is_across(sides):
        return {}
    found = {}
    for project in open_ones:
        own = [replace(side, topics=frozenset({project.topic_id})) for side in sides]
        found[project.pk] = fitting(programmes, own, own)
    return found


def fitting_request(request: CooperationRequest) -> list[Fitting]:
    """Programmes for which a side of a request may apply with the others as partners, topics of the request included; one query."""
    programmes = open_programmes()
    if not programmes:
        return []
    asked = {row.topic_id for row in request.request_topics.all()}
    actors = [actor for _party, actor in request.sides if actor.place]
    own = _topics_of([actor.pk for actor in actors])
    sides = [
        Applicant(actor.kind, actor.place.country_id, actor.place.region_id, frozenset(asked | own[actor.pk]))
        for actor in actors
        if actor.place
    ]
    return fitting(programmes, sides, sides) if _is_across(sides) else []


def _sides_of(partnership: Partnership, topics: set[int]) -> list[Applicant]:
    """The parties as applicants, each with its own topics and those given; one query."""
    parties = [party for party in partnership.parties.all() if party.site]
    own = _topics_of([party.actor_id for party in parties if party.actor_id])
    return [
        side for party in parties if (side := _applicant(party, frozenset(topics | own[party.actor_id or 0])))
    ]


def _topics_of(actors: Sequence[int]) -> dict[int, set[int]]:
    own: dict[int, set[int]] = defaultdict(set)
    for actor, topic in ActorTopic.objects.filter(actor__in=actors).values_list("actor", "topic"):
        own[actor].add(topic)
    return own


def _is_across(sides: Sequence[Applicant]) -> bool:
    """Funding is for partnerships across a border."""
    return len({side.country for side in sides}) > 1


def _applicant(party: Party, topics: frozenset[int]) -> Applicant | None:
    site = party.site
    if site is None:
        return None
    kind = party.actor.kind if party.actor else ActorKind.MUNICIPALITY.value
    return Applicant(kind, site.country_id, site.region_id, topics)
