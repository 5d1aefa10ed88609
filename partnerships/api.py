"""`/api/v1/partnerships/`: the register for machines, with the same filters as the page."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.utils.decorators import method_decorator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from partnerships import exports
from partnerships.filters import PartnershipFilter
from platform_portal.core.api import Pagination

_PARAMETERS = [
    OpenApiParameter(
        name,
        str,
        many=name in {"kind", "status", "confidence", "country", "region", "topic"},
        description=text,
    )
    for name, text in (
        ("q", "name of a party in any spelling"),
        ("kind", "kind of partnership"),
        ("status", "planned, active, dormant, ended or failed"),
        ("confidence", "documented, weak, dataset or own"),
        ("country", "DE, UA or PL"),
        ("region", "slug of a region of either side"),
        ("topic", "slug of a topic or field"),
        ("bridge", "yes: triangles only, no: without them"),
        ("year_from", "begun in that year or later"),
        ("year_to", "begun in that year or earlier"),
        ("planned", "no: without planned and failed ones"),
        ("sort", "newest, oldest or name"),
        ("format", "json, csv or geojson"),
    )
]


@method_decorator(login_not_required, name="dispatch")
class PartnershipList(APIView):
    """Partnerships with their parties, dated history and source."""

    @extend_schema(parameters=_PARAMETERS, responses={200: dict})
    def get(self, request: Request) -> HttpResponseBase:
        """The envelope of all lists, or everything found as CSV or GeoJSON."""
        chosen = PartnershipFilter(request.GET, request=request)
        format_name = request.GET.get("format", "json")
        if format_name != "json":
            return exports.in_format(chosen.qs, format_name, request.build_absolute_uri("/").rstrip("/"))
        pagination = Pagination()
        rows: list[Any] = pagination.paginate_queryset(chosen.qs.with_details(), request, view=self) or []
        return pagination.get_paginated_response([exports.record(row) for row in rows])
