"""The participants of an event at the desk: list with filter and counts, steps with a preview, files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST, require_safe

from events import badges, exports_participants, filters_participants
from events.enums import Food, Mode, ParticipantState, Presence
from events.models import Event, Registration
from events.selectors import participants as selectors
from events.services import desk_steps
from events.views.desk.frame import event_or_404, page
from platform_portal.core import address_filter
from platform_portal.core.context import LANGUAGE_NAMES
from platform_portal.core.desk import steps
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import BadParameter, Refusal
from platform_portal.core.pages import paginate

PER_PAGE = 50


@require_safe
def participants(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes part, wants to, or did."""
    event = event_or_404(pk)
    chosen = filters_participants.of_event(event, request.GET, request)
    shown = paginate(request, selectors.with_bookings(chosen.qs), PER_PAGE)
    there, confirmed = selectors.present(event)
    return page(
        request,
        event,
        "event-participants",
        "desk/events/participants.html",
        _("Participants: %(event)s") % {"event": event.title},
        page=shown,
        rows=selectors.rows(shown.object_list),
        filter=chosen,
        choices=_choices(chosen),
        pills=address_filter.pills(chosen, request.GET, label=_labels(chosen)),
        places=selectors.places(event),
        states=selectors.states(event),
        breakdowns=selectors.breakdowns(event),
        waiting=selectors.waiting(event),
        there=there,
        confirmed=confirmed,
        steps=desk_steps.STEPS,
        query=request.GET.urlencode(),
        formats=exports_participants.FORMATS,
        list_path=reverse("event-participants", args=[event.pk]),
    )


def _choices(chosen: filters_participants.ParticipantFilter) -> list[tuple[str, Any, Any, str]]:
    """Name, label, options and value of each list of choices."""
    value = chosen.cleaned
    options: tuple[tuple[str, Any, Any], ...] = (
        ("state", _("State"), ParticipantState.choices),
        ("mode", pgettext("in an event", "Taking part"), Mode.choices),
        ("session", _("Session"), chosen.sessions),
        ("group", _("Group of actors"), chosen.groups),
        ("language", _("Language"), tuple(LANGUAGE_NAMES.items())),
        ("food", _("Food"), Food.choices),
        ("needs", _("Access needs"), filters_participants.NEEDS),
        ("presence", _("Presence"), Presence.choices),
    )
    found = []
    for name, label, pairs in options:
        given = value.get(name, "")
        if pairs:
            found.append((name, label, pairs, given[0] if isinstance(given, list) else given))
    return found


def _labels(chosen: filters_participants.ParticipantFilter) -> Any:
    names = {name: dict(pairs) for name, _label, pairs, _value in _choices(chosen)}
    return lambda name, value: str(names.get(name, {}).get(value, value))


def _ticked(request: HttpRequest, event: Event) -> list[Registration]:
    """The ticked ones, or all the filter finds; one more than is taken at once."""
    if request.POST.get("which") == "all":
        query = QueryDict(request.POST.get("query", "")[:2000])
        found = filters_participants.of_event(event, query).qs
    else:
        given = request.POST.getlist("registration")[: steps.MOST + 1]
        numbers = [int(value) for value in given if value.isascii() and value.isdigit() and len(value) < 10]
        found = event.registrations.filter(pk__in=numbers)
    return list(found.order_by("created_at", "pk")[: steps.MOST + 1])


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A step on the chosen ones: a preview first, done with `confirm`; whoever it could not be done to for the moment is shown again."""
    event = event_or_404(pk)
    back = reverse("event-participants", args=[event.pk])
    query = request.POST.get("query", "")[:2000]
    back = f"{back}?{query}" if query else back
    reason = " ".join(request.POST.get("reason", "").replace("\x00", "").split())[:400]
    step = desk_steps.step_of(request.POST.get("step", ""), reason)
    if step is None:
        raise BadParameter(_("There is no such step."))
    chosen = _ticked(request, event)
    if not chosen or len(chosen) > steps.MOST:
        text = _("Choose at least one and at most %(number)s participants.") % {"number": steps.MOST}
        messages.warning(request, text)
        return redirect(back)
    if request.POST.get("confirm") == "yes":
        outlooks = [outlook for outlook in _run(request, step, chosen) if outlook.passes]
    else:
        outlooks = desk_steps.trial(step, chosen, person(request))
    if outlooks:
        return page(
            request,
            event,
            "",
            "desk/events/step_preview.html",
            str(step.label),
            step=step,
            reason=reason,
            will=[outlook for outlook in outlooks if outlook.passes or not outlook.refusal],
            cannot=[outlook for outlook in outlooks if outlook.refusal and not outlook.passes],
            back=back,
            query=query,
        )
    return redirect(back)


def _run(request: HttpRequest, step: steps.Step, chosen: list[Registration]) -> list[steps.Outlook]:
    outlooks, done = steps.run(step, chosen, person(request))
    for outlook in outlooks:
        if outlook.refusal:
            name = getattr(outlook.obj, "name", "")
            messages.warning(request, f"{name}: {outlook.refusal}")
    if done:
        text = ngettext("%(step)s: %(number)s participant.", "%(step)s: %(number)s participants.", len(done))
        messages.success(request, text % {"step": step.label, "number": len(done)})
    return outlooks


@require_safe
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The list as filtered, as a file: csv, xlsx, badges or attendance (PDF)."""
    event = event_or_404(pk)
    found = filters_participants.of_event(event, request.GET, request).qs
    try:
        if form in exports_participants.FORMATS:
            return exports_participants.in_format(event, found, form, by=person(request))
        if form in badges.KINDS:
            return badges.answer(event, found, form)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("event-participants", pk=event.pk)
    raise BadParameter(_("There is no such file format."))
