"""Where the actors of a directory answer are: one point per place, no finer than the town."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import get_language

from actors.models import Actor
from actors.selectors.directory import Directory
from places.enums import PlaceKind
from places.models import Place

NAMED = 8  # actors named per place; the number says how many there are
_FINE = frozenset({PlaceKind.VILLAGE, PlaceKind.SETTLEMENT})


def point_of(place: Place | None) -> list[float] | None:
    """Longitude and latitude of a town or of the middle of a larger area; none for Ukrainian villages."""
    if place is None or place.lat is None or place.lon is None:
        return None
    if place.country_id == "UA" and place.kind in _FINE and not place.is_hromada_centre:
        return None
    return [round(place.lon, 3), round(place.lat, 3)]


def points(directory: Directory) -> list[dict[str, Any]]:
    """Places with their number of actors and the first of them by name, those with most actors first; three queries."""
    language = (get_language() or "de")[:2]
    found = Actor.objects.filter(pk__in=directory.ids.tolist(), place__isnull=False)
    counts = dict(found.order_by().values_list("place").annotate(number=Count("pk")))
    places = Place.objects.in_bulk(counts)
    named: dict[int, list[dict[str, str]]] = {}
    rows = found.order_by("place_id", f"index__sort_{language}", "pk").values_list(
        "place_id", "slug", Coalesce(f"name_{language}", "name_de")
    )
    for place_id, slug, name in rows.iterator(chunk_size=2_000):
        shown = named.setdefault(place_id, [])
        if len(shown) < NAMED:
            shown.append({"name": name, "url": reverse("actor", args=[slug])})
    return [
        {"name": place.name_in(language), "point": point, "count": counts[pk], "actors": named[pk]}
        for pk, place in sorted(places.items(), key=lambda item: (-counts[item[0]], item[0]))
        if (point := point_of(place))
    ]
