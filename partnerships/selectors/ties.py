"""Ties for the map: which places a partnership joins, by which arcs, in which family."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise

from partnerships.enums import PartyRole, TieFamily
from partnerships.models import Partnership, Party
from partnerships.querysets import PartnershipQuerySet
from places.models import Place
from places.projection import project

#: Beyond this many the map says that it shows the newest only; a thousand arcs show nothing.
MAX_TIES = 400


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a tie begins, passes or ends: position in the view box of the base map, and the name shown there."""

    x: float
    y: float
    name: str
    country: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Tie:
    """One partnership on the map: its stops, and the arcs between them as pairs of stops."""

    points: tuple[Stop, ...]
    arcs: tuple[tuple[Stop, Stop], ...]
    family: TieFamily
    title: str
    url: str
    highlight: bool = False


def ties_for_map(
    partnerships: PartnershipQuerySet, highlight: Collection[str] = (), limit: int = MAX_TIES
) -> list[Tie]:
    """Ties of a queryset, those with the slugs in `highlight` marked; two queries, however many there are."""
    return ties_of(partnerships.with_parties()[:limit], highlight)


def ties_of(partnerships: Iterable[Partnership], highlight: Collection[str] = ()) -> list[Tie]:
    """Ties of partnerships whose parties are loaded; no query. One without two known places has none."""
    made = (tie_of(partnership, highlight=partnership.slug in highlight) for partnership in partnerships)
    return [tie for tie in made if tie is not None]


def tie_of(partnership: Partnership, *, highlight: bool = False) -> Tie | None:
    """The tie of one partnership whose parties are loaded, or None where fewer than two places are known."""
    parties = list(partnership.parties.all())
    stops = [(party, stop) for party in parties if (stop := _stop(party))]
    arcs = tuple(_arcs(stops))
    if not arcs:
        return None
    return Tie(
        points=tuple(dict.fromkeys(stop for arc in arcs for stop in arc)),
        arcs=arcs,
        family=partnership.family,
        title=partnership.title_here,
        url=partnership.get_absolute_url(),
        highlight=highlight,
    )


def _stop(party: Party) -> Stop | None:
    site = party.site
    point = position_of(site) if site else None
    if site is None or point is None:
        return None
    x, y = project(*point)
    stands_for_place = party.actor is None or party.actor.is_municipal
    name = party.name_here if stands_for_place else site.name_here
    return Stop(x, y, name, site.country_id, *point)


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
