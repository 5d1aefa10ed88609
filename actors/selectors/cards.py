"""One page of the directory as cards: two queries, whatever its length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import get_language

from actors.enums import ActorStatus, TopicRole
from actors.models import Actor
from actors.selectors.snapshot import Snapshot
from platform_portal.core.formats import in_readers_language

LONGEST_TEXT = 180

#: Order of roles on a card, and the words of the component for them.
ROLES = ((TopicRole.OFFERS, "offer"), (TopicRole.NEEDS, "need"), (TopicRole.WORKS_ON, "works_on"))


@dataclass(frozen=True, slots=True)
class Card:
    """What the list shows of an actor."""

    actor: Actor
    country: str
    where: str
    population: int | None
    topics: list[tuple[str, str]]
    partnership_count: int
    is_dormant: bool
    description: str
    description_lang: str


def cards(ids: Sequence[int], held: Snapshot) -> list[Card]:
    """Cards in the order of the ids."""
    rows = {
        actor.pk: actor
        for actor in Actor.objects.filter(pk__in=list(ids))
        .select_related("place", "index")
        .prefetch_related("actor_topics")
    }
    return [_card(rows[pk], held) for pk in ids if pk in rows]


def _card(actor: Actor, held: Snapshot) -> Card:
    place = actor.place
    language = get_language() or "de"
    region = held.vocabulary.region.by_id.get(place.region_id) if place and place.region_id else None
    where = [region.name] if region else []
    if place and not actor.is_municipal and place.name_in(language) not in where:
        where.insert(0, place.name_in(language))
    description, description_lang = in_readers_language(actor, "description")
    return Card(
        actor=actor,
        country=place.country_id if place else "",
        where=", ".join(where),
        population=place.population if place and actor.is_municipal else None,
        topics=topics_of(actor, held),
        partnership_count=actor.index.partnership_count if hasattr(actor, "index") else 0,
        is_dormant=actor.status == ActorStatus.DORMANT,
        description=Truncator(description).chars(LONGEST_TEXT),
        description_lang="" if description_lang == language[:2] else description_lang,
    )


def topics_of(actor: Actor, held: Snapshot) -> list[tuple[str, str]]:
    """Pairs of topic name and role word, offers first; a topic stands once, in its first role."""
    terms = held.vocabulary.topic.by_id
    entries = list(actor.actor_topics.all())
    seen: set[int] = set()
    pairs = []
    for role, word in ROLES:
        for entry in entries:
            if entry.role == role and entry.topic_id not in seen and entry.topic_id in terms:
                seen.add(entry.topic_id)
                pairs.append((terms[entry.topic_id].name, word))
    return pairs
