"""The directory as files: exactly the actors that the filter finds, public fields only, points no finer than the town."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from actors.enums import TopicRole
from actors.models import Actor
from actors.selectors.directory import Directory
from actors.selectors.points import point_of
from platform_portal.core.export import csv_response

FORMATS = ("csv", "geojson")
COLUMNS = (
    "slug", "name", "name_de", "name_uk", "name_en", "group", "kind", "country", "region", "place", "works_on", "needs",
    "offers", "languages", "website", "last_confirmed_on", "source", "is_example", "url",
)  # fmt: skip


def in_format(directory: Directory, name: str, base_url: str) -> HttpResponse:
    """The answer in one of FORMATS."""
    rows = records(directory, base_url)
    if name == "csv":
        filename = "actors.csv"
        return csv_response(filename, COLUMNS, ([_cell(row[column]) for column in COLUMNS] for row in rows))
    response = JsonResponse(collection(rows), content_type="application/geo+json")
    response.headers["Content-Disposition"] = 'attachment; filename="actors.geojson"'
    return response


def collection(rows: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> dict[str, Any]:
    """Records as a GeoJSON FeatureCollection; actors without a point are features without geometry."""
    features = []
    for row in rows:
        point = row.pop("point")
        geometry = {"type": "Point", "coordinates": point} if point else None
        features.append({"type": "Feature", "id": row["slug"], "geometry": geometry, "properties": row})
    return {"type": "FeatureCollection", "features": features}


def records(directory: Directory, base_url: str) -> Iterator[dict[str, Any]]:
    """All actors found, as plain values, read in portions."""
    for ids in directory.chunks():
        yield from records_of(ids, directory, base_url)


def records_of(ids: list[int], directory: Directory, base_url: str) -> list[dict[str, Any]]:
    """The actors with these ids, in that order, as plain values; two queries."""
    found = Actor.objects.filter(pk__in=ids).select_related("place").prefetch_related("actor_topics")
    actors = {actor.pk: actor for actor in found}
    return [_record(actors[pk], directory, base_url) for pk in ids if pk in actors]


def _record(actor: Actor, directory: Directory, base_url: str) -> dict[str, Any]:
    words, place = directory.snapshot.vocabulary, actor.place
    topics: dict[str, list[str]] = {role: [] for role in TopicRole.values}
    for entry in actor.actor_topics.all():
        if entry.topic_id in words.topic.by_id:
            topics[entry.role].append(words.topic.by_id[entry.topic_id].key)
    region = words.region.by_id.get(place.region_id) if place and place.region_id else None
    language = get_language() or "de"
    return {
        "slug": actor.slug,
        "name": actor.name,
        **{f"name_{code}": getattr(actor, f"name_{code}") or "" for code in ("de", "uk", "en")},
        "group": words.group.by_id[actor.group_id].key if actor.group_id in words.group.by_id else "",
        "kind": actor.kind,
        "country": place.country_id if place else "",
        "region": region.key if region else "",
        "place": place.name_in(language) if place else "",
        **topics,
        "languages": actor.languages,
        "website": actor.website,
        "last_confirmed_on": actor.last_confirmed_on.isoformat() if actor.last_confirmed_on else "",
        "source": actor.source,
        "is_example": actor.is_example,
        "url": f"{base_url}{actor.get_absolute_url()}",
        "point": point_of(place),
    }


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "; ".join(value) if isinstance(value, list) else value
