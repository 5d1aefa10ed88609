"""Needs and offers as the reader may see them, and how many the public only sees as a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from actors.models import Actor, Topic
from partnerships.enums_postings import CooperationKind
from partnerships.models import Posting
from partnerships.querysets import PostingQuerySet
from partnerships.selectors.request_address import request_address
from places.models import Place, Region
from platform_portal.core import prepared
from platform_portal.core.ready_rows import Part, keys_of, keys_seen_by

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    type Reader = User | AnonymousUser

_NAMES = ("name_native", "name_de", "name_uk", "name_en")
_POSTING = Part(Posting, "g")
_ACTOR = Part(
    Actor, "a", ("id", "slug", "kind", "name", "name_de", "name_uk", "name_en", "source_language", "place_id")
)
_SITE = Part(Place, "s", ("id", "country_id", "region_id", *_NAMES))
_REGION = Part(Region, "r", ("id", "slug", *_NAMES))
_TOPIC = Part(Topic, "t", ("id", "slug", "name", "name_de", "name_uk", "name_en"))
_SELECT = f"""
    SELECT {_POSTING.columns}, {_ACTOR.columns}, {_SITE.columns}, {_REGION.columns},
           ARRAY(SELECT {_TOPIC.packed} FROM partnerships_posting_topics link JOIN actors_topic t ON t.id = link.topic_id
                 WHERE link.posting_id = g.id ORDER BY t.position, t.id)
    FROM partnerships_posting g LEFT JOIN actors_actor a ON a.id = g.actor_id
    LEFT JOIN places_place s ON s.id = coalesce(a.place_id, g.place_id)
    LEFT JOIN places_region r ON r.id = s.region_id
"""  # noqa: S608 - fixed names
_ORDER = "ORDER BY g.posted_on DESC NULLS LAST, g.id DESC"


@dataclass(frozen=True, slots=True)
class PostingCard:
    """A need or offer: who seeks or gives, and where, no more exact than the hromada."""

    posting: Posting
    who: str
    who_url: str
    where: str
    country: str
    topics: list[str]

    @property
    def request_url(self) -> str:
        """Where a request about it is written; empty for places, which cannot be asked, and for what was found elsewhere."""
        if not self.posting.actor or self.posting.is_published_request:
            return ""
        return request_address(self.posting.actor.slug, posting=self.posting.slug)

    @property
    def structured(self) -> str:
        """Kind of cooperation and horizon, in the reader's language."""
        kinds = [str(CooperationKind(kind).label) for kind in self.posting.cooperation_kinds]
        horizon = [str(self.posting.get_horizon_display())] if self.posting.horizon else []
        return " · ".join([*kinds, *horizon])

    @property
    def anchor(self) -> str:
        """Where the card stands in the list."""
        return f"posting-{self.posting.slug}"


def open_postings(user: Reader) -> PostingQuerySet:
    """All open postings the reader may see; the one way pages, search and exports get them."""
    return Posting.objects.open().visible_to(user)


def hidden_number(user: Reader) -> int:
    """How many open postings the reader may not see; never narrowed by anything, so that nothing can be guessed."""
    return Posting.objects.open().exclude(pk__in=open_postings(user).values("pk")).count()


def cards_of(found: PostingQuerySet) -> list[PostingCard]:
    """The postings of a queryset (a page of it, as a rule) as cards; one query."""
    return [card_of(posting) for posting in read(found)]


def cards_of_actor(actor: Actor, user: Reader, most: int) -> list[PostingCard]:
    """The open postings of an actor that the reader may see, as cards; one query."""
    keys, values = keys_seen_by(user, open_postings)
    statement = f"{_SELECT} WHERE g.actor_id = %s AND g.id IN ({keys}) {_ORDER} LIMIT %s"
    return [card_of(_posting(row)) for row in prepared.rows(statement, (actor.pk, *values, most))]


def read(found: PostingQuerySet) -> list[Posting]:
    """The same as `found.with_details()`, in the order of all postings, but from a statement written once; one query."""
    keys, values = keys_of(found)
    return [_posting(row) for row in prepared.rows(f"{_SELECT} WHERE g.id IN ({keys}) {_ORDER}", values)]


def _posting(row: Sequence[Any]) -> Posting:
    at = len(_POSTING.attributes)
    posting, actor = _POSTING.read(row), _ACTOR.read(row, at)
    site = _SITE.read(row, at := at + len(_ACTOR.attributes))
    region = _REGION.read(row, at + len(_SITE.attributes))
    assert posting is not None
    posting.actor = actor
    if site is not None:
        site.region = region
        if actor is not None and actor.place_id:
            actor.place = site
        else:
            posting.place = site
    topics = [_TOPIC.read(values) for values in row[-1]]
    posting._prefetched_objects_cache = {"topics": topics}  # type: ignore[attr-defined]
    return posting


def card_of(posting: Posting) -> PostingCard:
    """A posting with its details loaded as a card; no query."""
    language = (get_language() or "en").split("-")[0]
    actor = posting.actor
    site = (actor.place if actor else None) or posting.place
    region = site.region if site else None
    name = actor.name if actor else (site.name_in(language) if site else "")
    where = region.name_in(language) if region else ""
    return PostingCard(
        posting=posting,
        who=name,
        who_url=actor.get_absolute_url() if actor else "",
        where="" if where == name else where,
        country=site.country_id if site else "",
        topics=[topic.name for topic in posting.topics.all()],
    )
