"""`/api/v1/actors/`: the directory for machines, with the same filters as the page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from actors import exports
from actors.filters import ActorFilter
from platform_portal.core.api import Pagination
from platform_portal.core.errors import BadParameter

FORMATS = ("json", *exports.FORMATS)
_PARAMETERS = [
    OpenApiParameter(name, str, many=name not in {"q", "sort", "format"}, description=text)
    for name, text in (
        ("q", "name, place or topic in any spelling"),
        ("group", "slug of an actor group"),
        ("topic", "slug of a topic or field"),
        ("country", "DE, UA or PL"),
        ("region", "slug of a region"),
        ("working_group", "slug of a working group"),
        ("direction", "need or offer"),
        ("sort", "relevance, name or confirmed"),
        ("format", "json, csv or geojson"),
    )
]


@method_decorator(login_not_required, name="dispatch")
class ActorList(APIView):
    """Actors on public pages, public fields only."""

    @extend_schema(parameters=_PARAMETERS, responses={200: dict})
    def get(self, request: Request) -> HttpResponseBase:
        """The envelope of all lists, or everything found as CSV or GeoJSON."""
        chosen = ActorFilter(request.GET)
        base_url = request.build_absolute_uri("/").rstrip("/")
        format_name = request.GET.get("format", "json")
        if format_name not in FORMATS:
            raise BadParameter(_("There is no such file format: use csv or geojson."))
        if format_name != "json":
            return exports.in_format(chosen.directory, format_name, base_url)
        pagination = Pagination()
        ids: list[int] = pagination.paginate_queryset(chosen.directory.ids.tolist(), request, view=self) or []
        rows = exports.records_of(ids, chosen.directory, base_url)
        return pagination.get_paginated_response([_public(row) for row in rows])


def _public(row: dict[str, Any]) -> dict[str, Any]:
    """The names as one object, as everywhere in the interface."""
    names = {code: row.pop(f"name_{code}") or row["name"] for code in ("de", "uk", "en")}
    point = row.pop("point")
    return {**row, "names": names, "point": {"lon": point[0], "lat": point[1]} if point else None}
