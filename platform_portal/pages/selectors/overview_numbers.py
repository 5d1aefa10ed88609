"""The numbers of the dashboard, all from one query over the parties of the partnerships shown."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils import timezone

from partnerships.enums import FAMILY_OF_KIND, PartnershipStatus, TieFamily
from partnerships.models import Party
from partnerships.querysets import PartnershipQuerySet

FAMILIES = (TieFamily.TOWN, TieFamily.UTILITY, TieFamily.REGION)
YEARS_SHOWN = 9
#: Ended partnerships count in the years in which they stood.
COUNTED = (PartnershipStatus.ACTIVE, PartnershipStatus.DORMANT, PartnershipStatus.ENDED)


@dataclass(slots=True)
class Tie:
    """One partnership as the numbers need it: without texts."""

    pk: int
    kind: str
    status: str
    since: dt.date | None
    until: dt.date | None
    has_bridge: bool
    places: set[int] = field(default_factory=set)
    ukrainian_places: set[int] = field(default_factory=set)
    oblasts: set[int] = field(default_factory=set)

    @property
    def family(self) -> TieFamily:
        """Family of its kind; triangles count as municipal here, they have a figure of their own."""
        return FAMILY_OF_KIND.get(self.kind, TieFamily.TOWN)

    @property
    def is_standing(self) -> bool:
        """Active or dormant."""
        return self.status in (PartnershipStatus.ACTIVE, PartnershipStatus.DORMANT)

    def stood_on(self, day: dt.date) -> bool:
        """Whether it had begun and not ended on that day; undated ones never count."""
        if self.since is None or self.since > day or self.status not in COUNTED:
            return False
        return self.until >= day if self.until else self.is_standing


@dataclass(frozen=True, slots=True)
class Growth:
    """Stock at the end of each year (today for the present one) by family, and how many have no year."""

    years: tuple[int, ...]
    by_family: dict[TieFamily, tuple[int, ...]]
    undated: int

    @property
    def totals(self) -> tuple[int, ...]:
        """Sum of the families per year."""
        return tuple(sum(values) for values in zip(*self.by_family.values(), strict=True))

    @property
    def is_known(self) -> bool:
        """Whether there is anything to draw."""
        return any(self.totals)

    @property
    def has_doubled_since_2022(self) -> bool:
        """Whether today's stock is more than twice the stock at the end of 2021."""
        if 2021 not in self.years:
            return False
        before = self.totals[self.years.index(2021)]
        return 0 < before * 2 < self.totals[-1]


def ties(partnerships: PartnershipQuerySet) -> list[Tie]:
    """The partnerships with the places of their parties; one query."""
    fields = (
        "partnership_id", "partnership__kind", "partnership__status", "partnership__since_on", "partnership__until_on",
        "partnership__has_bridge", "place_id", "place__country_id", "place__region_id",
        "actor__place_id", "actor__place__country_id", "actor__place__region_id",
    )  # fmt: skip
    parties = Party.objects.filter(partnership__in=partnerships).order_by("partnership_id", "position")
    found: dict[int, Tie] = {}
    for (
        pk,
        kind,
        status,
        since,
        until,
        bridge,
        place,
        country,
        region,
        place2,
        country2,
        region2,
    ) in parties.values_list(*fields):
        tie = found.get(pk) or found.setdefault(pk, Tie(pk, kind, status, since, until, bridge))
        at, where, oblast = (place, country, region) if place else (place2, country2, region2)
        if at:
            tie.places.add(at)
        if where == "UA":
            tie.ukrainian_places.add(at)
            if oblast:
                tie.oblasts.add(oblast)
    return list(found.values())


def growth(found: Iterable[Tie], today: dt.date | None = None) -> Growth:
    """Stock of the last years."""
    today = today or timezone.localdate()
    counted = [tie for tie in found if tie.status in COUNTED]
    years = tuple(range(today.year - YEARS_SHOWN + 1, today.year + 1))
    days = [min(today, dt.date(year, 12, 31)) for year in years]
    stock = {
        family: tuple(sum(tie.stood_on(day) for tie in counted if tie.family == family) for day in days)
        for family in FAMILIES
    }
    return Growth(years, stock, sum(tie.since is None for tie in counted))


def per_oblast(found: Iterable[Tie]) -> Counter[int]:
    """Standing ties into each oblast (by pk of the region)."""
    return Counter(oblast for tie in found if tie.is_standing for oblast in tie.oblasts)


def ukrainian_places(found: Iterable[Tie]) -> int:
    """Ukrainian places with at least one standing tie."""
    return len({place for tie in found if tie.is_standing for place in tie.ukrainian_places})
