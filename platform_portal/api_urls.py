"""Addresses of the open data interface, version 1."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.urls import path, re_path
from django.utils.translation import gettext as _
from drf_spectacular.views import SpectacularJSONAPIView

from actors.api import ActorList
from events.api import EventDetail, EventList
from knowledge.api import ProductList
from partnerships.api import PartnershipList
from partnerships.api_postings import PostingList
from partnerships.api_proposals import ProposalList
from places.api import PlaceList
from platform_portal.core.api import json_error


@login_not_required
def unknown(request: HttpRequest, **_kwargs: object) -> JsonResponse:
    """An address of the interface that does not exist."""
    return json_error(request, 404, _("There is no such address in this interface."))


urlpatterns = [
    path("places/", PlaceList.as_view(), name="api-places"),
    path("actors/", ActorList.as_view(), name="api-actors"),
    path("partnerships/", PartnershipList.as_view(), name="api-partnerships"),
    path("postings/", PostingList.as_view(), name="api-postings"),
    path("knowledge/", ProductList.as_view(), name="api-knowledge"),
    path("proposals/", ProposalList.as_view(), name="api-proposals"),
    path("events/", EventList.as_view(), name="api-events"),
    path("events/<slug:slug>/", EventDetail.as_view(), name="api-event"),
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    re_path(r".*", unknown),
]
