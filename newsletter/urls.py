"""Addresses of the app, below the language."""

from django.urls import include, path

from newsletter.views import archive

urlpatterns = [
    path("", archive.newsletter, name="newsletter"),
    path("feed.xml", archive.feed, name="newsletter-feed"),
    path("", include("newsletter.urls_subscriber")),
    path("<slug:slug>/", archive.edition, name="edition"),
]
