"""Needs and offers; what is protected shows the public its number only."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers

from partnerships import exports_postings, facets
from partnerships.enums import Direction
from partnerships.enums_postings import CooperationKind, Horizon
from partnerships.filters import PostingFilter
from partnerships.selectors.posting_page import page_of, with_page
from partnerships.selectors.postings import cards_of, hidden_number, open_postings
from platform_portal.core import choice_links
from platform_portal.core.htmx import HtmxRequest
from platform_portal.core.pages import paginate
from platform_portal.core.reading import read_only

PER_PAGE = 24
RESULT = "posting-result"


@login_not_required
@read_only
def postings(request: HtmxRequest) -> HttpResponse:
    """All open postings the reader may see, or the public ones as a file with `format`; an htmx request gets the results only."""
    chosen = PostingFilter(request.GET, queryset=open_postings(request.user), request=request)
    if (format_name := request.GET.get("format")) is not None:
        return exports_postings.in_format(chosen.qs.public(), format_name, settings.PORTAL_BASE_URL)
    page = paginate(request, chosen.qs, PER_PAGE)
    context = {
        "chosen": chosen,
        "page": page,
        "cards": cards_of(page.object_list),  # type: ignore[arg-type]
        "hidden": hidden_number(request.user),
        "directions": Direction.choices,
        "kinds": CooperationKind.choices,
        "horizons": Horizon.choices,
        "csv_url": choice_links.changed(request.GET, format="csv"),
        "pills": facets.pills(chosen, request.GET),
        "clear_url": choice_links.only(request.GET, facets.KEPT_WITHOUT_FILTERS),
    }
    only_result = request.htmx and request.htmx.target == RESULT and not request.htmx.history_restore_request
    response = render(request, "postings/posting_list.html" + ("#result" if only_result else ""), context)
    patch_vary_headers(response, ("HX-Request", "HX-Target", "HX-History-Restore-Request"))
    return response


@login_not_required
@read_only
def posting(request: HttpRequest, slug: str) -> HttpResponse:
    """One need or offer, and what answers it; 404 for one the reader may not see."""
    found = get_object_or_404(with_page(open_postings(request.user)), slug=slug)
    return render(request, "postings/posting_detail.html", {"page": page_of(found, request.user)})
