"""The dashboard: who works with whom, and who still looks for a partner."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from platform_portal.pages.selectors import overview, overview_filter


@login_not_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """One filter (group, topic, region) changes figures, map, charts, cards and postings together."""
    choices = overview_filter.choices()
    chosen = overview_filter.chosen(request.GET, choices)
    frame = {
        "choices": choices,
        "chosen": chosen,
        "pills": overview_filter.pills(chosen, reverse("dashboard")),
        "query": f"?{request.GET.urlencode()}" if chosen else "",
    }
    return render(request, "pages/dashboard.html", frame | overview.contents(chosen, choices, request.user))
