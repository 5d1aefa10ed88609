"""Figures, charts and cited numbers of the dashboard, for one filter, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.slots import next_events
from partnerships.enums import TieFamily
from partnerships.selectors import snapshot
from partnerships.selectors.snapshot import Row, Snapshot
from partnerships.selectors.statistics_page import Cited, cited_figures
from partnerships.selectors.ties import MAX_TIES
from platform_portal.core.charts import BarList, ColumnChart, Series
from platform_portal.pages.selectors import overview_cards as cards
from platform_portal.pages.selectors import overview_numbers as numbers
from platform_portal.pages.selectors.overview_cards import Openings
from platform_portal.pages.selectors.overview_filter import Choices, Filter

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

BARS = 10
LABELS = {
    TieFamily.TOWN: lambda: _("Municipal"),
    TieFamily.UTILITY: lambda: _("Operators and institutions"),
    TieFamily.REGION: lambda: _("Regions and districts"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure with its definition."""

    value: int
    label: str
    definition: str
    tone: str


@dataclass(frozen=True, slots=True)
class Spread:
    """Ties per oblast: the longest bars, and the oblasts without any tie; occupied ones are not named."""

    chart: BarList
    without: Sequence[str]
    more: int


def contents(chosen: Filter, choices: Choices, user: User | AnonymousUser) -> dict[str, Any]:
    """Everything on the page, for one filter; nine queries, however much there is. The next events do not depend on the filter."""
    register = snapshot.current()
    found = cards.partnerships(chosen, register)
    on_map = found[:MAX_TIES]
    openings = cards.openings(chosen, user)
    actors = cards.newest_actors(chosen)
    growth = numbers.growth(found)
    return {
        "figures": figures(found, openings, is_filtered=bool(chosen)),
        "drawn": sum(row.tie is not None for row in on_map),
        "growth": growth,
        "growth_chart": growth_chart(growth),
        "cited": cited(chosen, register),
        "spread": spread(found, choices),
        "on_map": on_map,
        "highlight": cards.highlighted(on_map),
        "partnerships": cards.newest(on_map),
        "partnership_count": sum(row.stands for row in found),
        "actors": actors,
        "openings": openings,
        "events": next_events(user),
        "is_empty": not (found or actors or openings.newest or (openings.hidden and not chosen)),
    }


def figures(found: Sequence[Row], openings: Openings, *, is_filtered: bool = False) -> list[Figure]:
    """The four key figures; every one says what it counts."""
    standing = [row for row in found if row.stands]
    triangles = sum(row.has_bridge for row in standing)
    places = numbers.ukrainian_places(found)
    return [
        Figure(
            len(standing),
            ngettext("documented partnership", "documented partnerships", len(standing)),
            _(
                "Existing means active, with two or more partners, each with its own source. Planned, dormant and completed ones are not counted."
            ),
            "town",
        ),
        Figure(
            triangles,
            ngettext("triangle with a third partner", "triangles with a third partner", triangles),
            _(
                "Those of them in which a third city, nearly always a Polish one, has brokered or shares the partnership."
            ),
            "bridge",
        ),
        Figure(
            places,
            ngettext("Ukrainian place with a partner", "Ukrainian places with a partner", places),
            _(
                "Cities, hromadas, raions and oblasts that are, or whose organisations are, in at least one of these partnerships."
            ),
            "utility",
        ),
        Figure(
            openings.published_requests,
            ngettext(
                "published search for a partner",
                "published searches for a partner",
                openings.published_requests,
            ),
            _("Found in a public source. With a filter, only those that everyone may read are counted.")
            if is_filtered
            else _("Found in a public source; those that only members may read are counted too."),
            "region",
        ),
    ]


def growth_chart(growth: numbers.Growth) -> ColumnChart:
    """Stock at the end of each year, stacked by family."""
    caption = _(
        "Stock at the end of the year, this year as of today. Counted are partnerships whose beginning is known."
    )
    if growth.undated:
        caption += " " + ngettext(
            "%(count)d more has no year in its source.",
            "%(count)d more have no year in their source.",
            growth.undated,
        ) % {"count": growth.undated}
    return ColumnChart(
        title=_("Partnerships by year and kind"),
        categories=growth.years,
        series=[
            Series(LABELS[family](), family.value, values) for family, values in growth.by_family.items()
        ],
        caption=caption,
    )


def spread(found: Sequence[Row], choices: Choices) -> Spread:
    """How unequally ties are spread over the oblasts."""
    counts = numbers.per_oblast(found)
    tied = sorted((o for o in choices.oblasts if counts[o.pk]), key=lambda o: -counts[o.pk])
    rows = [(oblast.name, counts[oblast.pk], reverse("region", args=[oblast.slug])) for oblast in tied[:BARS]]
    chart = BarList(title=_("Partnerships per oblast"), items=rows)
    free = (oblast for oblast in choices.oblasts if not oblast.is_occupied)
    without = [oblast.name for oblast in free if not counts[oblast.pk]]
    return Spread(chart, without, max(0, len(tied) - BARS))


def cited(chosen: Filter, register: Snapshot) -> list[Cited]:
    """Figures of others for the region chosen, or all; other filters leave none, for they do not apply to them."""
    if chosen.group or chosen.topic:
        return []
    return cited_figures(
        figure
        for figure in register.cited
        if not chosen.region or (figure.region and figure.region.slug == chosen.region)
    )
