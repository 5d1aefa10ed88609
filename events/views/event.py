"""The page of an event and its report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from events.models import Event
from events.selectors.event_page import page_of
from events.selectors.event_row import event_by_slug
from events.selectors.programme_view import programme_html, view_of
from platform_portal.core.reading import read_only

if TYPE_CHECKING:
    from events.selectors.cards import Reader


def visible_event(user: Reader, slug: str) -> Event:
    """The event with all its page reads. Raises Http404 for one the reader may not see, drafts of others among them."""
    found = event_by_slug(user, slug)
    if found is None:
        raise Http404
    return found


@login_not_required
@read_only
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """What, when, where, for whom, the programme, and how to register."""
    page = page_of(visible_event(request.user, slug), request.user)
    view = view_of(request.GET, page.programme)
    return render(
        request,
        "events/event_detail.html",
        {"page": page, "event": page.event, "view": view, "programme_html": programme_html(page, view)},
    )


@login_not_required
@read_only
def report(request: HttpRequest, slug: str) -> HttpResponse:
    """What was said, with pictures and who took them. 404 until it is public."""
    page = page_of(visible_event(request.user, slug), request.user)
    if not page.has_report and not page.sight.is_desk:
        raise Http404
    context = {"page": page, "event": page.event, "pictures": page.event.pictures.all()}
    return render(request, "events/event_report.html", context)
