"""Ties for the map: which places a partnership joins, by which arcs, in which family."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from partnerships.enums import PartyRole, TieFamily
from partnerships.models import Partnership, Party
from places.models import Place
from places.projection import project

#: Beyond this many the map says that it shows the newest only; a thousand arcs show nothing.
MAX_TIES = 400
#: Arcs rise by this share of their length, as on a great circle seen from the south.
LIFT = 0.17
LANGUAGES = ("de", "uk", "en")


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a tie begins, passes or ends: position in the view box of the base map, and its names in LANGUAGES."""

    x: float
    y: float
    names: tuple[str, ...]
    country: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Tie:
    """One partnership on the map, in no language: its stops, the arcs between them as pairs of stops and as SVG paths."""

    points: tuple[Stop, ...]
    arcs: tuple[tuple[Stop, Stop], ...]
    paths: tuple[str, ...]
    family: TieFamily


def tie_of(partnership: Partnership) -> Tie | None:
    """The tie of one partnership whose parties are loaded, or None where fewer than two places are known."""
    parties = list(partnership.parties.all())
    arcs = tuple(_arcs([(party, stop) for party in parties if (stop := _stop(party))]))
    if not arcs:
        return None
    return Tie(
        points=tuple(dict.fromkeys(stop for arc in arcs for stop in arc)),
        arcs=arcs,
        paths=tuple(_path(start, end) for start, end in arcs),
        family=partnership.family,
    )


def control(start: Stop, end: Stop) -> tuple[float, float]:
    """The point that bends the arc between two stops."""
    length = math.hypot(end.x - start.x, end.y - start.y)
    return (start.x + end.x) / 2, (start.y + end.y) / 2 - LIFT * length


def _path(start: Stop, end: Stop) -> str:
    x, y = control(start, end)
    return f"M{start.x:.1f} {start.y:.1f}Q{x:.1f} {y:.1f} {end.x:.1f} {end.y:.1f}"


def _stop(party: Party) -> Stop | None:
    site = party.site
    point = position_of(site) if site else None
    if site is None or point is None:
        return None
    x, y = project(*point)
    named = party if party.actor is None or party.actor.is_municipal else site
    return Stop(x, y, tuple(named.name_in(code) for code in LANGUAGES), site.country_id, *point)


def position_of(site: Place) -> tuple[float, float] | None:
    """Latitude and longitude of a place; of the city for its districts, of the region's label for districts and regions."""
    if site.lat is not None and site.lon is not None:
        return site.lat, site.lon
    if site.parent and site.parent.lat is not None and site.parent.lon is not None:
        return site.parent.lat, site.parent.lon
    if site.region and site.region.label_lat is not None and site.region.label_lon is not None:
        return site.region.label_lat, site.region.label_lon
    return None


def _arcs(stops: list[tuple[Party, Stop]]) -> Iterable[tuple[Stop, Stop]]:
    """From every German party over the bridge, where there is one, to every Ukrainian one."""
    bridges = [stop for party, stop in stops if party.role == PartyRole.BRIDGE]
    others = [stop for party, stop in stops if party.role != PartyRole.BRIDGE]
    west = list(dict.fromkeys(stop for stop in others if stop.country != "UA"))
    east = list(dict.fromkeys(stop for stop in others if stop.country == "UA"))
    rows = [row for row in (west, list(dict.fromkeys(bridges)), east) if row]
    if len(rows) == 1:
        rows = [rows[0][:1], rows[0][1:]]
    for left, right in pairwise(rows):
        yield from ((a, b) for a in left for b in right if (a.x, a.y) != (b.x, b.y))
