"""The desk's pages of a sending: watch, stop, go on, decide about doubtful mails, see who did not get it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from newsletter.enums import EditionState
from newsletter.enums_delivery import DeliveryState
from newsletter.forms_sending import RateForm, ScheduleForm
from newsletter.models import Edition
from newsletter.selectors import progress as selector
from newsletter.services import starting, steering
from newsletter.services.limits import lift_limit, set_limit
from platform_portal.core.desk.with_steps import person
from platform_portal.core.errors import BadParameter, Refusal
from platform_portal.core.export import csv_response
from platform_portal.core.htmx import HtmxRequest
from platform_portal.core.pages import paginate

#: htmx stops asking when it gets this status.
STOP_POLLING = 286
PER_PAGE = 100
#: States of mails that did not go out, or perhaps not.
NOT_SENT = (DeliveryState.FAILED, DeliveryState.SKIPPED, DeliveryState.UNKNOWN)


def _edition(pk: int) -> Edition:
    """An edition whose sending has begun, is planned or may be."""
    found = get_object_or_404(Edition, pk=pk)
    if not found.has_ledger and found.state not in (EditionState.SCHEDULED, EditionState.RELEASED):
        raise Http404
    return found


def _page(request: HttpRequest, template: str, title: str, edition: Edition, **context: Any) -> HttpResponse:
    crumbs = [
        (_("Editions"), reverse("admin:newsletter_edition_changelist")),
        (str(edition), reverse("edition-write", args=[edition.pk])),
    ]
    if "rows" in context:
        crumbs.append((_("Sending"), reverse("edition-sending", args=[edition.pk])))
    context |= {**admin.site.each_context(request), "title": title, "crumbs": [*crumbs, (title, "")]}
    return render(request, template, context | {"edition": edition})


@require_safe
def progress(request: HtmxRequest, pk: int) -> HttpResponse:
    """How far it is. htmx gets the figures only; without JavaScript the page loads itself again while mails go out."""
    edition = _edition(pk)
    is_sending = edition.state == EditionState.SENDING
    if request.htmx and request.htmx.target == "progress":
        if not is_sending:
            return HttpResponse(status=STOP_POLLING, headers={"HX-Refresh": "true"})
        context = {"edition": edition, "progress": selector.progress_of(edition)}
        return render(request, "desk/editions/sending.html#progress", context)
    response = _page(
        request,
        "desk/editions/sending.html",
        _("Sending of “%(name)s”") % {"name": edition},
        edition,
        progress=selector.progress_of(edition),
        doubtful=selector.doubtful(edition),
        came_back=selector.came_back(edition),
        log=edition.log.select_related("by").order_by("-at", "-pk")[:50],
        form=RateForm(),
        plan=ScheduleForm(),
    )
    if is_sending and not request.htmx:
        response.headers["Refresh"] = "10"
    return response


def _start(edition: Edition, by: User) -> str:
    started = starting.start(edition=edition, by=by)
    return ngettext(
        "The sending to %(count)d reader has begun.",
        "The sending to %(count)d readers has begun.",
        started.recipients,
    ) % {"count": started.recipients}


def _unschedule(edition: Edition, by: User) -> str:
    starting.unschedule(edition=edition, by=by)
    return _("The plan is taken back.")


def _pause(edition: Edition, by: User) -> str:
    steering.pause(edition=edition, by=by)
    return _("Paused. Each sender finishes the mail it has begun.")


def _resume(edition: Edition, by: User) -> str:
    steering.resume(edition=edition, by=by)
    return _("The sending goes on.")


def _cancel(edition: Edition, by: User) -> str:
    steering.cancel(edition=edition, by=by)
    return _("Cancelled. Who was still waiting gets nothing.")


def _again(edition: Edition, by: User) -> str:
    count = steering.send_again(edition=edition, by=by)
    return ngettext("%(count)d mail is sent again.", "%(count)d mails are sent again.", count) % {
        "count": count
    }


def _leave(edition: Edition, by: User) -> str:
    count = steering.leave(edition=edition, by=by)
    return ngettext("%(count)d mail stays as it is.", "%(count)d mails stay as they are.", count) % {
        "count": count
    }


#: Acts of the page; those of the second row only with a tick.
ACTS: dict[str, Callable[[Edition, User], str]] = {
    "start": _start, "unschedule": _unschedule, "pause": _pause, "resume": _resume, "leave": _leave, "cancel": _cancel, "again": _again,
}  # fmt: skip
NEED_A_TICK = {"cancel", "start", "again"}


@require_POST
def steer(request: HtmxRequest, pk: int) -> HttpResponse:
    """Start, pause, resume, cancel, and what becomes of doubtful mails."""
    edition = get_object_or_404(Edition, pk=pk)
    act = request.POST.get("act", "")
    if act not in ACTS:
        raise BadParameter(_("There is no such step."))
    if act in NEED_A_TICK and request.POST.get("sure") != "yes":
        messages.error(request, _("Please confirm with a tick."))
        return redirect("edition-sending", pk=pk)
    try:
        messages.success(request, ACTS[act](edition, person(request)))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("edition-sending", pk=pk)


@require_POST
def plan(request: HtmxRequest, pk: int) -> HttpResponse:
    """Plans the start of a released edition."""
    edition = get_object_or_404(Edition, pk=pk)
    form = ScheduleForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("edition-sending", pk=pk)
    try:
        starting.schedule(edition=edition, at=form.cleaned_data["moment"], by=person(request))
        messages.success(request, _("The start is planned."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect("edition-sending", pk=pk)


@require_POST
def rate(request: HtmxRequest, pk: int) -> HttpResponse:
    """Changes the speed; holds from the next mail on."""
    edition = _edition(pk)
    form = RateForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please give a number between 1 and 100,000, or nothing."))
    elif number := form.cleaned_data["per_minute"]:
        set_limit(messages=number, seconds=60, edition=edition, by=person(request))
        messages.success(request, _("The speed is changed."))
    else:
        lift_limit(edition=edition, by=person(request))
        messages.success(request, _("The speed is changed."))
    return redirect("edition-sending", pk=pk)


def _state(request: HttpRequest) -> str:
    state = request.GET.get("state", "")
    if state and state not in NOT_SENT:
        raise BadParameter(_("There is no such state."))
    return state


@require_safe
def not_sent(request: HtmxRequest, pk: int) -> HttpResponse:
    """Who did not get it, and why."""
    edition, state = _edition(pk), _state(request)
    rows = paginate(request, selector.not_sent(edition, state), PER_PAGE)
    title = _("Who did not get “%(name)s”") % {"name": edition}
    states = [(one.value, one.label) for one in NOT_SENT]
    return _page(
        request, "desk/editions/not_sent.html", title, edition, rows=rows, states=states, state=state
    )


@require_safe
def not_sent_file(request: HtmxRequest, pk: int) -> HttpResponse:
    """The same as CSV."""
    edition, state = _edition(pk), _state(request)
    header = [
        _("e-mail address"),
        _("language"),
        _("state"),
        _("reason"),
        _("answer of the mail server"),
        _("attempts"),
    ]
    rows = (
        (
            row.address,
            row.language,
            row.get_state_display(),
            row.get_reason_display(),
            row.answer,
            row.attempts,
        )
        for row in selector.not_sent(edition, state).iterator(chunk_size=2_000)
    )
    return csv_response(f"{edition.slug}.csv", header, rows)
