"""The dashboard: who works with whom, and who still looks for a partner."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from platform_portal.core.reading import read_only
from platform_portal.pages.selectors import overview, overview_filter
from platform_portal.pages.selectors.overview_filter import Choices, Filter


@login_not_required
@read_only
def dashboard(request: HttpRequest) -> HttpResponse:
    """One filter (group, topic, region) changes figures, map, charts, cards and postings together."""
    choices = overview_filter.choices()
    chosen = overview_filter.chosen(request.GET, choices)
    key = f"dashboard:{get_language()}:{chosen.address}"
    seconds = 0 if request.user.is_authenticated else settings.PORTAL_PART_CACHE_SECONDS
    main = cache.get(key) if seconds else None
    if main is None:
        main = _main(request, chosen, choices)
        if seconds:
            cache.set(key, main, seconds)
    return render(request, "pages/dashboard.html", {"main": main})


def _main(request: HttpRequest, chosen: Filter, choices: Choices) -> str:
    """Everything between header and footer; the same for all anonymous readers of a language."""
    frame = {
        "choices": choices,
        "chosen": chosen,
        "pills": overview_filter.pills(chosen, reverse("dashboard")),
        "query": f"?{chosen.address}" if chosen else "",
    }
    return render_to_string(
        "pages/dashboard_main.html", frame | overview.contents(chosen, choices, request.user)
    )
