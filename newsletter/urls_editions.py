"""Addresses below `admin/editions/`, for the secretariat only."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, path

from newsletter.views import editing


def _desk(route: str, view: Callable[..., Any], name: str) -> URLPattern:
    """An address behind the desk's own door."""
    return path(route, admin.site.admin_view(view), name=name)


urlpatterns = [
    _desk("new/", editing.new, "edition-new"),
    _desk("<int:pk>/", editing.write, "edition-write"),
    _desk("<int:pk>/act/<slug:slug>/", editing.act, "edition-act"),
    _desk("<int:pk>/blocks/add/", editing.add_block, "edition-block-add"),
    _desk("<int:pk>/blocks/order/", editing.order, "edition-blocks-order"),
    _desk("<int:pk>/blocks/restore/", editing.restore, "edition-block-restore"),
    _desk("<int:pk>/blocks/<int:number>/", editing.block, "edition-block"),
    _desk("<int:pk>/blocks/<int:number>/<slug:way>/", editing.move, "edition-block-move"),
    _desk("<int:pk>/preview/", editing.preview, "edition-preview"),
    _desk("<int:pk>/preview/mail/", editing.mail, "edition-mail"),
]
