"""How events appear on profiles, working groups, regions and at the desk."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from actors.models import Actor, WorkingGroup
from events.enums import DatePrecision
from events.models import Event, Session
from events.querysets import EventQuerySet, is_desk
from events.selectors.cards import Card, lines_of
from events.selectors.organisers import organisers
from places.models import Region

SHOWN = 6


def actor_events(request: HttpRequest | None, *, actor: Actor, **_context: Any) -> str:
    """What an actor organises, on its profile; "" where there is nothing ahead."""
    if actor.pk not in organisers():
        return ""
    found = Event.objects.filter(pk__in=actor.organised_events.values("pk"))
    return _block(request, found, _("Events"), "")


def group_events(request: HttpRequest | None, *, group: WorkingGroup, **_context: Any) -> str:
    """The next meetings of a working group and its small groups, and the latest ones that are over."""
    ids = [group.pk, *group.sub_groups.values_list("pk", flat=True)]
    found = Event.objects.filter(working_group__in=ids)
    url = f"{reverse('events')}?working_group={group.slug}&when=all"
    return _block(request, found, _("Events"), url, feed=reverse("group-calendar", args=[group.slug]), past=3)


def region_events(request: HttpRequest | None, *, region: Region, **_context: Any) -> str:
    """What takes place in a region; "" where there is nothing ahead."""
    found = Event.objects.filter(place__region=region)
    return _block(request, found, _("Events"), f"{reverse('events')}?region={region.slug}")


def next_events(user: Any, number: int = 3, now: dt.datetime | None = None) -> list[Card]:
    """The next events the reader sees, for the overview."""
    found = (
        Event.objects.visible_to(user)
        .published()
        .filter(cancelled_at=None, date_precision=DatePrecision.DAY)
        .upcoming(now)
    )
    return lines_of(found[:number], now)


def _block(
    request: HttpRequest | None,
    found: EventQuerySet,
    heading: str,
    url: str,
    *,
    feed: str = "",
    past: int = 0,
) -> str:
    user = getattr(request, "user", None) or AnonymousUser()
    now = timezone.now()
    visible = found.filter(pk__in=Event.objects.visible_to(user).published().values("pk"))
    ahead = lines_of(visible.exclude(date_precision=DatePrecision.OPEN).upcoming(now)[:SHOWN], now)
    dated = visible.filter(date_precision=DatePrecision.DAY)
    over = lines_of(dated.past(now)[:past], now) if past else []
    planned = lines_of(visible.filter(date_precision=DatePrecision.OPEN)[:past], now) if past else []
    if not (ahead or over or planned):
        return ""
    context = {"cards": ahead, "past": over, "planned": planned, "heading": heading, "url": url, "feed": feed}
    return render_to_string("events/parts/block.html", context, request=request)


def programme_link(request: HttpRequest | None, *, object: Any, **_context: Any) -> str:
    """The way from an event or a session at the desk to the draft of its programme."""
    event = object if isinstance(object, Event) else object.event if isinstance(object, Session) else None
    if event is None or request is None or not is_desk(request.user):
        return ""
    return format_html(
        '<p class="pw-cluster"><a class="kern-btn kern-btn--secondary" href="{}"><span class="kern-label">{}</span></a>'
        '<a href="{}?event__id__exact={}">{}</a></p>',
        reverse("admin:events_session_programme", args=[event.pk]),
        _("Programme: preview and release"),
        reverse("admin:events_session_changelist"),
        event.pk,
        _("Sessions as a list"),
    )
