"""Addresses without a language: the front door and what machines look for there."""

from django.urls import path

from platform_portal.core import letter_preview
from platform_portal.pages.views import root

urlpatterns = [
    path("", root.front_door, name="front-door"),
    path("robots.txt", root.robots, name="robots"),
    path("favicon.ico", root.favicon),
    path("admin/mails/", letter_preview.overview, name="letters"),
    path("admin/mails/<slug:slug>/html/", letter_preview.html, name="letter-html"),
    path(".well-known/security.txt", root.security, name="security-txt"),
]
