"""From the introduction to a confirmed partnership; every step is a POST that leads back to the room."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.signed_in import person_of
from partnerships.forms_living import KindForm, TrialForm
from partnerships.models import Introduction
from partnerships.services.living import initiating
from partnerships.views.living.room import shared_or_404
from platform_portal.core.errors import Refusal


@require_POST
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Begins the partnership of an introduction; a second time leads to the same one."""
    introduction = get_object_or_404(Introduction.objects.visible_to(request.user), request=pk)
    try:
        partnership = initiating.begin(introduction=introduction, by=person_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(introduction)
    return redirect("partnership-room", partnership.slug)


@require_POST
def tick(request: HttpRequest, slug: str) -> HttpResponse:
    """Ticks a point, or takes the tick away."""
    partnership = shared_or_404(request, slug)
    try:
        initiating.tick(
            partnership=partnership,
            item=request.POST.get("item", ""),
            is_done=request.POST.get("done") == "yes",
            by=person_of(request),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_room(slug) + "#checklist")


@require_POST
def trial(request: HttpRequest, slug: str) -> HttpResponse:
    """Sets the end of the trial period."""
    partnership = shared_or_404(request, slug)
    form = TrialForm(request.POST)
    try:
        if not form.is_valid():
            raise Refusal(_("Please choose a day."))
        initiating.set_trial(
            partnership=partnership, ends_on=form.cleaned_data["ends_on"], by=person_of(request)
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_room(slug))


@require_POST
def kind(request: HttpRequest, slug: str) -> HttpResponse:
    """Changes the kind."""
    partnership = shared_or_404(request, slug)
    form = KindForm(request.POST)
    try:
        if not form.is_valid():
            raise Refusal(_("There is no such kind of partnership."))
        initiating.set_kind(partnership=partnership, kind=form.cleaned_data["kind"], by=person_of(request))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_room(slug))


@require_POST
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    """A side confirms."""
    partnership = shared_or_404(request, slug)
    try:
        found = initiating.confirm(partnership=partnership, by=person_of(request))
        is_public = found.status == "active"
        messages.success(
            request,
            _("All sides have confirmed: the partnership is in the register now.")
            if is_public
            else _(
                "Thank you. As soon as the other side has confirmed too, the partnership is in the register."
            ),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_room(slug))


@require_POST
def give_up(request: HttpRequest, slug: str) -> HttpResponse:
    """Ends the initiation."""
    partnership = shared_or_404(request, slug)
    try:
        initiating.give_up(partnership=partnership, by=person_of(request))
        messages.success(request, _("The initiation has been ended. Nothing of it becomes public."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(_room(slug))


def _room(slug: str) -> str:
    return reverse("partnership-room", args=[slug])
