"""Figures about partnerships. All are worked out from one filtered queryset, read once: a constant number of queries.

Counted are, unless a function says otherwise, partnerships that stand: active or dormant. Planned ones and those that
did not come about are never counted; completed ones count in the years in which they stood.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.enums import ActorKind
from partnerships.enums import FAMILY_OF_KIND, PartnershipKind, PartnershipStatus, TieFamily
from partnerships.models import HistoryEntry, Partnership, Party
from partnerships.querysets import PartnershipQuerySet
from places.enums import SETTLEMENT_KINDS
from places.models import Place
from places.querysets import PlaceQuerySet

FIRST_YEAR_SHOWN = 2018
#: From how many inhabitants on a German place counts among those that could have a partner.
LARGE = 10_000
_PAST = (PartnershipStatus.ACTIVE, PartnershipStatus.DORMANT, PartnershipStatus.ENDED)
_STANDS = (PartnershipStatus.ACTIVE, PartnershipStatus.DORMANT)


@dataclass(slots=True)
class Fact:
    """What the figures need of one partnership."""

    pk: int
    kind: str
    status: str
    since: dt.date | None
    until: dt.date | None
    has_bridge: bool
    turns: list[tuple[dt.date, str]] = field(default_factory=list)
    regions: set[int] = field(default_factory=set)
    places: set[tuple[str, int]] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)

    @property
    def stands(self) -> bool:
        """Active or dormant."""
        return self.status in _STANDS

    def kind_in(self, year: int) -> str:
        """Its kind at the end of a year, by the history."""
        earlier = [kind for on, kind in self.turns if on.year <= year]
        return earlier[-1] if earlier else self.kind

    def stood_in(self, year: int) -> bool:
        """Whether it stood at the end of a year; needs a known beginning."""
        begun = self.since is not None and self.since.year <= year
        if self.status == PartnershipStatus.ENDED and self.until is None:
            return False
        return begun and self.status in _PAST and (self.until is None or self.until.year > year)


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


@dataclass(frozen=True, slots=True)
class Missing:
    """Municipalities without a partner: how many, of how many, and the largest of them."""

    number: int
    of: int
    largest: list[Place]


class Statistics:
    """Everything counted about a filtered queryset; four queries in all, made when first needed."""

    def __init__(self, partnerships: PartnershipQuerySet, *, today: dt.date | None = None) -> None:
        self.partnerships = partnerships.order_by()
        self.today = today or timezone.localdate()

    @cached_property
    def facts(self) -> list[Fact]:
        """One fact per partnership, planned and failed ones included."""
        columns = ("pk", "kind", "status", "since_on", "until_on", "has_bridge")
        facts = {row[0]: Fact(*row) for row in self.partnerships.values_list(*columns)}
        ids = self.partnerships.values("pk")
        parties = Party.objects.filter(partnership__in=ids).values_list(
            "partnership", "actor__place", "actor__place__region", "actor__place__country",
            "place", "place__region", "place__country",
        )  # fmt: skip
        for pk, place, region, country, own_place, own_region, own_country in parties:
            if place is None:
                place, region, country = own_place, own_region, own_country
            if place is not None and country is not None:
                facts[pk].places.add((country, place))
            if region is not None:
                facts[pk].regions.add(region)
        turns = HistoryEntry.objects.filter(partnership__in=ids, on__isnull=False).exclude(kind="")
        for pk, on, kind in turns.order_by("on", "pk").values_list("partnership", "on", "kind"):
            if on is not None:
                facts[pk].turns.append((on, kind))
        for pk, topic in Partnership.topics.through.objects.filter(partnership__in=ids).values_list(
            "partnership_id", "topic_id"
        ):
            facts[pk].topics.add(topic)
        return list(facts.values())

    @property
    def standing(self) -> list[Fact]:
        """Those that stand today."""
        return [fact for fact in self.facts if fact.stands]

    def growth(self, *, by: str = "family", first_year: int = FIRST_YEAR_SHOWN) -> Growth:
        """Stock at the end of each year (this year: today) by `family` or `kind`, undated ones counted apart."""
        years = range(first_year, self.today.year + 1)
        groups: dict[str, list[int]] = defaultdict(lambda: [0] * len(years))
        for fact in self.facts:
            for index, year in enumerate(years):
                if fact.stood_in(year):
                    kind = fact.kind_in(year)
                    groups[family_of(kind) if by == "family" else kind][index] += 1
        order: Iterable[str] = (
            (TieFamily.TOWN, TieFamily.UTILITY, TieFamily.REGION) if by == "family" else PartnershipKind
        )
        undated = sum(fact.since is None for fact in self.standing)
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
        return Counter(topic for fact in self.standing for topic in fact.topics)

    def figures(self) -> list[Figure]:
        """Key figures; each says what is counted."""
        standing = self.standing
        triangles = sum(fact.has_bridge for fact in standing)
        places = len({place for fact in standing for country, place in fact.places if country == "UA"})
        planned = sum(fact.status == PartnershipStatus.PLANNED for fact in self.facts)
        return [
            Figure(
                len(standing),
                ngettext("documented partnership", "documented partnerships", len(standing)),
                _("Counted are active and dormant partnerships, each with its source."),
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

    def newest(self, limit: int = 6) -> list[Partnership]:
        """Standing partnerships begun last, with details; those without a date are left out."""
        return list(self.partnerships.existing().dated().newest_first().with_details()[:limit])


def family_of(kind: str) -> TieFamily:
    """Family of a kind, triangles counted with the municipal ones."""
    return FAMILY_OF_KIND.get(kind, TieFamily.TOWN)


def without_partner(where: Q, *, largest: int = 12) -> Missing:
    """Ukrainian hromada centres and German towns of 10,000 and more without a standing partnership of their municipality.

    `where` narrows the places. Two queries.
    """
    own = Party.objects.filter(partnership__status__in=_STANDS).filter(
        Q(actor__place=OuterRef("pk"), actor__kind=ActorKind.MUNICIPALITY)
        | Q(actor__isnull=True, place=OuterRef("pk"))
    )
    rows = list(
        _largest_first(municipalities().filter(where))
        .annotate(has_partner=Exists(own))
        .values_list("pk", "has_partner")
    )
    missing = [pk for pk, has_partner in rows if not has_partner]
    named = Place.objects.in_bulk(missing[:largest])
    return Missing(len(missing), len(rows), [named[pk] for pk in missing[:largest]])


def without_partner_per_region(*, largest: int = 3) -> dict[int, Missing]:
    """The same for every region at once; three queries."""
    own = Party.objects.filter(partnership__status__in=_STANDS).filter(
        Q(actor__kind=ActorKind.MUNICIPALITY) | Q(actor__isnull=True)
    )
    tied = {place or own_place for place, own_place in own.values_list("actor__place", "place")}
    groups: dict[int, list[int]] = defaultdict(list)
    for pk, region in _largest_first(municipalities()).values_list("pk", "region"):
        if region is not None:
            groups[region].append(pk)
    missing = {region: [pk for pk in places if pk not in tied] for region, places in groups.items()}
    named = Place.objects.in_bulk([pk for places in missing.values() for pk in places[:largest]])
    return {
        region: Missing(len(places), len(groups[region]), [named[pk] for pk in places[:largest]])
        for region, places in missing.items()
    }


def _largest_first(places: PlaceQuerySet) -> PlaceQuerySet:
    return places.order_by(F("population").desc(nulls_last=True), "pk")


def municipalities() -> PlaceQuerySet:
    """Places that stand for a municipality: centres of hromadas; German towns of 10,000 inhabitants and more."""
    hromadas = Q(country="UA", is_hromada_centre=True)
    towns = Q(country="DE", kind__in=SETTLEMENT_KINDS, population__gte=LARGE)
    return Place.objects.filter(hromadas | towns)
