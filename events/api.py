"""`/api/v1/events/`: public events for machines, with the same filters as the page; one event with its programme."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from events import exports
from events.filters import EventFilter
from events.models import Event
from events.selectors.reading import public_sight
from platform_portal.core.api import Pagination

_PARAMETERS = [
    OpenApiParameter(name, str, many=name in {"kind", "mode", "topic", "working_group", "region", "language"}, description=text)
    for name, text in (
        ("q", "words of title or text, name of place, organiser or working group"),
        ("kind", "kind of event"),
        ("mode", "on_site, online or hybrid"),
        ("topic", "slug of a topic or field"),
        ("working_group", "slug of a working group"),
        ("region", "slug of the region of the place"),
        ("language", "spoken or interpreted language: de, uk, en, pl, fr"),
        ("when", "upcoming (default), past or all"),
        ("since", "day in Berlin, YYYY-MM-DD"),
        ("until", "day in Berlin, YYYY-MM-DD"),
        ("format", "json or csv"),
    )
]  # fmt: skip


@method_decorator(login_not_required, name="dispatch")
class EventList(APIView):
    """Public events; those for members or by invitation are not among them, whoever asks."""

    @extend_schema(operation_id="events_list", parameters=_PARAMETERS, responses={200: dict})
    def get(self, request: Request) -> HttpResponseBase:
        """The envelope of all lists, or everything found as CSV."""
        chosen = EventFilter(request.GET, request=request)
        base_url = request.build_absolute_uri("/").rstrip("/")
        format_name = request.GET.get("format", "json")
        if format_name != "json":
            return exports.in_format(chosen.qs, format_name, base_url)
        pagination = Pagination()
        rows: list[Any] = (
            pagination.paginate_queryset(exports.with_records(chosen.qs), request, view=self) or []
        )
        return pagination.get_paginated_response([exports.record(row, base_url) for row in rows])


@method_decorator(login_not_required, name="dispatch")
class EventDetail(APIView):
    """One public event with its released programme; sessions for members or by invitation are not in it."""

    @extend_schema(responses={200: dict})
    def get(self, request: Request, slug: str) -> Response:
        """The record of the list, and `programme`."""
        found = exports.with_records(Event.objects.public()).select_related("released_version")
        event = get_object_or_404(found, slug=slug)
        base_url = request.build_absolute_uri("/").rstrip("/")
        version = event.released_version
        return Response(
            {
                **exports.record(event, base_url),
                "programme_version": version.number if version else None,
                "programme": exports.programme_record(event, public_sight([event.pk])),
            }
        )
