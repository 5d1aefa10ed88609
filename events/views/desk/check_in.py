"""The door of an event: one page for the phone, by code or by name; scans also come as JSON from a device that was offline."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from events.enums import MODES_OF, Mode
from events.models import Event, Session
from events.selectors import door as selectors
from events.services import check_in as services
from events.services.check_in import Door, Outcome
from events.views.desk.frame import event_or_404, page
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import BadParameter, Refusal
from platform_portal.core.params import search_term


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _door(event: Event, given: Any) -> Door:
    """Event or session, on site or online, as the address or the form says."""
    session = None
    if given.get("session"):
        number = _number(given["session"])
        if number is None:
            raise BadParameter(_("There is no such session."))
        session = get_object_or_404(Session.objects.filter(event=event).bookable(), pk=number)
    mode = given.get("mode") or MODES_OF[event.format][0]
    if mode not in Mode.values:
        raise BadParameter(_("There is no such way of taking part."))
    return Door(event, session, mode)


def _address(door: Door) -> str:
    query = {"mode": door.mode} | ({"session": door.session.pk} if door.session else {})
    return f"{reverse('event-check-in', args=[door.event.pk])}?{urlencode(query)}"


@require_safe
def check_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is expected, who is there; everything works without JavaScript too."""
    event = event_or_404(pk)
    door = _door(event, request.GET)
    term = search_term(request.GET)
    expected = selectors.expected(door)
    shown = list((selectors.named(expected, term) if term else expected)[: selectors.MOST])
    return page(
        request,
        event,
        "event-check-in",
        "desk/events/check_in.html",
        _("Check-in: %(event)s") % {"event": event.title},
        door=door,
        address=_address(door),
        places=shown,
        there=sum(hasattr(place, "check_in") for place in shown),
        term=term,
        sessions=list(Session.objects.filter(event=event).bookable()),
        modes=[(mode.value, mode.label) for mode in MODES_OF[event.format]],
    )


@require_POST
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """One scan: a code or a registration; answered as JSON where that is asked for."""
    event = event_or_404(pk)
    door = _door(event, request.POST)
    as_json = "application/json" in request.headers.get("Accept", "")
    try:
        outcome = services.check_in(door=door, by=person(request), **_scanned(request))
    except Refusal as refusal:
        if as_json:
            return JsonResponse({"tone": "no", "text": str(refusal)})
        messages.error(request, str(refusal))
        return redirect(_address(door))
    tone, text = _said(door, outcome)
    if as_json:
        return JsonResponse({"tone": tone, "text": text, "registration": outcome.registration.pk})
    (messages.success if outcome.is_new else messages.warning)(request, text)
    return redirect(_address(door))


def _scanned(request: HttpRequest) -> dict[str, Any]:
    given = request.POST
    moment = None
    try:
        number = uuid.UUID(given["scan"]) if given.get("scan") else None
        moment = parse_datetime(given["at"]) if given.get("at") else None
    except ValueError as error:
        raise BadParameter(_("This scan cannot be read.")) from error
    if given.get("at") and (moment is None or moment.tzinfo is None):
        raise BadParameter(_("This scan cannot be read."))
    registration = None
    if given.get("registration"):
        registration = _number(given["registration"])
        if registration is None:
            raise Http404
    code = given.get("code", "").replace("\x00", "")[:100]
    return {"code": code, "registration": registration, "scan": number, "at": moment}


def _said(door: Door, outcome: Outcome) -> tuple[str, str]:
    found = outcome.registration
    name = f"{found.name}, {found.organisation}" if found.organisation else found.name
    if outcome.is_new:
        return "ok", _("Checked in: %(name)s") % {"name": name}
    local = outcome.at.astimezone(door.event.tzinfo)
    return "again", _("%(name)s was already checked in at %(time)s.") % {
        "name": name,
        "time": local.strftime("%H:%M"),
    }


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a check-in back."""
    event = event_or_404(pk)
    door = _door(event, request.POST)
    number = _number(request.POST.get("registration", ""))
    if number is None:
        raise Http404
    try:
        found = services.take_back(door=door, registration=number, by=person(request))
        messages.success(request, _("The check-in of %(name)s was taken back.") % {"name": found.name})
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_address(door))
