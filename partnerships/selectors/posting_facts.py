"""What the database knows about postings, as facts for matching them, and who keeps the entries they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q

from accounts.models import User
from actors.enums import MUNICIPAL_KINDS, ActorKind, ActorStatus
from actors.models import Membership
from partnerships.enums import Direction
from partnerships.matchmaking.postings import PostingFacts
from partnerships.models import Posting
from partnerships.selectors.proposal_facts import ties, topic_tree
from partnerships.selectors.proposal_requests import blocked_pairs
from places.models import Place, Region
from platform_portal.core.visibility import Visibility

__all__ = ["facts_of", "forbidden_pairs", "keepers_of", "open_facts", "topic_tree"]

type Key = tuple[str, int]


def open_facts() -> tuple[list[PostingFacts], list[PostingFacts]]:
    """Needs and offers that take part: open, not for the secretariat alone, of published actors open to suggestions with capacity,
    or of bare places; nothing of occupied places. Three queries."""
    taking_part = Q(actor__isnull=True) | Q(
        actor__status=ActorStatus.PUBLISHED,
        actor__is_open_to_proposals=True,
        actor__capacity_per_quarter__gt=0,
    )
    occupied = Exists(
        Place.objects.occupied().filter(Q(pk=OuterRef("place")) | Q(pk=OuterRef("actor__place")))
    )
    found = Posting.objects.open().filter(taking_part, ~occupied).exclude(visibility=Visibility.SECRETARIAT)
    facts = [(posting.direction, facts_of(posting)) for posting in with_facts(found)]
    known = [(direction, one) for direction, one in facts if one.country and one.topics]
    return (
        [one for direction, one in known if direction == Direction.NEED],
        [one for direction, one in known if direction == Direction.OFFER],
    )  # fmt: skip


def with_facts(found: Iterable[Posting]) -> Iterable[Posting]:
    """A queryset of postings together with all that `facts_of` reads."""
    regions = Prefetch("wanted_regions", queryset=Region.objects.only("pk"))
    return found.select_related("actor__place", "place").prefetch_related("topics", regions)  # type: ignore[attr-defined, no-any-return]


def facts_of(posting: Posting) -> PostingFacts:
    """The facts of a posting whose details are loaded; no query. What a posting leaves open its actor answers."""
    actor = posting.actor
    site = (actor.place if actor else None) or posting.place
    languages = posting.languages or (actor.languages if actor else ())
    return PostingFacts(
        key=posting.pk,
        party=party_of(posting),
        country=site.country_id if site else "",
        topics=frozenset(topic.slug for topic in posting.topics.all()),
        region=site.region_id if site else None,
        kind_class=actor.kind if actor else ActorKind.MUNICIPALITY,
        cooperation=frozenset(posting.cooperation_kinds),
        horizon=posting.horizon,
        languages=frozenset(languages),
        wanted_regions=frozenset(region.pk for region in posting.wanted_regions.all()),
    )


def party_of(posting: Posting) -> Key:
    """As in `proposal_facts`: a municipality is its place."""
    actor = posting.actor
    if actor is None:
        return ("place", posting.place_id or 0)
    if actor.kind in MUNICIPAL_KINDS and actor.place_id:
        return ("place", actor.place_id)
    return ("actor", actor.pk)


def forbidden_pairs() -> set[tuple[Key, Key]]:
    """Parties that are not brought together: standing partners, open or lately declined requests. Two queries."""
    return ties().pairs() | blocked_pairs()


def keepers_of(actor_ids: Collection[int]) -> dict[int, list[User]]:
    """Per actor the people with an open account who keep its entry, in a fixed order. One query."""
    found: dict[int, list[User]] = defaultdict(list)
    rows = Membership.objects.filter(actor__in=actor_ids, user__is_active=True).select_related("user")
    for row in rows.order_by("actor", "user"):
        found[row.actor_id].append(row.user)
    return found
