"""The frame of an event's pages at the desk: heading, way back, tabs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.models import Event

#: URL name → its label; the tabs of an event.
TABS = (
    "event-participants", "admin:events_session_programme", "event-check-in", "event-mails", "event-afterwards",
)  # fmt: skip


def event_or_404(pk: int) -> Event:
    """The event, with what its heading shows."""
    return get_object_or_404(Event.objects.select_related("place", "series"), pk=pk)


def page(
    request: HttpRequest,
    event: Event,
    here: str,
    template: str,
    title: str,
    *,
    crumbs: tuple[tuple[str, str], ...] = (),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """A page of the event; `here` is the URL name of its tab, "" for a page behind one."""
    context = {
        **admin.site.each_context(request),
        "event": event,
        "title": title,
        "crumbs": [
            (Event._meta.verbose_name_plural, reverse("admin:events_event_changelist")),
            (event.title, reverse("event-participants", args=[event.pk])),
            *crumbs,
            (title, ""),
        ],
        "tabs": _tabs(event, here),
        **context,
    }
    return render(request, template, context, status=status)


def _tabs(event: Event, here: str) -> list[dict[str, object]]:
    labels = {
        "event-participants": pgettext("tab of an event", "Participants"),
        "admin:events_session_programme": pgettext("tab of an event", "Programme"),
        "event-check-in": pgettext("tab of an event", "Check-in"),
        "event-mails": pgettext("tab of an event", "Mails"),
        "event-afterwards": pgettext("tab of an event", "Afterwards"),
    }
    tabs: list[dict[str, object]] = [
        {"label": labels[name], "url": reverse(name, args=[event.pk]), "current": name == here}
        for name in TABS
    ]
    edit = reverse("admin:events_event_change", args=[event.pk])
    return [*tabs, {"label": _("Edit the event"), "url": edit, "current": False}]
