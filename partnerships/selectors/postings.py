"""Needs and offers as the reader may see them, and how many the public only sees as a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from partnerships.models import Posting
from partnerships.querysets import PostingQuerySet

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    type Reader = User | AnonymousUser


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
    def anchor(self) -> str:
        """Where the card stands in the list."""
        return f"posting-{self.posting.slug}"


def open_postings(user: Reader) -> PostingQuerySet:
    """All open postings the reader may see; the one way pages, search and exports get them."""
    return Posting.objects.open().visible_to(user)


def hidden_number(user: Reader) -> int:
    """How many open postings the reader may not see; never narrowed by anything, so that nothing can be guessed."""
    return Posting.objects.open().exclude(pk__in=open_postings(user).values("pk")).count()


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
