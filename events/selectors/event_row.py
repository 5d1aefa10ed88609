"""Events with everything beside them that is read in the same query, from statements written once: for a page, and for cards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet

from actors.models import Actor, Topic, WorkingGroup
from events.models import Event, ProgrammeVersion, Series
from places.models import Place, Region
from platform_portal.core import prepared
from platform_portal.core.ready_rows import Lookup, Part, keys_of

if TYPE_CHECKING:
    from events.querysets import EventQuerySet
    from events.selectors.cards import Reader

#: The event, and by the names of its relations what is read beside it.
_EVENT, _REGION = Part(Event, "e"), Part(Region, "r")
_BESIDE: dict[str, Part[Any]] = {
    "series": Part(Series, "s"),
    "working_group": Part(WorkingGroup, "w"),
    "place": Part(Place, "p"),
}
_VERSION = Part(ProgrammeVersion, "v")
_PARTS: tuple[Part[Any], ...] = (_EVENT, *_BESIDE.values(), _REGION)
_COLUMNS = ", ".join(part.columns for part in _PARTS)
_JOINS = """
LEFT JOIN events_series s ON s.id = e.series_id
LEFT JOIN actors_workinggroup w ON w.id = e.working_group_id
LEFT JOIN places_place p ON p.id = e.place_id
LEFT JOIN places_region r ON r.id = p.region_id
"""
_STATEMENT = f"""
SELECT {_COLUMNS}, {_VERSION.columns}
FROM events_event e {_JOINS} LEFT JOIN events_programmeversion v ON v.id = e.released_version_id
WHERE e.id IN ({{chosen}})
"""  # noqa: S608 - fixed names
_NAMES = ("id", "slug", "name", "name_de", "name_uk", "name_en")
_TOPIC, _ACTOR = Part(Topic, "t", _NAMES), Part(Actor, "a", (*_NAMES, "source_language"))
_OF_TOPICS = "FROM actors_topic t JOIN events_event_topics l ON l.topic_id = t.id"
_OF_ORGANISERS = "FROM actors_actor a JOIN events_event_organisers l ON l.actor_id = a.id"
_TOPICS = f"SELECT {_TOPIC.columns} {_OF_TOPICS} WHERE l.event_id = %s ORDER BY t.position, t.id"
_ORGANISERS = f"SELECT {_ACTOR.columns} {_OF_ORGANISERS} WHERE l.event_id = %s ORDER BY a.id"
_CARDS = f"""
SELECT {_COLUMNS},
       ARRAY(SELECT {_TOPIC.packed} {_OF_TOPICS} WHERE l.event_id = e.id ORDER BY t.position, t.id),
       ARRAY(SELECT {_ACTOR.packed} {_OF_ORGANISERS} WHERE l.event_id = e.id ORDER BY a.id)
FROM unnest({{chosen}}) WITH ORDINALITY AS wanted (id, place) JOIN events_event e ON e.id = wanted.id {_JOINS}
ORDER BY wanted.place
"""  # noqa: S608 - fixed names


def _of(user: Reader):  # type: ignore[no-untyped-def]
    return lambda slug: Event.objects.visible_to(user).filter(slug=slug).order_by().values("pk")


_public = Lookup(_of(AnonymousUser()))


def event_by_slug(user: Reader, slug: str) -> Event | None:
    """The event with place and region, series, working group and released programme, if the reader may see it. One query."""
    try:
        chosen, values = (Lookup(_of(user)) if user.is_authenticated else _public).statement(slug)
    except EmptyResultSet:
        return None
    rows = prepared.rows(_STATEMENT.format(chosen=chosen), values)
    if not rows:
        return None
    event, at = _event(rows[0])
    event.released_version = _VERSION.read(rows[0], at)
    return event


def events_for_cards(found: EventQuerySet | Sequence[int]) -> list[Event]:
    """The events of a queryset, or with these numbers, in that order: with place and region, series, working group, and the names of
    topics and organisers. One query.
    """
    if isinstance(found, Sequence):
        chosen, values = "%s::bigint[]", ([*found],)
    else:
        keys, values = keys_of(found)
        chosen = f"ARRAY({keys})"
    return [_for_card(row) for row in prepared.rows(_CARDS.format(chosen=chosen), values)]


def _for_card(row: tuple[Any, ...]) -> Event:
    event, at = _event(row)
    event._prefetched_objects_cache = {  # type: ignore[attr-defined]
        "topics": [_TOPIC.read(topic) for topic in row[at]],
        "organisers": [_ACTOR.read(actor) for actor in row[at + 1]],
    }
    return event


def _event(row: tuple[Any, ...]) -> tuple[Event, int]:
    """And where the further columns begin."""
    start = 0
    found: dict[str, Any] = {}
    for part in _PARTS:
        found[part.alias] = part.read(row, start)
        start += len(part.attributes)
    event: Event = found["e"]
    for name, part in _BESIDE.items():
        setattr(event, name, found[part.alias])
    if event.place:
        event.place.region = found["r"]
    return event, start


def topics_of(event: Event) -> list[Topic]:
    """With their names only. One query."""
    return _TOPIC.objects(prepared.rows(_TOPICS, [event.pk]))


def organisers_of(event: Event) -> list[Actor]:
    """With their names only. One query."""
    return _ACTOR.objects(prepared.rows(_ORGANISERS, [event.pk]))
