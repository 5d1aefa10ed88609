"""The plain select step: which place is meant, with and without script."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from places.forms import ChoosePlaceForm
from platform_portal.core.reading import read_only


@login_not_required
@read_only
def choose_place(request: HttpRequest) -> HttpResponse:
    """A field for a place; the answer shows the place and what other apps offer for it."""
    form = ChoosePlaceForm(request.GET if "place" in request.GET else None)
    place = form.cleaned_data["place"] if form.is_bound and form.is_valid() else None
    return render(request, "places/place_choose.html", {"form": form, "place": place})
