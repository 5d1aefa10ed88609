"""The secretariat's board of requests and what it does with one."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.signed_in import person_of
from partnerships.enums_requests import OVERRIDES, RequestStatus
from partnerships.forms_requests import NoteForm, OverrideForm, ReasonForm
from partnerships.models import CooperationRequest
from partnerships.selectors import request_board
from partnerships.services.requests import sending, steering
from platform_portal.core.errors import BadParameter, Refusal
from platform_portal.core.reading import read_only


@read_only
@never_cache
def board(request: HttpRequest) -> HttpResponse:
    """All requests by state; `?mine=1` those of the reader, `?status=` one column in full."""
    _only_secretariat(request)
    status = request.GET.get("status", "")
    if status and status not in RequestStatus.values:
        raise BadParameter(_("There is no such status."))
    mine = request.GET.get("mine") == "1"
    columns = request_board.board(owner=person_of(request) if mine else None, status=status)
    context = {"columns": columns, "mine": mine, "status": status}
    return render(request, "requests/request_board.html", context)


@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Passes a checked request on."""
    found = _for_secretariat(request, pk)
    return _done(
        request,
        found,
        lambda: sending.approve(request=found, by=person_of(request)),
        _("The request has been passed on."),
    )


@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks the sender to change something."""
    found = _for_secretariat(request, pk)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return _done(
        request,
        found,
        lambda: sending.send_back(request=found, by=person_of(request), reason=reason),
        _("The sender has been asked to change something."),
    )


@require_POST
def take_over(request: HttpRequest, pk: int) -> HttpResponse:
    """Looks after the request from now on."""
    found = _for_secretariat(request, pk)
    return _done(
        request,
        found,
        lambda: steering.take_over(request=found, by=person_of(request)),
        _("You look after this request now."),
    )


@require_POST
def override(request: HttpRequest, pk: int) -> HttpResponse:
    """Sets a state with a reason."""
    found = _for_secretariat(request, pk)
    form = OverrideForm(request.POST, states=sorted(OVERRIDES.get(found.status, ())))
    if not form.is_valid():
        messages.error(request, _("Please choose a new status and give the reason."))
        return redirect(found)
    return _done(
        request,
        found,
        lambda: steering.override(request=found, by=person_of(request), **form.cleaned_data),
        _("The status has been changed."),
    )


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Writes a note."""
    found = _for_secretariat(request, pk)
    form = NoteForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    return _done(
        request,
        found,
        lambda: steering.add_note(request=found, text=text, by=person_of(request)),
        _("The note has been saved."),
    )


@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Whether the sender's next requests need the check."""
    found = _for_secretariat(request, pk)
    is_waived = request.POST.get("waived") == "1"
    return _done(
        request,
        found,
        lambda: steering.set_waiver(actor=found.sender, is_waived=is_waived, by=person_of(request)),
        _("Requests of this actor go without a check from now on.")
        if is_waived
        else _("Requests of this actor are checked from now on."),
    )


def _done(
    request: HttpRequest, found: CooperationRequest, act: Callable[[], object], words: str
) -> HttpResponse:
    try:
        act()
        messages.success(request, words)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


def _only_secretariat(request: HttpRequest) -> None:
    if not person_of(request).is_staff:
        raise Http404


def _for_secretariat(request: HttpRequest, pk: int) -> CooperationRequest:
    _only_secretariat(request)
    return get_object_or_404(CooperationRequest.objects.visible_to(request.user).with_sides(), pk=pk)
