"""What the form of a request offers: topics that suggest themselves, partners both share, partnerships to join."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from actors.enums import ActorStatus, TopicRole
from actors.models import Actor, ActorTopic
from partnerships.enums import Direction
from partnerships.models import Partnership, Posting
from partnerships.selectors import snapshot
from partnerships.selectors.choices import choices
from partnerships.selectors.postings import open_postings
from partnerships.selectors.request_pairs import joinable, shared_partners

if TYPE_CHECKING:
    from accounts.models import User

type Pairs = list[tuple[str, str]]
#: Topics offered as boxes; all others stand in the list below them.
SUGGESTED = 12


@dataclass(frozen=True, slots=True)
class Choices:
    """Suggested topics (slug, name) for both roles, all topics, third sides, partnerships to join, the posting it began with."""

    seek: Pairs
    give: Pairs
    topics: Pairs
    thirds: QuerySet[Actor]
    joinable: QuerySet[Partnership]
    posting: Posting | None


def senders(user: User) -> list[Actor]:
    """Published actors whose entry the person keeps: they can send requests."""
    own = Actor.objects.filter(pk__in=user.memberships.values("actor"), status=ActorStatus.PUBLISHED)
    return list(own.select_related("place").order_by("pk"))


def posting_of(slug: str, recipient: Actor, user: User) -> Posting | None:
    """The open posting of the recipient a request begins with, if the person may see it."""
    if not slug:
        return None
    return open_postings(user).filter(slug=slug[:200], actor=recipient).prefetch_related("topics").first()


def choices_for(sender: Actor, recipient: Actor, posting: Posting | None = None) -> Choices:
    """The topics of both profiles and of the posting that fit each other. Five queries."""
    rows = ActorTopic.objects.filter(actor__in=(sender, recipient)).select_related("topic")
    by_role: dict[tuple[int, str], dict[str, str]] = {}
    for row in rows.order_by("topic__position", "pk"):
        by_role.setdefault((row.actor_id, row.role), {})[row.topic.slug] = row.topic.name
    seek = by_role.get((sender.pk, TopicRole.NEEDS), {}) | by_role.get((recipient.pk, TopicRole.OFFERS), {})
    give = by_role.get((sender.pk, TopicRole.OFFERS), {}) | by_role.get((recipient.pk, TopicRole.NEEDS), {})
    if posting:
        named = {topic.slug: topic.name for topic in posting.topics.all()}
        if posting.direction == Direction.NEED:
            give = named | give
        else:
            seek = named | seek
    return Choices(
        seek=list(seek.items())[:SUGGESTED],
        give=list(give.items())[:SUGGESTED],
        topics=list(choices(snapshot.current()).topics),
        thirds=shared_partners(sender, recipient),
        joinable=joinable(sender, recipient),
        posting=posting,
    )
