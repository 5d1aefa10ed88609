"""Pages of the gazetteer, below the language prefix."""

from django.urls import path

from places.views import choose_place

urlpatterns = [
    path("places/", choose_place, name="place-choose"),
]
