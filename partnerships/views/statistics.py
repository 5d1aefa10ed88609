"""Statistics of the partnerships: figures, charts, tables and their files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from partnerships import facets
from partnerships.filters import PartnershipFilter
from partnerships.selectors.request_figures_page import request_figures_page
from partnerships.selectors.statistics_page import Table, statistics_page
from platform_portal.core import choice_links
from platform_portal.core.errors import BadParameter
from platform_portal.core.export import csv_response
from platform_portal.core.reading import read_only


@login_not_required
@read_only
def statistics(request: HttpRequest) -> HttpResponse:
    """All figures for a filter of the register; with `table` one of them as a CSV file."""
    chosen = PartnershipFilter(request.GET, request=request)
    page = statistics_page(chosen.qs, chosen.register)
    if (key := request.GET.get("table")) is not None:
        return _file("partnerships", page.tables, key)
    context = {
        "page": page,
        "pills": facets.pills(chosen, request.GET),
        "clear_url": request.path,
        "files": {key.replace("-", "_"): choice_links.changed(request.GET, table=key) for key in page.tables},
    }
    return render(request, "partnerships/statistics.html", context)


@login_not_required
@read_only
def requests(request: HttpRequest) -> HttpResponse:
    """Figures about cooperation requests, small numbers hidden; with `table` one of the tables as a CSV file."""
    page = request_figures_page()
    if (key := request.GET.get("table")) is not None:
        return _file("requests", page.tables, key)
    context = {
        "page": page,
        "files": {key: choice_links.changed(request.GET, table=key) for key in page.tables},
    }
    return render(request, "partnerships/request_statistics.html", context)


def _file(name: str, tables: dict[str, Table], key: str) -> HttpResponse:
    if key not in tables:
        raise BadParameter(_("There is no such table."))
    return csv_response(f"{name}-{key}.csv", tables[key].head, tables[key].rows)
