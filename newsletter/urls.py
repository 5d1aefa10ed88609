"""Addresses of the app, below the language."""

from django.urls import include, path

urlpatterns = [
    path("", include("newsletter.urls_subscriber")),
]
