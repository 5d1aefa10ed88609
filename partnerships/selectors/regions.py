"""The page of a region: every tie into it, its open requests, its actors, and where a partner is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Window
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.models import Actor
from partnerships.enums import PartnershipKind, TieFamily
from partnerships.selectors import snapshot
from partnerships.selectors.missing import Missing, without_partner_per_region
from partnerships.selectors.postings import PostingCard, cards_of, open_postings
from partnerships.selectors.snapshot import Row
from partnerships.selectors.ties import MAX_TIES
from places.models import Region

if TYPE_CHECKING:
    from partnerships.selectors.postings import Reader

SHOWN_ACTORS = 12
SHOWN_POSTINGS = 12
SHOWN_PLACES = 8
SHOWN_NEIGHBOURS = 12


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A region on the other side, and how many ties join the two."""

    name: str
    slug: str
    ties: int


@dataclass(frozen=True, slots=True)
class Group:
    """Ties of one level."""

    key: str
    title: str
    partnerships: Sequence[Row]


@dataclass(frozen=True, slots=True)
class RegionPage:
    """Everything the page shows; the region partnership is the first group, above the others."""

    region: Region
    groups: Sequence[Group]
    rows: Sequence[Row]
    total: int
    neighbours: Sequence[Neighbour]
    postings: Sequence[PostingCard]
    actors: Sequence[Actor]
    actor_total: int
    without: Sequence[str]
    without_total: int
    municipalities: int


def region_page(region: Region, user: Reader) -> RegionPage:
    """The page for one reader; four queries beside that for the register."""
    register = snapshot.current()
    rows = [row for row in register.rows if region.pk in row.regions][:MAX_TIES]
    found = open_postings(user).in_region(region.pk)[:SHOWN_POSTINGS]
    actors = Actor.objects.published().filter(place__region=region).annotate(total=Window(Count("pk")))
    named = list(
        actors.select_related("place", "index").order_by("-index__partnership_count", "index__sort_de", "pk")[
            :SHOWN_ACTORS
        ]
    )
    missing = without_partner_per_region(register).get(region.pk) or Missing(0, 0, ())
    return RegionPage(
        region=region,
        groups=_groups(rows),
        rows=rows,
        total=len(rows),
        neighbours=_neighbours(region, rows),
        postings=cards_of(found),
        actors=named,
        actor_total=named[0].total if named else 0,
        without=[place.name_here for place in missing.largest[:SHOWN_PLACES]],
        without_total=missing.number,
        municipalities=missing.of,
    )


def _groups(ties: Sequence[Row]) -> list[Group]:
    region = [tie for tie in ties if tie.kind == PartnershipKind.REGION]
    operators = [tie for tie in ties if tie.family == TieFamily.UTILITY]
    rest = [tie for tie in ties if tie not in region and tie not in operators]
    return [
        Group("above", ngettext("The region partnership", "Region partnerships", len(region)), region),
        Group("municipal", _("Municipal ties"), rest),
        Group("operators", _("Operators and institutions"), operators),
    ]


def _neighbours(region: Region, ties: Sequence[Row]) -> list[Neighbour]:
    counts: dict[int, tuple[Region, int]] = {}
    for tie in ties:
        others = {
            side.region.pk: side.region
            for side in tie.sides
            if side.region and side.country != region.country_id
        }
        for pk, other in others.items():
            counts[pk] = (other, counts.get(pk, (other, 0))[1] + 1)
    ordered = sorted(counts.values(), key=lambda pair: (-pair[1], pair[0].slug))
    return [Neighbour(other.name_here, other.slug, number) for other, number in ordered[:SHOWN_NEIGHBOURS]]
