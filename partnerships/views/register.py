"""The register of partnerships: list and map of one filter, and the page of each partnership."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers

from knowledge.selectors.products import compact
from partnerships import exports, facets
from partnerships.filters import BRIDGE, SORTS, PartnershipFilter
from partnerships.models import Partnership
from partnerships.selectors.funding_partners import fitting_partnership
from partnerships.selectors.living import living_of
from partnerships.selectors.partnership import partnership_page
from partnerships.selectors.register import register_page
from platform_portal.core import choice_links
from platform_portal.core.htmx import HtmxRequest
from platform_portal.core.reading import read_only

RESULT = "register-result"


@login_not_required
@read_only
def register(request: HtmxRequest) -> HttpResponse:
    """The register as list with map, or as a file with `format`; an htmx request gets the results only."""
    chosen = PartnershipFilter(request.GET, request=request)
    if (format_name := request.GET.get("format")) is not None:
        return exports.in_format(chosen.qs, format_name, request.build_absolute_uri("/").rstrip("/"))
    found, counts = facets.found_and_facets(chosen)
    context = {
        "chosen": chosen,
        "register": register_page(request, found),
        "facets": counts,
        "pills": facets.pills(chosen, request.GET),
        "clear_url": choice_links.only(request.GET, facets.KEPT_WITHOUT_FILTERS),
        "sorts": SORTS,
        "bridges": BRIDGE,
        "files": [(name, choice_links.changed(request.GET, format=name)) for name in exports.FORMATS],
    }
    only_result = request.htmx and request.htmx.target == RESULT and not request.htmx.history_restore_request
    response = render(
        request, "partnerships/partnership_list.html" + ("#result" if only_result else ""), context
    )
    patch_vary_headers(response, ("HX-Request", "HX-Target", "HX-History-Restore-Request"))
    return response


@login_not_required
@read_only
def partnership(request: HttpRequest, slug: str) -> HttpResponse:
    """One partnership: who, since when, how it came about, where it stands, where that is known from."""
    found = get_object_or_404(Partnership.objects.public().with_details(), slug=slug)
    return render(
        request,
        "partnerships/partnership_detail.html",
        {
            "page": partnership_page(found),
            "funding": fitting_partnership(found),
            "products": compact(request, found.products.all(), request.user),
            "living": living_of(found, request.user),
        },
    )
