"""The event of a page with everything beside it that is read in the same query, from a statement written once; its topics and organisers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import EmptyResultSet

from actors.models import Actor, Topic, WorkingGroup
from events.models import Event, ProgrammeVersion, Series
from places.models import Place, Region
from platform_portal.core import prepared
from platform_portal.core.ready_rows import Lookup, Part

if TYPE_CHECKING:
    from events.selectors.cards import Reader

#: The event, and by the names of its relations what is read beside it.
_EVENT, _REGION = Part(Event, "e"), Part(Region, "r")
_BESIDE: dict[str, Part[Any]] = {
    "series": Part(Series, "s"),
    "working_group": Part(WorkingGroup, "w"),
    "released_version": Part(ProgrammeVersion, "v"),
    "place": Part(Place, "p"),
}
_PARTS: tuple[Part[Any], ...] = (_EVENT, *_BESIDE.values(), _REGION)
_STATEMENT = f"""
SELECT {", ".join(part.columns for part in _PARTS)}
FROM events_event e
LEFT JOIN events_series s ON s.id = e.series_id
LEFT JOIN actors_workinggroup w ON w.id = e.working_group_id
LEFT JOIN events_programmeversion v ON v.id = e.released_version_id
LEFT JOIN places_place p ON p.id = e.place_id
LEFT JOIN places_region r ON r.id = p.region_id
WHERE e.id IN ({{chosen}})
"""  # noqa: S608 - fixed names
_NAMES = ("id", "slug", "name", "name_de", "name_uk", "name_en")
_TOPIC, _ACTOR = Part(Topic, "t", _NAMES), Part(Actor, "a", (*_NAMES, "source_language"))
_TOPICS = f"""
SELECT {_TOPIC.columns} FROM actors_topic t JOIN events_event_topics l ON l.topic_id = t.id
WHERE l.event_id = %s ORDER BY t.position, t.id
"""  # noqa: S608 - fixed names
_ORGANISERS = f"""
SELECT {_ACTOR.columns} FROM actors_actor a JOIN events_event_organisers l ON l.actor_id = a.id
WHERE l.event_id = %s ORDER BY a.id
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
    return _event(rows[0]) if rows else None


def _event(row: tuple[Any, ...]) -> Event:
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
    return event


def topics_of(event: Event) -> list[Topic]:
    """With their names only. One query."""
    return _TOPIC.objects(prepared.rows(_TOPICS, [event.pk]))


def organisers_of(event: Event) -> list[Actor]:
    """With their names only. One query."""
    return _ACTOR.objects(prepared.rows(_ORGANISERS, [event.pk]))
