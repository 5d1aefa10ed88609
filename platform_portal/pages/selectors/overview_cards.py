"""The newest partnerships, actors and postings of the dashboard, as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Q, Sum, When, Window, prefetch_related_objects

from partnerships.enums import PartnershipStatus
from partnerships.models import Partnership, Party, Posting
from platform_portal.pages.selectors.overview_filter import Filter
from platform_portal.pages.selectors.overview_numbers import Tie

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from actors.models import Actor

NEWEST_PARTNERSHIPS, NEWEST_ACTORS, NEWEST_POSTINGS = 6, 4, 3


@dataclass(frozen=True, slots=True)
class PartnershipCard:
    """A partnership, the names its arcs join, and the German region it belongs to."""

    partnership: Partnership
    names: Sequence[str]
    region: str
    tone: str


@dataclass(frozen=True, slots=True)
class PostingCard:
    """A need or offer, and who has it, no more exact than the hromada."""

    posting: Posting
    where: str


@dataclass(frozen=True, slots=True)
class Openings:
    """Open needs and offers: the newest the reader may see, and how many are hidden from this reader."""

    newest: Sequence[PostingCard]
    hidden: int
    published_requests: int


def newest_partnerships(found: Sequence[Tie]) -> list[PartnershipCard]:
    """Those with the latest beginning, with topics; two queries."""
    dated = sorted((tie for tie in found if tie.is_standing and tie.since), key=lambda tie: (tie.since, tie.pk), reverse=True)
    wanted = [tie.pk for tie in dated[:NEWEST_PARTNERSHIPS]]
    parties = Party.objects.filter(partnership__in=wanted).select_related(
        "partnership", "actor", "place__region", "actor__place__region"
    )
    members: dict[int, list[Party]] = {pk: [] for pk in wanted}
    for party in parties.order_by("position", "pk"):
        members[party.partnership_id].append(party)
    prefetch_related_objects([group[0].partnership for group in members.values()], "topics")
    return [_partnership_card(group) for group in members.values()]


def _partnership_card(parties: list[Party]) -> PartnershipCard:
    partnership = parties[0].partnership
    places = [party.place or (party.actor.place if party.actor else None) for party in parties]
    regions = [place.region.name_here for place in places if place and place.country_id == "DE" and place.region]
    tone = "success" if partnership.status == PartnershipStatus.ACTIVE else "info"
    return PartnershipCard(partnership, [_name(party) for party in parties], regions[0] if regions else "", tone)


def _name(party: Party) -> str:
    """The place's name for municipalities, else the organisation's."""
    if party.actor and not (party.actor.is_municipal and party.actor.place):
        return str(party.actor)
    place = party.place or (party.actor.place if party.actor else None)
    return place.name_here if place else party.label


def newest_actors(chosen: Filter) -> list[Actor]:
    """Those published last, with place and group; one query."""
    newest = chosen.actors().select_related("group", "place__region").order_by(F("published_at").desc(nulls_last=True), "-pk")
    return list(newest[:NEWEST_ACTORS])


def openings(chosen: Filter, user: User | AnonymousUser) -> Openings:
    """Open postings; the numbers also cover those this reader must not see. Two queries."""
    found = chosen.postings()
    hidden = Case(When(pk__in=found.visible_to(user).order_by().values("pk"), then=0), default=1)
    newest = list(
        found.annotate(
            is_hidden=hidden,
            hidden=Window(Sum(hidden)),
            requests=Window(Count("pk", filter=Q(is_published_request=True))),
        )
        .select_related("actor", "place__region", "actor__place__region")
        .order_by("is_hidden", F("posted_on").desc(nulls_last=True), "-pk")[:NEWEST_POSTINGS]
    )
    shown = [posting for posting in newest if not posting.is_hidden]
    prefetch_related_objects(shown, "topics")
    cards = [PostingCard(posting, _where(posting)) for posting in shown]
    return Openings(cards, newest[0].hidden if newest else 0, newest[0].requests if newest else 0)


def _where(posting: Posting) -> str:
    if posting.actor:
        return str(posting.actor)
    return posting.place.label_here if posting.place else ""
