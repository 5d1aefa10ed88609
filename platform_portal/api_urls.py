"""Addresses of the open data interface, version 1. Its views come with a framework of 15 MB, so the first request loads them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.urls import path, re_path
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

#: Route, view and name; all are public, and nothing is changed by them.
VIEWS = (
    ("places/", "places.api.PlaceList", "api-places"),
    ("actors/", "actors.api.ActorList", "api-actors"),
    ("partnerships/", "partnerships.api.PartnershipList", "api-partnerships"),
    ("postings/", "partnerships.api_postings.PostingList", "api-postings"),
    ("knowledge/", "knowledge.api.ProductList", "api-knowledge"),
    ("proposals/", "partnerships.api_proposals.ProposalList", "api-proposals"),
    ("events/", "events.api.EventList", "api-events"),
    ("events/<slug:slug>/", "events.api.EventDetail", "api-event"),
)

type View = Callable[..., HttpResponseBase]


@cache
def _loaded(dotted: str) -> View:
    return import_string(dotted).as_view()  # type: ignore[no-any-return]


def _later(dotted: str) -> View:
    @csrf_exempt
    @login_not_required
    def view(request: HttpRequest, **values: Any) -> HttpResponseBase:
        return _loaded(dotted)(request, **values)

    return view


@csrf_exempt
@login_not_required
def schema(request: HttpRequest) -> HttpResponseBase:
    """The description of the interface (OpenAPI)."""
    from drf_spectacular.views import SpectacularJSONAPIView

    described = [path(f"api/v1/{route}", _loaded(dotted), name=name) for route, dotted, name in VIEWS]
    return SpectacularJSONAPIView.as_view(patterns=described)(request)  # type: ignore[no-any-return]


@login_not_required
def unknown(request: HttpRequest, **_kwargs: object) -> JsonResponse:
    """An address of the interface that does not exist."""
    return JsonResponse({"detail": _("There is no such address in this interface.")}, status=404)


urlpatterns = [
    *(path(route, _later(dotted), name=name) for route, dotted, name in VIEWS),
    path("schema/", schema, name="api-schema"),
    re_path(r".*", unknown),
]
