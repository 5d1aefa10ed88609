"""The public page of figures about requests: what is counted in words, charts, tables and their files; small numbers are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from partnerships.selectors.request_figures import FEWEST, Quarter, RequestFigures, request_figures
from partnerships.selectors.statistics_page import Table
from platform_portal.core.charts import BarList, said
from platform_portal.core.formats import number

HIDDEN = "–"


@dataclass(frozen=True, slots=True)
class Said:
    """A figure as it is shown, what it counts, and its definition."""

    value: str
    label: str
    definition: str
    tone: str


@dataclass(frozen=True, slots=True)
class RequestFiguresPage:
    """Everything the page shows."""

    figures: Sequence[Said]
    reach: Sequence[Said]
    quarters: Table
    sent: BarList
    funnel: BarList
    tables: dict[str, Table]


def request_figures_page() -> RequestFiguresPage:
    """The page; a constant number of queries."""
    counted = request_figures()
    figures, reach = _figures(counted), _reach(counted)
    quarters, funnel = _quarters(counted.quarters), _funnel(counted)
    steps = Table(
        "funnel",
        str(funnel.title),
        [_("Step"), _("Number"), _("Share of the introductions")],
        [
            (bar.label, bar.value, share(int(item[1]), counted.introduced))  # type: ignore[call-overload]
            for bar, item in zip(funnel.rows(), funnel.items, strict=True)
        ],
    )
    summary = Table(
        "figures",
        _("Figures about requests"),
        [_("Counted"), _("Value"), _("Definition")],
        [(row.label, row.value, row.definition) for row in (*figures, *reach)],
    )
    return RequestFiguresPage(
        figures=figures,
        reach=reach,
        quarters=quarters,
        sent=BarList(
            title=_("Requests sent per quarter"),
            items=[(quarter.label, quarter.sent) for quarter in counted.quarters],
            fewest=FEWEST,
        ),
        funnel=funnel,
        tables={table.key: table for table in (summary, quarters, steps)},
    )


def share(part: int, whole: int) -> str:
    """A share as "78 %"; "–" where the part or the whole is too small to be shown."""
    if whole < FEWEST or 0 < part < FEWEST:
        return HIDDEN
    return f"{round(100 * part / whole)} %"


def _figures(counted: RequestFigures) -> list[Said]:
    return [
        Said(
            said(counted.sent, FEWEST),
            _("requests sent"),
            _("All cooperation requests since the start of the portal, whatever became of them. Drafts are not counted."),
            "town",
        ),
        Said(
            share(counted.answered, counted.ended),
            _("answered"),
            _("Share of the requests that reached somebody and are settled; the others expired after 21 days."),
            "utility",
        ),
        Said(
            HIDDEN if counted.days is None else number(counted.days, 1),
            _("days until the answer"),
            _("Median: half of the answers came faster. Counted from the day on which the request was passed on."),
            "bridge",
        ),
        Said(
            said(counted.introduced, FEWEST),
            _("introductions"),
            _("Requests to which all sides said yes; their contacts were released to each other."),
            "region",
        ),
    ]  # fmt: skip


def _reach(counted: RequestFigures) -> list[Said]:
    reach = counted.reach
    return [
        Said(
            share(counted.to_newcomers, counted.introduced),
            _("of the introductions reached somebody without a partner"),
            _("The sender or the recipient took part in no standing partnership at that time."),
            "town",
        ),
        Said(
            HIDDEN if reach.shown is None else share(reach.shown, reach.candidates),
            _("of the municipalities are suggested to somebody"),
            _(
                "Of those on the platform that can be suggested: how many are on at least one list of suggestions today."
            ),
            "utility",
        ),
        Said(
            share(reach.asked, reach.candidates),
            _("of the municipalities have been asked"),
            _("Of those on the platform that can be suggested: how many have received at least one request."),
            "bridge",
        ),
        Said(
            HIDDEN if reach.gini is None else number(reach.gini, 2),
            _("unevenness of the suggestions (Gini)"),
            _("0: all are suggested equally often; 1: all suggestions name one. Mean of both sides."),
            "region",
        ),
    ]


def _quarters(rows: Sequence[Quarter]) -> Table:
    head = [_("Quarter"), _("Sent"), _("Answered"), _("Introduced")]
    cells = [
        (row.label, *(said(value, FEWEST) for value in (row.sent, row.answered, row.introduced)))
        for row in rows
    ]
    return Table("quarters", _("Requests per quarter"), head, cells, last_is_number=True)


def _funnel(counted: RequestFigures) -> BarList:
    steps = (
        (_("Introduced"), counted.introduced),
        (_("Of these: have talked"), counted.talked),
        (_("Of these: partnership"), counted.partnerships),
    )
    return BarList(
        title=_("From the introduction to the partnership"),
        items=steps,
        caption=_(
            "Talked: a side said so when we asked, or a partnership was begun. Partnership: all sides have confirmed it, "
            "or one has said that there is an agreement."
        ),
        fewest=FEWEST,
    )
