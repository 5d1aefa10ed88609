"""Addresses below `matchmaking/`."""

from django.urls import path

from partnerships.views import proposals, without_partner

urlpatterns = [
    path("", proposals.choose, name="matchmaking"),
    path("without-a-partner/", without_partner.without_partner, name="matchmaking-without-partner"),
    path("how-it-works/", proposals.how_it_works, name="matchmaking-how"),
    path("place/<int:geoname_id>/", proposals.for_place, name="matchmaking-place"),
    path("<slug:slug>/", proposals.for_actor, name="matchmaking-actor"),
]
