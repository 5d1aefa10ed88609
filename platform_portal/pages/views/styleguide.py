"""The style guide: every component once, with example values that are marked as such."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from places.projection import project
from places.templatetags.place_map import base_map, map_view_box
from platform_portal.core import pages
from platform_portal.core.charts import BarList, ColumnChart, Series
from platform_portal.core.reading import read_only
from platform_portal.pages.forms import SampleForm


@login_not_required
@read_only
def style_guide(request: HttpRequest) -> HttpResponse:
    """Public, not for search engines."""
    response = render(request, "pages/style_guide.html", _samples() | _controls() | _charts() | _map())
    response.headers["X-Robots-Tag"] = "noindex"
    return response


class _Untranslated:
    """Stands for content that exists in one language only."""

    source_language = "de"
    text_de = "Beschreibung, die es bisher nur auf Deutsch gibt."
    text_uk = text_en = ""


def _samples() -> dict[str, Any]:
    return {
        "ties": _ties(),
        "links": pages.links(2, 9),
        "untranslated": _Untranslated(),
        "day": dt.date(2025, 5, 24),
        "facts": [(_("Inhabitants"), "584 580"), (_("Working languages"), _("German, English"))],
        "steps": [
            {"state": "done", "date": "2022", "title": _("Aid arrives")},
            {"state": "now", "date": "2023", "title": _("Letter of support")},
            {"state": "todo", "date": _("planned"), "title": _("Self-check")},
        ],
        "tags": [
            (_("Health"), "need"),
            (_("Citizen participation"), "offer"),
            (_("Logistics"), "works_on"),
            (_("Sport"), ""),
        ],
        "proposal": _proposal(),
        "form": SampleForm({"subject": "", "message": _("The text stays."), "topic": "map"}),
        "tones": ("success", "info", "warning", "danger"),
    }


def _controls() -> dict[str, Any]:
    return {
        "facet_options": [
            {"value": "DE", "label": _("Germany"), "count": 112, "checked": False},
            {"value": "UA", "label": _("Ukraine"), "count": 61, "checked": True},
            {"value": "PL", "label": _("Poland"), "count": 17, "checked": False},
        ],
        "select_options": [("municipality", _("Municipality")), ("business", _("Business"))],
        "pills": [
            {"label": _("Municipality"), "url": "#pills", "remove": True},
            {"label": _("Sport (6)"), "url": "#pills"},
        ],
        "views": [
            {"url": "#switch", "label": _("List"), "current": True},
            {"url": "#switch", "label": _("Map")},
        ],
        "tabs": [
            {"url": "#tabs", "label": _("Tuesday"), "current": True},
            {"url": "#tabs", "label": _("Wednesday")},
        ],
    }


def _charts() -> dict[str, Any]:
    return {
        "chart": ColumnChart(
            title=_("Partnerships with a known beginning"),
            categories=(2020, 2021, 2022, 2023, 2024, 2025),
            series=(
                Series(_("Municipal"), "town", (24, 24, 33, 44, 47, 48)),
                Series(_("Operators and institutions"), "utility", (1, 3, 6, 10, 10, 11)),
                Series(_("Regions and districts"), "region", (0, 0, 0, 3, 5, 5)),
            ),
            caption=_("Number at the end of each year. Example values."),
        ),
        "bars": BarList(
            title=_("Ties per oblast"),
            items=((_("Lviv"), 15), (_("Kyiv"), 9), (_("Rivne"), 2), (_("Kirovohrad"), 0)),
            caption=_("Example values."),
        ),
    }


def _map() -> dict[str, Any]:
    essen, zabrze, rivne = project(51.46, 7.01), project(50.32, 18.79), project(50.62, 26.25)
    cologne, dnipro = project(50.94, 6.96), project(48.47, 35.04)
    arcs = ((cologne, dnipro, ""), (essen, zabrze, "bridge"), (zabrze, rivne, "bridge"))
    lines = ((f" pw-map__arc--{tone}" if tone else "", _arc(start, end)) for start, end, tone in arcs)
    points = ((f"{x:.1f}", f"{y:.1f}") for x, y in (essen, zabrze, rivne, cologne, dnipro))
    drawn = format_html_join("", '<path class="pw-map__arc{}" d="{}"/>', lines)
    dots = format_html_join("", '<circle class="pw-map__dot" cx="{}" cy="{}" r="3"/>', points)
    return {"map_box": map_view_box(), "map_shapes": base_map() + drawn + dots}


def _arc(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x1, y1), (x2, y2) = start, end
    return f"M{x1:.1f} {y1:.1f}Q{(x1 + x2) / 2:.1f} {(y1 + y2) / 2 - abs(x2 - x1) / 5:.1f} {x2:.1f} {y2:.1f}"


def _ties() -> list[tuple[str, list[str]]]:
    return [
        ("town", [_("Cologne"), _("Dnipro")]),
        ("bridge", [_("Essen"), _("Zabrze"), _("Rivne")]),
        ("utility", ["OOWV", _("Chernihiv")]),
        ("region", [_("Lower Saxony"), _("Mykolaiv oblast")]),
    ]


def _proposal() -> dict[str, Any]:
    return {
        "name": _("Example town"),
        "url": "",
        "country": "DE",
        "detail": _("Lower Saxony"),
        "is_example": True,
        "score": 76,
        "directions": [{"label": _("You gain"), "value": 79}, {"label": _("The partner gains"), "value": 73}],
        "load": 1,
        "flag": _("Place for newcomers: this town has no partner in Ukraine yet"),
        "reasons": [
            {"text": _("Bridge: both are partners of Zabrze"), "kind": "bridge", "weight": "34 %"},
            {"text": _("You are looking for schools. They offer school partnerships"), "weight": "31 %"},
        ],
        "against": [{"text": _("Smaller town"), "kind": "minus"}],
        "unknown": [{"text": _("Working language"), "kind": "unknown"}],
    }
