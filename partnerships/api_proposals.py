"""``/api/v1/proposals/``: who fits an actor or a place, and why, as an anonymous reader may see it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound, ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from actors.services import addresses
from partnerships.selectors.proposals import Asker, Proposal, asker_by_place, asker_by_slug, proposals_for
from platform_portal.core.api import Pagination

MAX_SLUG = 120


def as_json(proposal: Proposal) -> dict[str, Any]:
    """One suggestion; `actor` is null for a place that is not on the platform yet. Scores 0–100, `load` 1 = full."""
    partner = proposal.partner
    actor, place = partner.actor, partner.place
    return {
        "actor": {"slug": actor.slug, "name": partner.name, "kind": actor.kind} if actor else None,
        "place": {
            "geoname_id": place.geoname_id,
            "country": place.country_id,
            "name": place.name_native,
            "names": place.names,
            "population": place.population,
        }
        if place
        else None,
        "score": proposal.score,
        "score_asker": proposal.own_score,
        "score_partner": proposal.other_score,
        "reasons": [{"key": line.key, "text": line.text, "share": line.weight} for line in proposal.reasons],
        "against": [{"key": line.key, "text": line.text} for line in proposal.against],
        "unknown": [line.text for line in proposal.unknown],
        "load": round(proposal.load, 2),
        "open_requests": proposal.open_requests,
        "equity": proposal.is_equity,
    }


class ProposalList(APIView):
    """Suggestions for one asker, best first, in the language of Accept-Language."""

    @extend_schema(
        parameters=[
            OpenApiParameter("actor", str, description="slug of an actor"),
            OpenApiParameter("place", int, description="GeoNames id of a German or Ukrainian municipality"),
        ],
        responses=OpenApiTypes.OBJECT,
    )
    def get(self, request: Request) -> Response:
        """Exactly one of `actor` and `place`."""
        slug = request.query_params.get("actor", "")
        asker = _asker(request)
        if asker is None:
            return _moved(request, addresses.present(slug) if 0 < len(slug) <= MAX_SLUG else "")
        found = proposals_for(asker, AnonymousUser())
        paginator = Pagination()
        page = paginator.paginate_queryset(
            [as_json(proposal) for proposal in found.found], request, view=self
        )  # type: ignore[arg-type]
        return paginator.get_paginated_response(page)


def _moved(request: Request, slug: str) -> Response:
    """301 to the present address part of an actor that was merged or renamed; else 404."""
    if not slug:
        raise NotFound(_("There is no such actor or municipality."))
    query = request.query_params.copy()
    query["actor"] = slug
    return Response(
        {"detail": _("The actor is now called “%(slug)s”.") % {"slug": slug}},
        status=301,
        headers={"Location": f"{request.path}?{query.urlencode()}"},
    )


def _asker(request: Request) -> Asker | None:
    slug, place = (request.query_params.get(name, "") for name in ("actor", "place"))
    if bool(slug) == bool(place):
        raise ParseError(_("Give either “actor” (slug) or “place” (GeoNames id)."))
    if slug:
        asker = asker_by_slug(slug, AnonymousUser()) if len(slug) <= MAX_SLUG else None
    elif not (place.isascii() and place.isdigit() and len(place) <= 18):
        raise ParseError(_("“place” must be a whole number."))
    else:
        asker = asker_by_place(int(place))
    return asker
