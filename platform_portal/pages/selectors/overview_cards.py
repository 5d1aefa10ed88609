"""The newest partnerships, actors and postings of the dashboard, as cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actors.enums import ActorStatus
from partnerships.enums import PartnershipStatus, TieFamily
from partnerships.models import Posting
from partnerships.selectors.postings import hidden_number, read
from partnerships.selectors.snapshot import Row, Snapshot
from platform_portal.pages.selectors.overview_filter import Filter

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User
    from actors.models import Actor

NEWEST_PARTNERSHIPS, NEWEST_ACTORS, NEWEST_POSTINGS = 6, 3, 3

_NAMES = ("name_native", "name_de", "name_uk", "name_en")
_ON_ACTOR_CARDS = (
    *(
        "slug",
        "name_de",
        "name_uk",
        "name_en",
        "source_language",
        "is_example",
        "published_at",
        "last_confirmed_on",
        "status",
        "kind",
    ),
    *("group__name_de", "group__name_uk", "group__name_en", "place__country", "place__region"),
    *(f"{way}__{name}" for way in ("place", "place__region") for name in _NAMES),
)


@dataclass(frozen=True, slots=True)
class PostingCard:
    """A need or offer, and who has it, no more exact than the hromada."""

    posting: Posting
    where: str


@dataclass(frozen=True, slots=True)
class Openings:
    """Open needs and offers: the newest the reader may see, and how many of the whole portal are hidden from this reader.

    `published_requests` is of the whole portal without a filter; with one, protected ones are left out, for everyone.
    """

    newest: Sequence[PostingCard]
    hidden: int
    published_requests: int


def partnerships(chosen: Filter, register: Snapshot) -> list[Row]:
    """What the dashboard is about: all but those that did not come about, the latest beginning first; one query under a filter."""
    rows = register.select(chosen.partnerships().newest_first()) if chosen else register.rows
    return [row for row in rows if row.status != PartnershipStatus.FAILED]


def newest(shown: Sequence[Row]) -> list[Row]:
    """The cards: standing ones with the latest beginning."""
    return [row for row in shown if row.since_on and row.stands][:NEWEST_PARTNERSHIPS]


def highlighted(shown: Sequence[Row]) -> str:
    """Slug of the one tie the map puts forward, empty on an empty map: an active triangle of one town each in three countries.

    Of several the one with the most entries in its history, then the oldest; without any, the latest partnership of all.
    """
    triangles = [
        row
        for row in shown
        if row.family == TieFamily.BRIDGE
        and row.status == PartnershipStatus.ACTIVE
        and len(row.sides) == len({side.country for side in row.sides if side.is_town}) == 3
    ]
    best = max(triangles, key=lambda row: (row.entries, row.since_on is not None, -row.pk), default=None)
    best = best or next(iter(shown), None)
    return best.slug if best else ""


def newest_actors(chosen: Filter) -> list[Actor]:
    """Those published last, with place and group; one query along the index of newest actors, so without dormant ones."""
    found = chosen.actors().filter(status=ActorStatus.PUBLISHED).select_related("group", "place__region")
    return list(found.only(*_ON_ACTOR_CARDS).order_by("-published_at", "-pk")[:NEWEST_ACTORS])


def openings(chosen: Filter, user: User | AnonymousUser) -> Openings:
    """Open postings. What is protected is never counted under a filter, which would tell whose it is. Four queries."""
    found = chosen.postings()
    requests = (found.public() if chosen else found).published_requests().count()
    newest = read(found.visible_to(user)[:NEWEST_POSTINGS])
    cards = [PostingCard(posting, _where(posting)) for posting in newest]
    return Openings(cards, hidden_number(user), requests)


def _where(posting: Posting) -> str:
    if posting.actor:
        return str(posting.actor)
    return posting.place.label_here if posting.place else ""
