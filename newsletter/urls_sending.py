"""Addresses below `admin/editions/` for the sending of an edition, for the secretariat only."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, path

from newsletter.views import sending


def _desk(route: str, view: Callable[..., Any], name: str) -> URLPattern:
    """An address behind the desk's own door."""
    return path(route, admin.site.admin_view(view), name=name)


urlpatterns = [
    _desk("<int:pk>/sending/", sending.progress, "edition-sending"),
    _desk("<int:pk>/sending/steer/", sending.steer, "edition-steer"),
    _desk("<int:pk>/sending/plan/", sending.plan, "edition-plan"),
    _desk("<int:pk>/sending/rate/", sending.rate, "edition-rate"),
    _desk("<int:pk>/sending/not-sent/", sending.not_sent, "edition-not-sent"),
    _desk("<int:pk>/sending/not-sent.csv", sending.not_sent_file, "edition-not-sent-file"),
]
