"""The list of events."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from events import exports
from events.filters import WHEN, EventFilter
from events.selectors.listing import KEPT_WITHOUT_FILTERS, listing_of, pills
from platform_portal.core import choice_links
from platform_portal.core.htmx import HtmxRequest
from platform_portal.core.reading import read_only

RESULT = "event-result"


@login_not_required
@read_only
def events(request: HtmxRequest) -> HttpResponse:
    """What the reader may see, or the public ones as a file with `format`; an htmx request gets the results only."""
    chosen = EventFilter(request.GET, user=request.user, request=request)
    if (format_name := request.GET.get("format")) is not None:
        return exports.in_format(chosen.qs.public(), format_name, settings.PORTAL_BASE_URL)
    context = {
        "chosen": chosen,
        "listing": listing_of(request, chosen, request.user),
        "pills": pills(chosen, request.GET),
        "clear_url": choice_links.only(request.GET, KEPT_WITHOUT_FILTERS),
        "topics": chosen.filters["topic"].extra["choices"](),
        "regions": chosen.vocabulary.region.choices,
        "periods": [
            (str(label), choice_links.changed(request.GET, when=value), value == chosen.period)
            for value, label in WHEN
        ],
        "csv_url": choice_links.changed(request.GET, format="csv"),
        "past_url": choice_links.changed(request.GET, when="past"),
    }
    only_result = request.htmx and request.htmx.target == RESULT and not request.htmx.history_restore_request
    response = render(request, "events/event_list.html" + ("#result" if only_result else ""), context)
    patch_vary_headers(response, ("HX-Request", "HX-Target", "HX-History-Restore-Request"))
    return response
