"""Finds the place a side of the register means: by exact name within country, kind and region, never by likeness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from partnerships.services.register_source import Row
from places.enums import SETTLEMENT_KINDS, NameKind
from places.models import Place, PlaceName, Region
from places.names import fold

_NAME_RANK: dict[str, int] = {
    kind: rank for rank, kind in enumerate((NameKind.OFFICIAL, NameKind.EXONYM, NameKind.TRANSLITERATION))
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A place asked for: names to try in turn; `kind` empty means a settlement; `region` is a slug or empty."""

    country: str
    names: tuple[str, ...]
    kind: str = ""
    region: str = ""


def find_places(wanted: Iterable[Wanted]) -> dict[Wanted, Place | None]:
    """The place of each request, or None. One query, however many are asked for."""
    asked = list(dict.fromkeys(wanted))
    names = {fold(name) for request in asked for name in request.names}
    candidates: dict[tuple[str, str], list[PlaceName]] = defaultdict(list)
    rows = PlaceName.objects.filter(folded__in=names).exclude(kind=NameKind.SEARCH_ONLY)
    for row in rows.select_related("place__region", "place__country"):
        candidates[row.place.country_id, row.folded].append(row)
    return {request: _best(request, candidates) for request in asked}


def region_slugs() -> dict[tuple[str, str], str]:
    """Slug of a region by country and the register's own word ("Nordrhein-Westfalen", "Rivne", "Kyiv city", "Crimea")."""
    slugs = {("UA", "Crimea"): "krim"}
    for region in Region.objects.filter(country_id__in=("DE", "UA")):
        name = region.name_de if region.country_id == "DE" else region.name_en.removesuffix(" oblast")
        slugs[region.country_id, name] = region.slug
    return slugs


def town_of_row(row: Row, country: str, slugs: dict[tuple[str, str], str]) -> Wanted:
    """The town a side without an entry in the hand list stands for."""
    if country == "DE":
        return Wanted("DE", (row.german_side,), region=slugs.get(("DE", row.german_region), "?"))
    names = row.ukrainian_names or (row.ukrainian_side,)
    return Wanted("UA", names, region=slugs.get(("UA", row.ukrainian_region), "?"))


def _best(request: Wanted, candidates: dict[tuple[str, str], list[PlaceName]]) -> Place | None:
    for name in request.names:
        fitting = [row for row in candidates[request.country, fold(name)] if _fits(request, row.place)]
        if fitting:
            return min(fitting, key=_order).place
    return None


def _fits(request: Wanted, place: Place) -> bool:
    kinds = (request.kind,) if request.kind else SETTLEMENT_KINDS
    in_region = not request.region or (place.region is not None and place.region.slug == request.region)
    return place.kind in kinds and in_region


def _order(row: PlaceName) -> tuple[int, int, int]:
    return (_NAME_RANK.get(row.kind, 9), -(row.place.population or 0), row.place_id)
