"""The pages of one registration, by its personal link, without logging in. GET changes nothing; every POST may be sent twice."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from events.enums import BookingStatus, RegistrationStatus
from events.forms_registration import ChangeForm
from events.models import Booking, Registration
from events.registration_links import path_for
from events.selectors import registrations as selectors
from events.selectors.registration_form import offer
from events.services import calendar_addresses, changing, clashes, inviting, leaving, registering
from events.services.choices import Clash
from events.services.places import Busy
from events.views.calendar import address_page
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)
type View = Callable[..., HttpResponse]


def with_registration(view: Callable[[HttpRequest, Registration], HttpResponse]) -> View:
    """Opens the link; 404 for one the portal did not make. Nothing of these pages is kept by caches or told to other sites."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, key: str) -> HttpResponse:
        registration = selectors.find(key)
        if registration is None:
            return _unknown(request)
        return view(request, registration)

    return opened


def _unknown(request: HttpRequest) -> HttpResponse:
    log.warning("an unknown link of a registration was opened")
    title = _("This link is not known")
    text = _(
        "Please copy the whole address from the mail. If that does not help, the secretariat sends you a new one."
    )
    return render(request, "events/registration/unusable.html", {"title": title, "text": text}, status=404)


def attempt(
    request: HttpRequest, registration: Registration, act: Callable[[], object], done: str
) -> HttpResponse:
    """One service, then back to the page: with a word of thanks, or with what stands against it."""
    try:
        act()
        messages.success(request, done)
    except Busy:
        messages.warning(
            request, _("Very many are doing the same at this moment. Nothing was changed; please try again.")
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return redirect(path_for(registration))


@require_safe
@with_registration
def page(request: HttpRequest, registration: Registration) -> HttpResponse:
    """How the registration stands, and what can be done."""
    return render(
        request, "events/registration/mine.html", selectors.page_context(selectors.mine(registration))
    )


@require_POST
@with_registration
def confirm(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The address is right; or the invitation is accepted."""
    if registration.status == RegistrationStatus.INVITED:
        return attempt(
            request,
            registration,
            lambda: inviting.accept(registration=registration),
            _("Thank you. You take part."),
        )
    return attempt(
        request, registration, lambda: registering.confirm(registration=registration),
        _("Thank you. Your registration is confirmed."),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@with_registration
def calendar(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The secret calendar address of the person who registered, made and given up by POST; shown only when it is made."""
    key, here = "", request.path
    if request.method == "POST" and request.POST.get("act") == "end":
        if calendar_addresses.end(person_key=registration.person_key):
            messages.success(request, _("The calendar address is no longer valid."))
        return redirect(here)
    if request.method == "POST":
        key = calendar_addresses.renew(
            person_key=registration.person_key, language=registration.language, user=registration.user
        )
    return address_page(request, registration.person_key, (here, here), key, back_url=path_for(registration))


@require_http_methods(["GET", "HEAD", "POST"])
@with_registration
def cancel(request: HttpRequest, registration: Registration) -> HttpResponse:
    """A page that asks, and the POST that cancels."""
    found = selectors.mine(registration)
    if request.method != "POST":
        return render(request, "events/registration/cancel.html", selectors.page_context(found))
    known = {str(one.pk): one.pk for one in found.colleagues}
    also = [known[value] for value in request.POST.getlist("colleague") if value in known]
    return attempt(
        request, registration, lambda: leaving.cancel(registration=registration, colleagues=also),
        _("Your registration is cancelled."),
    )  # fmt: skip


@require_POST
@with_registration
def mode(request: HttpRequest, registration: Registration) -> HttpResponse:
    """From on site to online, or back."""
    wanted = request.POST.get("mode", "")
    return attempt(
        request, registration,
        lambda: changing.switch_mode(registration=registration, mode=wanted, accepts_clash=True),
        _("Your registration has changed."),
    )  # fmt: skip


@require_POST
@with_registration
def offered(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Takes an offer, or gives it up."""
    booking = _booking(request, registration)
    if booking is None:
        return _unknown(request)
    if request.POST.get("answer") == "accept":
        return attempt(
            request, registration, lambda: changing.accept_offer(booking=booking), _("The place is yours.")
        )
    return attempt(
        request,
        registration,
        lambda: changing.refuse_offer(booking=booking),
        _("The place goes to the next one."),
    )


@require_POST
@with_registration
def choose(request: HttpRequest, registration: Registration) -> HttpResponse:
    """One of two things at the same time."""
    booking = _booking(request, registration)
    if booking is None or registration.status == RegistrationStatus.UNCONFIRMED:
        return _unknown(request)
    keep = request.POST.get("answer") == "keep"
    return attempt(
        request,
        registration,
        lambda: clashes.choose(booking=booking, keep=keep),
        _("Thank you, you have chosen."),
    )


def _booking(request: HttpRequest, registration: Registration) -> Booking | None:
    """One of the person's own bookings."""
    value = request.POST.get("booking", "")
    if not (value.isascii() and value.isdigit() and len(value) < 12):
        return None
    found = registration.bookings.exclude(status=BookingStatus.RELEASED).filter(pk=int(value)).first()
    return found or registration.bookings.filter(pk=int(value)).first()


@require_http_methods(["GET", "HEAD", "POST"])
@with_registration
def change(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Sessions and answers."""
    found = selectors.mine(registration)
    if not found.is_open or registration.event.is_cancelled:
        messages.error(request, _("This registration cannot be changed any more."))
        return redirect(path_for(registration))
    is_post = request.method == "POST"
    form = ChangeForm(
        *((request.POST, request.FILES) if is_post else ()),
        offer=offer(registration.event, request.user, registration), registration=registration,
    )  # fmt: skip
    status = 200
    if is_post:
        status = _save(form, registration)
        if status == 302:
            messages.success(request, _("Your registration has changed."))
            return redirect(path_for(registration))
    context = selectors.page_context(found) | {"form": form, "is_busy": status == 503}
    return render(request, "events/registration/change.html", context, status=status)


def _save(form: ChangeForm, registration: Registration) -> int:
    """Sessions first: whether they are to be had decides about the rest."""
    if not form.is_valid():
        return 422
    try:
        if "sessions" in form.fields:
            changing.change_sessions(
                registration=registration, wish=form.wish(), accepts_clash=form.cleaned_data["accepts_clash"]
            )
        changing.change_answers(
            registration=registration, fields=form.changes(), given=form.given(), keep=form.kept_files()
        )
    except Busy:
        return 503
    except Clash as clash:
        form.note_clash(str(clash), may_be_accepted=clash.may_be_accepted)
        return 422
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return 422
    return 302


@require_safe
@with_registration
def stream(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Leads to the stream; until it opens, a page that says when."""
    found = selectors.mine(registration)
    if found.stream_url:
        return redirect(registration.event.stream_url)
    status = 403 if found.event.stream_url else 404
    return render(request, "events/registration/stream.html", selectors.page_context(found), status=status)
