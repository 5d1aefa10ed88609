"""The actor of a profile with everything beside it that is read in the same query, from a statement written once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from actors.enums import ActorStatus
from actors.models import Actor, ActorGroup, ActorIndex, ActorTopic, Topic
from actors.models.working_group import EXAMPLE_SOURCE
from places.models import Place, Region
from platform_portal.core import prepared
from platform_portal.core.ready_rows import Part, keys_of

_ACTOR, _GROUP, _PLACE, _REGION = Part(Actor, "a"), Part(ActorGroup, "g"), Part(Place, "p"), Part(Region, "r")
_PARENT = Part(Actor, "u", ("id", "slug", "kind", "name", "name_de", "name_uk", "name_en", "source_language"))
_INDEX = Part(ActorIndex, "i", ("actor_id", "partnership_count"))
_ENTRY = Part(ActorTopic, "e", ("id", "actor_id", "topic_id", "role"))
_TOPIC = Part(Topic, "t", ("id", "slug", "name", "name_de", "name_uk", "name_en"))
_LINK = "json_build_object('slug', {0}.slug, 'de', {0}.name_de, 'uk', {0}.name_uk, 'en', {0}.name_en)"

# The lists: working groups, parts of the organisation, slugs of the groups of the example world; whether anybody keeps it;
# the topics.
_STATEMENT = f"""
    SELECT ARRAY(SELECT {_LINK.format("w")} FROM actors_workinggroup w
                 JOIN actors_workinggroupmember m ON m.group_id = w.id
                 WHERE m.actor_id = a.id ORDER BY w.position, w.id),
           ARRAY(SELECT {_LINK.format("c")} FROM actors_actor c
                 WHERE c.parent_id = a.id AND c.status = ANY(%s) ORDER BY c.name_de, c.id),
           ARRAY(SELECT w.slug FROM actors_workinggroup w
                 JOIN actors_workinggroupmember m ON m.group_id = w.id
                 WHERE m.actor_id = a.id AND m.source = %s),
           EXISTS(SELECT 1 FROM actors_membership k WHERE k.actor_id = a.id),
           ARRAY(SELECT json_build_array({_ENTRY.packed}, {_TOPIC.packed}) FROM actors_actortopic e
                 JOIN actors_topic t ON t.id = e.topic_id WHERE e.actor_id = a.id ORDER BY t.position, e.id),
           {{columns}}
    FROM actors_actor a
    JOIN actors_actorgroup g ON g.id = a.group_id
    LEFT JOIN places_place p ON p.id = a.place_id
    LEFT JOIN places_region r ON r.id = p.region_id
    LEFT JOIN actors_actor u ON u.id = a.parent_id
    LEFT JOIN actors_actorindex i ON i.actor_id = a.id
    WHERE a.slug = %s AND a.id IN ({{public}})
"""  # noqa: S608 - fixed names


@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    columns = ", ".join(part.columns for part in (_ACTOR, _GROUP, _PLACE, _REGION, _PARENT, _INDEX))
    public, values = keys_of(Actor.objects.published())
    return _STATEMENT.format(columns=columns, public=public), values


def read(slug: str) -> Actor | None:
    """An actor on public pages with place, region, group, parent, topics, and its working groups and parts as lists; one query."""
    statement, values = _statement()
    published = [ActorStatus.PUBLISHED.value, ActorStatus.DORMANT.value]
    rows = prepared.rows(statement, (published, EXAMPLE_SOURCE, slug, *values))
    return _actor(rows[0][:5], rows[0][5:]) if rows else None


def _actor(facts: Sequence[Any], row: Sequence[Any]) -> Actor:
    actor, at = _ACTOR.read(row), len(_ACTOR.attributes)
    assert actor is not None
    group, at = _GROUP.read(row, at), at + len(_GROUP.attributes)
    place, at = _PLACE.read(row, at), at + len(_PLACE.attributes)
    region, at = _REGION.read(row, at), at + len(_REGION.attributes)
    parent, at = _PARENT.read(row, at), at + len(_PARENT.attributes)
    assert group is not None
    actor.group, actor.place, actor.parent = group, place, parent
    if place is not None:
        place.region = region
    if (index := _INDEX.read(row, at)) is not None:
        actor.index = index  # type: ignore[attr-defined]
    actor.group_links, actor.part_links, actor.example_groups, actor.is_kept, entries = facts  # type: ignore[attr-defined]
    actor._prefetched_objects_cache = {"actor_topics": [_entry(*entry) for entry in entries]}  # type: ignore[attr-defined]
    return actor


def _entry(values: Sequence[Any], topic: Sequence[Any]) -> ActorTopic:
    entry, found = _ENTRY.read(values), _TOPIC.read(topic)
    assert entry is not None
    assert found is not None
    entry.topic = found
    return entry
