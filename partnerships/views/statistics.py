"""Statistics of the partnerships: figures, charts, tables and their files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from partnerships import facets
from partnerships.filters import PartnershipFilter
from partnerships.selectors.statistics_page import statistics_page
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
        if key not in page.tables:
            raise BadParameter(_("There is no such table."))
        table = page.tables[key]
        return csv_response(f"partnerships-{key}.csv", table.head, table.rows)
    context = {
        "page": page,
        "pills": facets.pills(chosen, request.GET),
        "clear_url": request.path,
        "files": {key.replace("-", "_"): choice_links.changed(request.GET, table=key) for key in page.tables},
    }
    return render(request, "partnerships/statistics.html", context)
