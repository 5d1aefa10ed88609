"""The programme on a page of its own, to read and to print, and what has changed since an earlier version."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from events.selectors.event_page import page_of
from events.selectors.programme_changes import changes_of
from events.selectors.programme_view import programme_html, view_of
from events.views.event import visible_event
from platform_portal.core.errors import BadParameter
from platform_portal.core.reading import read_only


@login_not_required
@read_only
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Grid and list. 404 while nothing is released."""
    page = page_of(visible_event(request.user, slug), request.user)
    if page.event.released_version is None:
        raise Http404
    view = view_of(request.GET, page.programme)
    return render(
        request,
        "events/event_programme.html",
        {"page": page, "event": page.event, "view": view, "programme_html": programme_html(page, view)},
    )


@login_not_required
@read_only
def changes(request: HttpRequest, slug: str) -> HttpResponse:
    """Differences between version `since` (default: the one before) and the released one. 404 for versions that are not there."""
    page = page_of(visible_event(request.user, slug), request.user)
    released = page.event.released_version
    if released is None:
        raise Http404
    numbers = list(
        page.event.programme_versions.filter(number__lt=released.number)
        .order_by("number")
        .values_list("number", flat=True)
    )
    since = _number(request.GET.get("since", str(numbers[-1] if numbers else 0)))
    if since not in (0, *numbers):
        raise Http404
    before = page.event.programme_versions.filter(number=since).first()
    found = (
        changes_of(page.event, before.sessions if before else [], released.sessions, page.sight)
        if before
        else []
    )
    context = {
        "page": page,
        "event": page.event,
        "since": before,
        "released": released,
        "numbers": numbers,
        "changes": found,
    }
    return render(request, "events/event_changes.html", context)


def _number(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) < 7):
        raise BadParameter(_("There is no such version: the number must be a whole number."))
    return int(given)
