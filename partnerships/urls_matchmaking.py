"""Addresses below `matchmaking/`."""

from django.urls import path

from partnerships.views import proposals

urlpatterns = [
    path("", proposals.choose, name="matchmaking"),
    path("how-it-works/", proposals.how_it_works, name="matchmaking-how"),
    path("place/<int:geoname_id>/", proposals.for_place, name="matchmaking-place"),
    path("<slug:slug>/", proposals.for_actor, name="matchmaking-actor"),
]
