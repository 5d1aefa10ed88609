"""`/api/v1/knowledge/`: the public part of the library for machines, with the same filters as the page."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.utils.decorators import method_decorator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from knowledge import exports
from knowledge.filters import ProductFilter
from knowledge.selectors import library
from platform_portal.core.api import Pagination

_PARAMETERS = [
    OpenApiParameter(name, str, many=name not in {"q", "sort", "format"}, description=text)
    for name, text in (
        ("q", "words of title, summary, authors or the text of the file, in any script"),
        ("kind", "kind of product"),
        ("topic", "slug of a topic or field"),
        ("language", "language of the content"),
        ("working_group", "slug of a working group"),
        ("author", "slug of an actor"),
        ("year", "year of publication"),
        ("sort", "newest or title"),
        ("format", "json or csv"),
    )
]


@method_decorator(login_not_required, name="dispatch")
class ProductList(APIView):
    """Knowledge products everybody may read, with topics, authors and the address of file or link."""

    @extend_schema(parameters=_PARAMETERS, responses={200: dict})
    def get(self, request: Request) -> HttpResponseBase:
        """The envelope of all lists, or everything found as CSV. What is for members only is not here, whoever asks."""
        chosen = ProductFilter(request.GET, request=request, public=True)
        ids = library.found(chosen).ids
        base_url = request.build_absolute_uri("/").rstrip("/")
        format_name = request.GET.get("format", "json")
        if format_name != "json":
            return exports.in_format(ids, format_name, base_url)
        pagination = Pagination()
        page: list[int] = pagination.paginate_queryset(ids, request, view=self) or []
        return pagination.get_paginated_response(exports.records(page, base_url))
