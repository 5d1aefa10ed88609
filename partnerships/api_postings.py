"""`/api/v1/postings/`: open needs and offers for machines, with the same filters as the page; what the public may see."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponseBase
from django.utils.decorators import method_decorator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from partnerships import exports_postings
from partnerships.filters import PostingFilter
from partnerships.selectors.postings import open_postings
from platform_portal.core.api import Pagination

_PARAMETERS = [
    OpenApiParameter(name, str, many=name in {"kind", "topic", "region"}, description=text)
    for name, text in (
        ("q", "words of title or text, or the name of who seeks or gives"),
        ("direction", "need or offer"),
        ("kind", "kind of cooperation"),
        ("horizon", "relief, reconstruction or eu_accession"),
        ("topic", "slug of a topic or field"),
        ("region", "slug of the region of who seeks or gives"),
        ("format", "json, csv or geojson"),
    )
]


@method_decorator(login_not_required, name="dispatch")
class PostingList(APIView):
    """Open public needs and offers; guarded ones are not among them, whoever asks."""

    @extend_schema(parameters=_PARAMETERS, responses={200: dict})
    def get(self, request: Request) -> HttpResponseBase:
        """The envelope of all lists, or everything found as CSV or GeoJSON."""
        chosen = PostingFilter(request.GET, queryset=open_postings(AnonymousUser()), request=request)
        base_url = request.build_absolute_uri("/").rstrip("/")
        format_name = request.GET.get("format", "json")
        if format_name != "json":
            return exports_postings.in_format(chosen.qs, format_name, base_url)
        pagination = Pagination()
        rows: list[Any] = (
            pagination.paginate_queryset(exports_postings.with_records(chosen.qs), request, view=self) or []
        )
        return pagination.get_paginated_response([exports_postings.record(row, base_url) for row in rows])
