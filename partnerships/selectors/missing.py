"""Where a partner is missing: municipalities without a standing partnership, region by region."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q
from django.utils import timezone

from partnerships.selectors.snapshot import Snapshot, municipality_places
from places.enums import SETTLEMENT_KINDS
from places.models import Place
from places.querysets import PlaceQuerySet

#: From how many inhabitants on a German place counts among those that could have a partner.
LARGE_TOWN = 10_000
NAMED = 8


@dataclass(frozen=True, slots=True)
class Missing:
    """Municipalities without a partner: how many, of how many, and the largest of them."""

    number: int
    of: int
    largest: Sequence[Place]


def without_partner_per_region(register: Snapshot) -> dict[int, Missing]:
    """Ukrainian hromada centres and German towns of 10,000 and more without a standing partnership of their municipality.

    By region; worked out once per state of the register and day, by two queries. Occupied places are left out.
    """
    return register.kept(("missing", timezone.localdate()), lambda: _read(register))


def _read(register: Snapshot) -> dict[int, Missing]:
    tied = municipality_places([row for row in register.rows if row.stands])
    groups: dict[int, list[int]] = defaultdict(list)
    largest_first = municipalities().order_by(F("population").desc(nulls_last=True), "pk")
    for pk, region in largest_first.values_list("pk", "region"):
        if region is not None:
            groups[region].append(pk)
    missing = {region: [pk for pk in places if pk not in tied] for region, places in groups.items()}
    names = Place.objects.only("name_native", "name_de", "name_uk", "name_en")
    named = names.in_bulk([pk for places in missing.values() for pk in places[:NAMED]])
    return {
        region: Missing(len(places), len(groups[region]), [named[pk] for pk in places[:NAMED]])
        for region, places in missing.items()
    }


def municipalities() -> PlaceQuerySet:
    """Places that stand for a municipality: centres of hromadas; German towns of 10,000 inhabitants and more; none that is occupied."""
    hromadas = Q(country="UA", is_hromada_centre=True)
    towns = Q(country="DE", kind__in=SETTLEMENT_KINDS, population__gte=LARGE_TOWN)
    return Place.objects.filter(hromadas | towns).not_occupied()
