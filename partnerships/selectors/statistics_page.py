"""The page of statistics: charts, tables and files, all from one filtered queryset."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from partnerships.enums import PartnershipKind, TieFamily
from partnerships.models import CitedFigure
from partnerships.querysets import PartnershipQuerySet
from partnerships.selectors.missing import Missing, without_partner_per_region
from partnerships.selectors.snapshot import Snapshot
from partnerships.selectors.statistics import Figure, Growth, Statistics
from places.models import Region
from platform_portal.core.charts import BarList, ColumnChart, Series

TOPICS_SHOWN = 15


@dataclass(frozen=True, slots=True)
class Table:
    """A table that is also a file: key of the file, heading, column heads, rows."""

    key: str
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[object]]
    last_is_number: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """Figures of one source about one region."""

    region: str
    label: str
    source: str
    figures: Sequence[CitedFigure]


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """Everything the page shows."""

    figures: Sequence[Figure]
    growth: ColumnChart
    growth_is_known: bool
    kinds: Table
    lands: BarList
    oblasts: BarList
    topics: BarList
    without_topic: int
    missing: Table
    missing_total: int
    municipalities: int
    cited: Sequence[Cited]
    tables: dict[str, Table]


def statistics_page(partnerships: PartnershipQuerySet, register: Snapshot) -> StatisticsPage:
    """The page for a filter; a constant number of queries."""
    numbers = Statistics(partnerships, register=register)
    regions = [region for region in register.regions.values() if region.country_id in ("DE", "UA")]
    missing = without_partner_per_region(register)
    counts = numbers.per_region()
    tables = {
        table.key: table
        for table in (
            _kinds(numbers.growth(by="kind")),
            _region_table("lands", _("Partnerships per Land"), regions, "DE", counts),
            _region_table("oblasts", _("Partnerships per oblast"), regions, "UA", counts),
            _topic_table(numbers),
            _missing_table(regions, missing),
        )
    }
    standing, growth = numbers.standing, numbers.growth()
    return StatisticsPage(
        figures=numbers.figures(),
        growth=growth_chart(growth),
        growth_is_known=any(growth.sums),
        kinds=_across(tables["growth"]),
        lands=_bars(tables["lands"], regions, _("One partnership counts once in each Land it touches.")),
        oblasts=_bars(
            tables["oblasts"], regions, _("One partnership counts once in each oblast it touches.")
        ),
        topics=BarList(
            title=tables["topics"].title, items=[row[:2] for row in tables["topics"].rows[:TOPICS_SHOWN]]
        ),
        without_topic=sum(not fact.topics for fact in standing),
        missing=tables["without-partner"],
        missing_total=sum(found.number for found in missing.values()),
        municipalities=sum(found.of for found in missing.values()),
        cited=cited_figures(register.cited),
        tables=tables,
    )


def growth_chart(growth: Growth) -> ColumnChart:
    """Stock at the end of each year, stacked by family; the caption says what is missing."""
    labels = {
        TieFamily.TOWN: _("Municipal"),
        TieFamily.UTILITY: _("Operators and institutions"),
        TieFamily.REGION: _("Regions and districts"),
    }
    return ColumnChart(
        title=_("Partnerships by year and kind"),
        categories=growth.years,
        series=[Series(labels[TieFamily(name)], name, values) for name, values in growth.groups.items()],
        caption=growth_caption(growth),
    )


def growth_caption(growth: Growth) -> str:
    """What is counted, and how many could not be placed in a year."""
    caption = _(
        "Stock at the end of the year, this year as of today. Counted are partnerships whose beginning is known."
    )
    if not growth.undated:
        return caption
    return f"{caption} " + ngettext(
        "%(count)d more has no year in its source.",
        "%(count)d more have no year in their source.",
        growth.undated,
    ) % {"count": growth.undated}


def cited_figures(rows: Iterable[CitedFigure]) -> list[Cited]:
    """Figures of others as series of one region and source; never added to what is counted here."""
    return [
        Cited(region.name_here if region else "", label, source, list(figures))
        for (region, label, source), figures in groupby(
            rows, key=lambda row: (row.region, row.label, row.source)
        )
    ]


def _kinds(growth: Growth) -> Table:
    kinds = [PartnershipKind(name) for name in growth.groups]
    head = [_("Year"), *(str(kind.label) for kind in kinds), _("Sum")]
    columns = [growth.groups[kind] for kind in kinds]
    rows = [
        [str(year), *(values[index] for values in columns), growth.sums[index]]
        for index, year in enumerate(growth.years)
    ]
    return Table("growth", _("Growth by kind"), head, rows)


def _across(table: Table) -> Table:
    """The same with rows and columns exchanged: years are narrow and fit beside each other, names of kinds do not."""
    head, *rows = zip(table.head, *table.rows, strict=True)
    return Table(table.key, table.title, [_("Kind"), *map(str, head[1:])], rows, last_is_number=True)


def _region_table(
    key: str, title: str, regions: Iterable[Region], country: str, counts: dict[int, int]
) -> Table:
    language = (get_language() or "en").split("-")[0]
    own = [
        (region.name_in(language), counts[region.pk], region.slug)
        for region in regions
        if region.country_id == country
    ]
    own.sort(key=lambda row: (-row[1], row[0]))
    return Table(key, title, [_("Region"), _("Partnerships"), _("Key")], own)


def _bars(table: Table, regions: Iterable[Region], caption: str) -> BarList:
    items = [(name, count, reverse("region", args=[slug])) for name, count, slug in table.rows]
    return BarList(title=table.title, items=items, caption=caption)


def _topic_table(numbers: Statistics) -> Table:
    counts = numbers.per_topic()
    topics = {topic.pk: topic for fact in numbers.standing for topic in fact.topics}
    rows = [(topics[pk].name, count, topics[pk].slug) for pk, count in counts.items()]
    rows.sort(key=lambda row: (-row[1], row[0]))
    return Table("topics", _("Partnerships per topic"), [_("Topic"), _("Partnerships"), _("Key")], rows)


def _missing_table(regions: Iterable[Region], missing: dict[int, Missing]) -> Table:
    rows = [
        (region.name_here, found.number, found.of, ", ".join(place.name_here for place in found.largest[:3]))
        for region in regions
        if (found := missing.get(region.pk)) and found.of
    ]
    rows.sort(key=lambda row: (-row[1], row[0]))
    head = [_("Region"), _("Without a partner"), _("Municipalities"), _("Largest of them")]
    return Table("without-partner", _("Municipalities without a partner"), head, rows)
