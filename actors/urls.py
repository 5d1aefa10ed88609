"""Addresses of actors and working groups, below the language prefix."""

from django.urls import include, path

from actors import views

urlpatterns = [
    path("actors/", views.directory, name="actors"),
    path("actors/map.json", views.map_points, name="actors-map"),
    path("actors/<slug:slug>/", views.actor, name="actor"),
    path("working-groups/", views.working_group_list, name="working-groups"),
    path("working-groups/<slug:slug>/", views.working_group, name="working-group"),
    path("", include("actors.urls_consent")),
    path("", include("actors.urls_revision")),
    path("", include("actors.urls_joining")),
    path("", include("actors.urls_curation")),
    path("", include("actors.urls_workspace")),
]
