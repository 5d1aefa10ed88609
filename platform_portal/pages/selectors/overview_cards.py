"""The newest partnerships, actors and postings of the dashboard, as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, F, Q, Sum, When, Window, prefetch_related_objects

from actors.enums import ActorStatus
from partnerships.enums import PartnershipStatus, TieFamily
from partnerships.models import Partnership, Posting
from partnerships.selectors.ties import MAX_TIES
from platform_portal.pages.selectors.overview_filter import Filter

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from actors.models import Actor

NEWEST_PARTNERSHIPS, NEWEST_ACTORS, NEWEST_POSTINGS = 6, 3, 3


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


def partnerships_on_map(chosen: Filter) -> list[Partnership]:
    """What the map draws, the latest beginning first, with parties: two queries, never more than the map can show."""
    shown = chosen.partnerships().exclude(status=PartnershipStatus.FAILED)
    return list(shown.with_parties().order_by(F("since_on").desc(nulls_last=True), "-pk")[:MAX_TIES])


def newest(shown: Sequence[Partnership]) -> list[Partnership]:
    """The cards: standing ones with the latest beginning, with topics; one query."""
    standing = (PartnershipStatus.ACTIVE, PartnershipStatus.DORMANT)
    cards = [one for one in shown if one.since_on and one.status in standing][:NEWEST_PARTNERSHIPS]
    prefetch_related_objects(cards, "topics")
    return cards


def highlighted(shown: Sequence[Partnership]) -> str:
    """Slug of the one tie the map puts forward: the latest triangle of cities, else the latest of all; empty on an empty map."""
    triangles = (
        one.slug for one in shown if one.family == TieFamily.BRIDGE and one.status == PartnershipStatus.ACTIVE
    )
    return next(triangles, shown[0].slug if shown else "")


def newest_actors(chosen: Filter) -> list[Actor]:
    """Those published last, with place and group; one query along the index of newest actors, so without dormant ones."""
    found = chosen.actors().filter(status=ActorStatus.PUBLISHED).select_related("group", "place__region")
    return list(found.order_by("-published_at", "-pk")[:NEWEST_ACTORS])


def openings(chosen: Filter, user: User | AnonymousUser) -> Openings:
    """Open postings; the numbers also cover those this reader must not see. Two queries."""
    found = chosen.postings()
    hidden = Case(When(pk__in=found.visible_to(user).order_by().values("pk"), then=0), default=1)
    first = list(
        found.annotate(
            is_hidden=hidden,
            hidden=Window(Sum(hidden)),
            requests=Window(Count("pk", filter=Q(is_published_request=True))),
        )
        .select_related("actor", "place__region", "actor__place__region")
        .order_by("is_hidden", F("posted_on").desc(nulls_last=True), "-pk")[:NEWEST_POSTINGS]
    )
    shown = [posting for posting in first if not posting.is_hidden]
    prefetch_related_objects(shown, "topics")
    cards = [PostingCard(posting, _where(posting)) for posting in shown]
    return Openings(cards, first[0].hidden if first else 0, first[0].requests if first else 0)


def _where(posting: Posting) -> str:
    if posting.actor:
        return str(posting.actor)
    return posting.place.label_here if posting.place else ""
