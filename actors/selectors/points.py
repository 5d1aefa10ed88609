"""Where the actors of a directory answer are: one point per place, no finer than the town."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.urls import reverse

from actors.selectors.directory import Directory
from places.enums import PlaceKind
from places.models import Place
from platform_portal.core.collation import sort_key

NAMED = 8  # actors named per place; the number says how many there are
MOST_PLACES = 2_000  # a browser draws no more with ease; the places with most actors come first
_GROUPED = """
    WITH ranked AS (
        SELECT place_id, slug, coalesce(nullif(name_{language}, ''), name_de, name) AS name,
               row_number() OVER (PARTITION BY place_id ORDER BY sort_{language}, id) AS number,
               count(*) OVER (PARTITION BY place_id) AS total
        FROM actors_actor JOIN actors_actorindex ON actor_id = id
        WHERE place_id IS NOT NULL AND id = ANY(%s)
    )
    SELECT place_id, max(total), array_agg(slug ORDER BY number), array_agg(name ORDER BY number)
    FROM ranked WHERE number <= %s GROUP BY place_id ORDER BY 2 DESC, 1 LIMIT %s
"""
_FINE = frozenset({PlaceKind.VILLAGE, PlaceKind.SETTLEMENT})


def point_of(place: Place | None) -> list[float] | None:
    """Longitude and latitude of a town or of the middle of a larger area; none for Ukrainian villages."""
    if place is None or place.lat is None or place.lon is None:
        return None
    if place.country_id == "UA" and place.kind in _FINE and not place.is_hromada_centre:
        return None
    return [round(place.lon, 3), round(place.lat, 3)]


def points(directory: Directory) -> list[dict[str, Any]]:
    """Places with their number of actors and the first of them by name, those with most actors first; two queries."""
    language = directory.criteria.language
    with connection.cursor() as cursor:
        cursor.execute(_GROUPED.format(language=language), [directory.ids.tolist(), NAMED, MOST_PLACES])
        rows = cursor.fetchall()
    places = Place.objects.in_bulk([place_id for place_id, _count, _slugs, _names in rows])
    return [
        {
            "name": places[place_id].name_in(language),
            "point": point,
            "count": count,
            "actors": [
                {"name": name, "url": reverse("actor", args=[slug])}
                for slug, name in zip(slugs, names, strict=True)
            ],
        }
        for place_id, count, slugs, names in rows
        if (point := point_of(places[place_id]))
    ]


@dataclass(frozen=True, slots=True)
class OnMap:
    """The list under the map: how many actors and places the map shows, and the places written out."""

    actors: int
    places: int
    listed: list[dict[str, Any]]


def places_of(directory: Directory, *, listed: int) -> OnMap:
    """The places with most actors, at most `listed`, from A to Z; each knows how many of its actors are not named."""
    found = points(directory)
    language = directory.criteria.language
    rows = [place | {"unnamed": place["count"] - len(place["actors"])} for place in found[:listed]]
    return OnMap(
        actors=sum(place["count"] for place in found),
        places=len(found),
        listed=sorted(rows, key=lambda place: sort_key(place["name"], language)),
    )
