"""Figures about partnerships. All are worked out from one filtered queryset, from the register in memory.

Counted are, unless a function says otherwise, partnerships that stand: active ones. Planned and dormant ones and those that
did not come about are never counted; completed ones count in the years in which they stood.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.enums import FAMILY_OF_KIND, PartnershipKind, PartnershipStatus, TieFamily
from partnerships.querysets import PartnershipQuerySet
from partnerships.selectors import snapshot
from partnerships.selectors.snapshot import Row, Snapshot

FIRST_YEAR_SHOWN = 2018
_PAST = (PartnershipStatus.ACTIVE, PartnershipStatus.ENDED)


@dataclass(frozen=True, slots=True)
class Growth:
    """Stock at the end of each year by group (family or kind), and how many have no year in their source."""

    years: Sequence[int]
    groups: dict[str, list[int]]
    undated: int

    @property
    def sums(self) -> list[int]:
        """Stock of all groups together."""
        return (
            [sum(values) for values in zip(*self.groups.values(), strict=True)]
            if self.groups
            else [0] * len(self.years)
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure with its definition; `tone` is the colour of its mark."""

    value: int
    label: str
    definition: str
    tone: str


class Statistics:
    """Everything counted about a filtered queryset: the rows of the register in it, one query."""

    def __init__(
        self,
        partnerships: PartnershipQuerySet,
        *,
        register: Snapshot | None = None,
        today: dt.date | None = None,
    ) -> None:
        self.facts: Sequence[Row] = (register or snapshot.current()).select(partnerships.order_by())
        self.today = today or timezone.localdate()

    @property
    def standing(self) -> list[Row]:
        """Those that stand today."""
        return [fact for fact in self.facts if fact.stands]

    def growth(self, *, by: str = "family", first_year: int = FIRST_YEAR_SHOWN) -> Growth:
        """Stock at the end of each year (this year: today) by `family` or `kind`, undated ones counted apart."""
        years = range(first_year, self.today.year + 1)
        groups: dict[str, list[int]] = defaultdict(lambda: [0] * len(years))
        for fact in self.facts:
            if fact.since_on is None:
                continue
            for index, year in enumerate(years):
                if stood_in(fact, year):
                    kind = kind_in(fact, year)
                    groups[family_of(kind) if by == "family" else kind][index] += 1
        order: Iterable[str] = (
            (TieFamily.TOWN, TieFamily.UTILITY, TieFamily.REGION) if by == "family" else PartnershipKind
        )
        undated = sum(fact.since_on is None for fact in self.standing)
        return Growth(
            list(years),
            {str(name): groups[name] for name in order if name in groups or by == "family"},
            undated,
        )

    def per_region(self) -> Counter[int]:
        """Number of standing partnerships by region id: one counts once in each region it touches."""
        return Counter(region for fact in self.standing for region in fact.regions)

    def per_topic(self) -> Counter[int]:
        """Number of standing partnerships by topic id; one on several topics counts in each."""
        return Counter(topic.pk for fact in self.standing for topic in fact.topics)

    def figures(self) -> list[Figure]:
        """Key figures; each says what is counted."""
        standing = self.standing
        triangles = sum(fact.has_bridge for fact in standing)
        places = len({s.place_id for fact in standing for s in fact.sides if s.country == "UA"})
        planned = sum(fact.status == PartnershipStatus.PLANNED for fact in self.facts)
        return [
            Figure(
                len(standing),
                ngettext("documented partnership", "documented partnerships", len(standing)),
                _(
                    "Existing means active, each with its source. Planned, dormant and completed ones are not counted."
                ),
                "town",
            ),
            Figure(
                triangles,
                ngettext("triangle with a third partner", "triangles with a third partner", triangles),
                _("Of these: a third city, mostly a Polish one, brokered or shares the partnership."),
                "bridge",
            ),
            Figure(
                places,
                ngettext("Ukrainian place with a partner", "Ukrainian places with a partner", places),
                _("Cities, hromadas, raions and oblasts that are a party, or where a party is at home."),
                "utility",
            ),
            Figure(
                planned,
                ngettext("planned partnership", "planned partnerships", planned),
                _(
                    "Announced or decided, without a documented conclusion; not counted among the partnerships."
                ),
                "region",
            ),
        ]


def family_of(kind: str) -> TieFamily:
    """Family of a kind, triangles counted with the municipal ones."""
    return FAMILY_OF_KIND.get(kind, TieFamily.TOWN)


def kind_in(fact: Row, year: int) -> str:
    """Its kind at the end of a year, by the history."""
    earlier = [turn.kind for turn in fact.turns if turn.on.year <= year]
    return earlier[-1] if earlier else fact.kind


def stood_in(fact: Row, year: int) -> bool:
    """Whether it stood at the end of a year; needs a known beginning."""
    if fact.since_on is None or fact.since_on.year > year or fact.status not in _PAST:
        return False
    if fact.until_on is None:
        return fact.status != PartnershipStatus.ENDED
    return fact.until_on.year > year
