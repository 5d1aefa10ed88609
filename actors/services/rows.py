"""How one actor becomes one row of the search index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from actors.enums import ActorStatus, TopicRole
from actors.models import Actor, ActorIndex, Topic, WorkingGroup
from actors.names import complete, in_languages
from actors.words import all_spellings, tsvector, words
from platform_portal.core.collation import sort_key

if TYPE_CHECKING:
    from actors.services.index import Contribution

DESCRIPTION_WORDS = 120


@dataclass
class Sources:
    """What a batch of rows is made from, read once."""

    contributions: Mapping[int, Contribution]
    entries: Mapping[int, list[tuple[str, int]]]  # role and topic
    memberships: Mapping[int, set[int]]  # working groups

    @cached_property
    def parent_of_topic(self) -> dict[int, int | None]:
        """Field of each topic."""
        return dict(Topic.objects.values_list("pk", "parent_id"))

    @cached_property
    def parent_of_group(self) -> dict[int, int | None]:
        """Working group each sub-group belongs to."""
        return dict(WorkingGroup.objects.values_list("pk", "parent_id"))

    def with_fields(self, topics: set[int]) -> list[int]:
        """Topics and the fields above them, in order."""
        return _with_parents(topics, self.parent_of_topic)

    def with_groups_above(self, groups: set[int]) -> list[int]:
        """Working groups and those above them, in order."""
        return _with_parents(groups, self.parent_of_group)


@dataclass(frozen=True, slots=True)
class Row:
    """The row, and the words of its names that must be typeable."""

    index: ActorIndex
    name_words: frozenset[str]


def row_of(actor: Actor, sources: Sources) -> Row:
    """The row of an actor whose place is loaded; lists of objects would cost more than the row itself."""
    topics, needs, offers = _topics(actor, sources)
    names = complete(actor)
    name_words = frozenset(all_spellings(names.values()))
    added = sources.contributions[actor.pk]
    place = actor.place
    index = ActorIndex(
        actor_id=actor.pk,
        group_id=actor.group_id,
        kind=actor.kind,
        country=place.country_id if place else "",
        region_id=place.region_id if place else None,
        topics=topics,
        needs=sources.with_fields(needs),
        offers=sources.with_fields(offers),
        working_groups=sources.with_groups_above(sources.memberships.get(actor.pk, set())),
        has_need=bool(needs) or added.has_need,
        has_offer=bool(offers) or added.has_offer,
        partnership_count=added.partnerships,
        is_dormant=actor.status == ActorStatus.DORMANT,
        completeness=_completeness(actor, sources),
        confirmed_on=actor.last_confirmed_on,
        sort_de=sort_key(names["de"], "de"),
        sort_uk=sort_key(names["uk"], "uk"),
        sort_en=sort_key(names["en"], "en"),
        document=_document(actor, name_words, topics),
    )
    return Row(index, name_words)


def _topics(actor: Actor, sources: Sources) -> tuple[list[int], set[int], set[int]]:
    by_role: dict[str, set[int]] = {role: set() for role in TopicRole.values}
    for role, topic in sources.entries.get(actor.pk, ()):
        by_role[role].add(topic)
    added = sources.contributions[actor.pk]
    needs = by_role[TopicRole.NEEDS] | added.needs
    offers = by_role[TopicRole.OFFERS] | added.offers
    return sources.with_fields(by_role[TopicRole.WORKS_ON] | needs | offers), needs, offers


def _document(actor: Actor, name_words: frozenset[str], topics: list[int]) -> str:
    where = []
    if actor.place is not None:
        where = [f"p{actor.place_id}"] + ([f"r{actor.place.region_id}"] if actor.place.region_id else [])
    text = " ".join(in_languages(actor, "description").values())
    return tsvector(
        (
            ("A", sorted(name_words)),
            ("B", where),
            ("C", [f"t{topic}" for topic in topics]),
            ("D", [f"g{actor.group_id}", *words(text)[:DESCRIPTION_WORDS]]),
        )
    )


def _completeness(actor: Actor, sources: Sources) -> int:
    """How much there is to read, 0–6: the order of the directory while nothing is searched. Fame does not count."""
    return (
        any(in_languages(actor, "description").values())
        + bool(sources.entries.get(actor.pk))
        + bool(actor.languages)
        + bool(actor.place_id)
        + bool(sources.contributions[actor.pk].partnerships)
        + bool(actor.last_confirmed_on)
    )


def _with_parents(ids: set[int], parents: Mapping[int, int | None]) -> list[int]:
    above = {parent for pk in ids if (parent := parents.get(pk)) is not None}
    return sorted(ids | above)
