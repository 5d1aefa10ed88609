"""The dashboard: who works with whom, and who still looks for a partner."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from platform_portal.pages.selectors import overview, overview_cards, overview_filter, overview_numbers


@login_not_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """One filter (group, topic, region) changes figures, map, charts, cards and postings together."""
    choices = overview_filter.choices()
    chosen = overview_filter.chosen(request.GET, choices)
    ties = overview.partnerships_of(chosen)
    openings = overview_cards.openings(chosen, request.user)
    growth = overview_numbers.growth(ties)
    actors = overview_cards.newest_actors(chosen)
    context = {
        "choices": choices,
        "chosen": chosen,
        "pills": overview_filter.pills(chosen, reverse("dashboard")),
        "query": f"?{request.GET.urlencode()}" if chosen else "",
        "figures": overview.figures(ties, openings),
        "growth": growth,
        "growth_chart": overview.growth_chart(growth),
        "cited": overview.cited(chosen),
        "spread": overview.spread(ties, choices),
        "partnerships": overview_cards.newest_partnerships(ties),
        "partnership_count": sum(tie.is_standing for tie in ties),
        "actors": actors,
        "openings": openings,
        "is_empty": not (ties or actors or openings.newest or openings.hidden),
    }
    return render(request, "pages/dashboard.html", context)
