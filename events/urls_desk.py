"""Addresses below `admin/events/`, for the secretariat only."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.urls import URLPattern, path

from events.views.desk import afterwards, check_in, event_steps, impulses, mails, participants


def _desk(route: str, view: Callable[..., Any], name: str) -> URLPattern:
    """An address behind the desk's own door."""
    return path(route, admin.site.admin_view(view), name=name)


urlpatterns = [
    _desk("copies/", event_steps.copies, "event-copies"),
    _desk("impulses/<int:pk>/", impulses.impulse, "impulse-review"),
    _desk("impulses/<int:pk>/accept/", impulses.accept, "impulse-accept"),
    _desk("impulses/<int:pk>/decline/", impulses.decline, "impulse-decline"),
    _desk("<int:pk>/participants/", participants.participants, "event-participants"),
    _desk("<int:pk>/participants/decide/", participants.decide, "event-decide"),
    _desk("<int:pk>/participants/file/<slug:form>/", participants.export, "event-export"),
    _desk("<int:pk>/invite/", event_steps.invite, "event-invite"),
    _desk("<int:pk>/copy/", event_steps.copy, "event-copy"),
    _desk("<int:pk>/cancel/", event_steps.cancel, "event-cancel"),
    _desk("<int:pk>/check-in/", check_in.check_in, "event-check-in"),
    _desk("<int:pk>/check-in/scan/", check_in.scan, "event-check-in-scan"),
    _desk("<int:pk>/check-in/back/", check_in.take_back, "event-check-in-back"),
    _desk("<int:pk>/mails/", mails.mails, "event-mails"),
    _desk("<int:pk>/mails/new/", mails.write, "event-mail-new"),
    _desk("<int:pk>/mails/<int:mail>/", mails.mail, "event-mail"),
    _desk("<int:pk>/mails/<int:mail>/edit/", mails.write, "event-mail-edit"),
    _desk("<int:pk>/mails/<int:mail>/test/", mails.test, "event-mail-test"),
    _desk("<int:pk>/mails/<int:mail>/send/", mails.send, "event-mail-send"),
    _desk("<int:pk>/afterwards/", afterwards.afterwards, "event-afterwards"),
    _desk("<int:pk>/afterwards/add/", afterwards.add, "event-document-add"),
    _desk("<int:pk>/afterwards/<int:document>/remove/", afterwards.remove, "event-document-remove"),
    _desk("<int:pk>/afterwards/announce/", afterwards.announce, "event-announce"),
]
