"""``/api/v1/places/``: which place is meant by a typed name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from places.enums import PlaceKind
from places.models import Place, Region
from places.resolution import MAX_QUERY, Match, search
from platform_portal.core.api import Pagination

COUNTRIES = ("DE", "UA", "PL")


def _region(region: Region | None) -> dict[str, Any] | None:
    if region is None:
        return None
    return {"slug": region.slug, "name": region.name_native, **region.names}


def as_json(match: Match) -> dict[str, Any]:
    """One answer; ``matched_name`` is the stored name that fits, never a Russian one."""
    place: Place = match.place
    return {
        "geoname_id": place.geoname_id,
        "country": place.country_id,
        "name": place.name_native,
        "names": place.names,
        "region": _region(place.region),
        "population": place.population,
        "kind": place.kind,
        "kind_label": place.get_kind_display(),
        "matched_name": match.matched_name,
        "id": place.pk,
        "slug": place.slug,
        "katottg": place.katottg or None,
    }


def _choice(request: Request, name: str, allowed: tuple[str, ...]) -> list[str] | None:
    given = request.query_params.getlist(name)
    if any(value not in allowed for value in given):
        raise ParseError(_("Unknown value of “%(name)s”.") % {"name": name})
    return given or None


def _query(request: Request) -> str:
    query = str(request.query_params.get("q", "")).strip()
    if not query:
        raise ParseError(_("Give the name of a place in “q”."))
    if len(query) > MAX_QUERY or "\x00" in query:
        raise ParseError(_("“q” must have at most 200 characters and no control characters."))
    return query


class PlaceList(APIView):
    """``?q=`` (1–200 characters, any language and script), optional ``country`` and ``kind``; best match first."""

    @extend_schema(
        parameters=[
            OpenApiParameter(
                "q", str, required=True, description="name in any spelling, at most 200 characters"
            ),
            OpenApiParameter("country", str, many=True, enum=COUNTRIES),
            OpenApiParameter("kind", str, many=True, enum=PlaceKind.values),
        ],
        responses={200: dict},
    )
    def get(self, request: Request) -> Response:
        """The page asked for."""
        matches = search(
            _query(request),
            countries=_choice(request, "country", COUNTRIES),
            kinds=_choice(request, "kind", tuple(PlaceKind.values)),
            unfinished=True,
        )
        paginator = Pagination()
        page = paginator.paginate_queryset(matches, request, view=self)  # type: ignore[arg-type]
        return paginator.get_paginated_response([as_json(match) for match in page or []])
