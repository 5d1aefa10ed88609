"""The numbers of the dashboard, from the register in memory."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from partnerships.enums import FAMILY_OF_KIND, PartnershipStatus, TieFamily
from partnerships.querysets import PartnershipQuerySet
from partnerships.selectors import snapshot
from partnerships.selectors.snapshot import Row

FAMILIES = (TieFamily.TOWN, TieFamily.UTILITY, TieFamily.REGION)
YEARS_SHOWN = 9
#: Ended partnerships count in the years in which they stood.
COUNTED = (PartnershipStatus.ACTIVE, PartnershipStatus.ENDED)


@dataclass(frozen=True, slots=True)
class Growth:
    """Stock at the end of each year (today for the present one) by family, and how many existing ones have no year."""

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


def ties(partnerships: PartnershipQuerySet) -> list[Row]:
    """The partnerships of a queryset from the register in memory, in its order."""
    return snapshot.current().select(partnerships)


def stood_on(row: Row, day: dt.date) -> bool:
    """Whether it had begun and not ended on that day; undated ones never count."""
    if row.since_on is None or row.since_on > day or row.status not in COUNTED:
        return False
    return row.until_on >= day if row.until_on else row.stands


def family_of(row: Row) -> TieFamily:
    """Family of its kind; triangles count as municipal here, they have a figure of their own."""
    return FAMILY_OF_KIND.get(row.kind, TieFamily.TOWN)


def growth(found: Iterable[Row], today: dt.date | None = None) -> Growth:
    """Stock of the last years."""
    today = today or timezone.localdate()
    counted = [row for row in found if row.status in COUNTED]
    years = tuple(range(today.year - YEARS_SHOWN + 1, today.year + 1))
    days = [min(today, dt.date(year, 12, 31)) for year in years]
    dated = [(family_of(row), row) for row in counted if row.since_on]
    stock = {
        family: tuple(sum(stood_on(row, day) for own, row in dated if own == family) for day in days)
        for family in FAMILIES
    }
    return Growth(years, stock, sum(row.stands and row.since_on is None for row in counted))


def per_oblast(found: Iterable[Row]) -> Counter[int]:
    """Standing ties into each oblast (by pk of the region)."""
    standing = [row for row in found if row.stands]
    return Counter(pk for row in standing for pk in {oblast.pk for oblast in row.regions_in("UA")})


def ukrainian_places(found: Iterable[Row]) -> int:
    """Ukrainian places with at least one standing tie."""
    standing = [row for row in found if row.stands]
    return len({side.place_id for row in standing for side in row.sides if side.country == "UA"})
