"""The page of a Land, oblast or voivodeship."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from partnerships.selectors.regions import region_page
from places.models import Region
from platform_portal.core.reading import read_only


@login_not_required
@read_only
def region(request: HttpRequest, slug: str) -> HttpResponse:
    """All ties into the region, the region partnership above the municipal ones."""
    found = get_object_or_404(Region.objects.select_related("country"), slug=slug)
    return render(
        request, "places/region_page.html", {"page": region_page(found, request.user), "region": found}
    )
