"""The form of a registration, with or without an account; without, the answer is the same for every address."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.limits import Limit, exceeded
from accounts.models import User
from events.forms_registration import RegistrationForm
from events.models import Event
from events.registration_links import path_for
from events.selectors.event_row import event_by_slug
from events.selectors.registration_box import Box, BoxState, registration_box
from events.selectors.registration_form import offer
from events.selectors.registrations import about
from events.services import registering
from events.services.choices import Clash
from events.services.places import Busy
from platform_portal.core.client_address import client_address
from platform_portal.core.errors import Refusal
from platform_portal.core.reading import read_only

log = logging.getLogger(__name__)

#: Forms a client may send within an hour (many people share the address of a town hall), and mails an address gets within a day.
PER_CLIENT, PER_ADDRESS = 60, 5
DAY = 24 * 3600


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """The form; 409 with the reason where it is not open, 503 with the form as it was where the places are locked for too long."""
    event = event_by_slug(request.user, slug)
    if event is None:
        raise Http404
    user = request.user if isinstance(request.user, User) else None
    box = registration_box(event, request.user)
    if box.state == BoxState.YOURS and box.own:
        return redirect(box.own.url)
    if not box.can_register and box.state != BoxState.FULL:
        return _closed(request, box)
    is_post = request.method == "POST"
    form = RegistrationForm(
        *((request.POST, request.FILES) if is_post else ()),
        offer=offer(event, request.user, places=box.places),
        user=user,
    )
    status = 200
    if is_post:
        if form.is_trapped:
            return redirect("event-register-sent", slug)
        if user is None and (refused := _beyond_limits(request, slug, form)):
            return refused
        status, answer = _send(request, event, form, user)
        if answer is not None:
            return answer
    return _page(request, event, box, form, status)


def _beyond_limits(request: HttpRequest, slug: str, form: RegistrationForm) -> HttpResponse | None:
    """Counts the form for the client, a complete one for the address, too; the answer where it is one too many."""
    client = Limit("register", client_address(request), PER_CLIENT)
    mails = Limit("register-mail", form.person().key, PER_ADDRESS, DAY) if form.is_valid() else None
    found = exceeded(client, mails)
    if found is None:
        return None
    if found is client:
        return too_often(request)
    log.warning("a registration asked for too many mails to one address")
    return redirect("event-register-sent", slug)


def _send(
    request: HttpRequest, event: Event, form: RegistrationForm, user: User | None
) -> tuple[int, HttpResponse | None]:
    """Registers; or notes in the form what stands against it."""
    if not form.is_valid():
        return 422, None
    try:
        outcome = registering.register(
            event=event, person=form.person(), wish=form.wish(), details=form.details((get_language() or "de")[:2]),
            colleagues=form.colleagues(), user=user, accepts_clash=form.cleaned_data["accepts_clash"],
        )  # fmt: skip
    except Busy:
        return 503, None
    except Clash as clash:
        form.note_clash(str(clash), may_be_accepted=clash.may_be_accepted)
        return 422, None
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return 422, None
    if user is None:
        return 302, redirect("event-register-sent", event.slug)
    messages.success(request, _("Thank you. This is your registration; you get a mail, too."))
    return 302, redirect(path_for(outcome.registration))


def _page(request: HttpRequest, event: Event, box: Box, form: RegistrationForm, status: int) -> HttpResponse:
    if status == 422:
        form.renew(offer(event, request.user))
    context = about(event) | {"box": box, "form": form, "is_busy": status == 503}
    response = render(request, "events/registration/register.html", context, status=status)
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response


def _closed(request: HttpRequest, box: Box) -> HttpResponse:
    """Why nobody can register here: for a GET as for a POST."""
    status = 200 if request.method != "POST" else 409
    return render(request, "events/registration/closed.html", about(box.event) | {"box": box}, status=status)


@login_not_required
@read_only
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The same words for every address."""
    event = get_object_or_404(Event.objects.visible_to(request.user), slug=slug)
    return render(request, "events/registration/sent.html", about(event))


def too_often(request: HttpRequest) -> HttpResponse:
    """429: this form was sent too often from here."""
    log.warning("registrations were sent too often from one address")
    title = _("Sent too often")
    text = _("To keep out robots, this form can be sent only some times an hour. Please try again later.")
    return render(request, "events/registration/unusable.html", {"title": title, "text": text}, status=429)
