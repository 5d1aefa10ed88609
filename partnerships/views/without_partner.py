"""Who is still without a partner, for everyone: names and places of those who are open to proposals, nothing about their needs."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from partnerships.selectors.without_partner import rows
from platform_portal.core.reading import read_only


@login_not_required
@read_only
def without_partner(request: HttpRequest) -> HttpResponse:
    """Municipalities of both sides without a partner, those who have waited longest first."""
    sides = [(side, rows(side)) for side in ("DE", "UA")]
    return render(request, "partnerships/matchmaking/without_partner.html", {"sides": sides})
