"""Calendars to subscribe to, and the address of one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from actors.models import WorkingGroup
from events.enums import Audience
from events.models import Series
from events.querysets import EventQuerySet
from events.selectors import feeds
from events.services import calendar_addresses
from events.views.event import visible_event
from platform_portal.core.desk.with_steps import person
from platform_portal.core.reading import read_only

CONTENT_TYPE = "text/calendar; charset=utf-8"


@login_not_required
@read_only
def everything(request: HttpRequest) -> HttpResponse:
    """All public events."""
    return _feed(
        request, feeds.public_entries(), _("Events of the Platform Reconstruction Ukraine"), "events.ics"
    )


@login_not_required
@read_only
def of_group(request: HttpRequest, slug: str) -> HttpResponse:
    """Public events of a working group and its small groups."""
    group = get_object_or_404(WorkingGroup, slug=slug)
    ids = [group.pk, *group.sub_groups.values_list("pk", flat=True)]
    found = feeds.public_entries().filter(working_group__in=ids)
    return _feed(request, found, group.name, f"{group.slug}.ics", group.name)


@login_not_required
@read_only
def of_series(request: HttpRequest, slug: str) -> HttpResponse:
    """Public events of a public series."""
    series = get_object_or_404(Series, slug=slug, audience=Audience.PUBLIC)
    found = feeds.public_entries().filter(series=series)
    return _feed(request, found, series.title, f"{series.slug}.ics", series.title)


@login_not_required
@read_only
def of_event(request: HttpRequest, slug: str) -> HttpResponse:
    """One event the reader may see, as a file."""
    event = visible_event(request.user, slug)
    return _calendar(feeds.file_of(event), f"{event.slug}.ics", "attachment")


@never_cache
@login_not_required
@read_only
def of_person(request: HttpRequest, key: str) -> HttpResponse:
    """What a person is registered for, under the secret address; 404 once it was given up."""
    address = calendar_addresses.by_key(key)
    if address is None:
        raise Http404
    with translation.override(address.language):
        text = feeds.personal_feed(address, _("My events – Platform Reconstruction Ukraine"))
    response = _calendar(text, "my-events.ics")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Whether the reader has a calendar address; it is shown only once, when it is made."""
    return _own_page(request)


@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """Makes a new address; the one before ends. The answer shows it."""
    user = person(request)
    key = calendar_addresses.renew(person_key=user.email.casefold(), language=user.language, user=user)
    return _own_page(request, key)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """Gives the address up."""
    if calendar_addresses.end(person_key=person(request).email.casefold()):
        messages.success(request, _("The calendar address is no longer valid."))
    return redirect("event-calendar")


def _own_page(request: HttpRequest, key: str = "") -> HttpResponse:
    urls = (reverse("event-calendar-renew"), reverse("event-calendar-end"))
    return address_page(request, person(request).email.casefold(), urls, key)


def address_page(
    request: HttpRequest, person_key: str, urls: tuple[str, str], key: str = "", **context: Any
) -> HttpResponse:
    """Whether somebody has a calendar address, and the new one (`key`) this once; `urls`: where to renew and to end it."""
    url = settings.PORTAL_BASE_URL + reverse("event-calendar-personal", args=[key]) if key else ""
    address = calendar_addresses.standing_address(person_key)
    context |= {"address": address, "url": url, "renew_url": urls[0], "end_url": urls[1]}
    response = render(request, "events/my_calendar.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def _feed(
    request: HttpRequest, found: EventQuerySet, name: str, filename: str, *further: str
) -> HttpResponse:
    """With ETag: who has the present state already gets 304, and nothing is written out."""
    etag = feeds.stamp_of(found, *further)
    return _unless_known(request, etag, lambda: _calendar(feeds.feed_of(found, name), filename))


def _unless_known(request: HttpRequest, etag: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    known = get_conditional_response(request, etag=etag)
    response = known if known is not None and known.status_code == 304 else make()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    return response


def _calendar(text: str, filename: str, disposition: str = "inline") -> HttpResponse:
    response = HttpResponse(text.encode(), content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'{disposition}; filename="{filename}"'
    return response
