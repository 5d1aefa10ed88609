"""The page of a series."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from events.models import Series
from events.selectors.series import series_page
from platform_portal.core.reading import read_only


@login_not_required
@read_only
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """All dates of a series; 404 for one the reader may not see."""
    visible = (
        Series.objects.visible_to(request.user).select_related("working_group").prefetch_related("organisers")
    )
    found = get_object_or_404(visible, slug=slug)
    return render(
        request, "events/series_detail.html", {"page": series_page(found, request.user), "series": found}
    )
