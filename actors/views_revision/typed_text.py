"""No typed text is lost: drafts kept by the page while somebody types, and forms that come back after their session has ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.signed_in import person_of
from actors.revisions import opened
from actors.services import form_drafts
from platform_portal.core.errors import Refusal

type View = Callable[..., HttpResponseBase]


def keeps_typed_text(view: View) -> View:
    """For forms with a note (`actors.revisions.opened`): when the session has ended, or somebody has logged in again in another
    window, what was typed becomes a draft of the person the form was made for, and waits behind the login.

    The note is signed and given to that person only, so nobody else can write a draft for them.
    """

    @login_not_required
    @csrf_exempt
    @never_cache
    @wraps(view)
    def protected(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs) if request.user.is_authenticated else _to_login(request)
        refusal = _forged(request)
        if request.user.is_authenticated and refusal is None:
            return view(request, *args, **kwargs)
        if _kept(request):
            return _told(request)
        return refusal if request.user.is_authenticated and refusal is not None else _to_login(request)

    return protected


def _told(request: HttpRequest) -> HttpResponseBase:
    if request.user.is_authenticated:
        messages.warning(request, _("What you typed has been kept. Please look at it and send it again."))
        return redirect(request.path)
    messages.warning(
        request, _("Your session has ended. What you typed is kept: log in, look at it and send it again.")
    )
    return _to_login(request)


def _to_login(request: HttpRequest) -> HttpResponseBase:
    return redirect_to_login(request.path)


def _forged(request: HttpRequest) -> HttpResponseBase | None:
    """The check every other form gets from the middleware: here the answer to a failure depends on the note."""
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    return check.process_view(request, _unmarked, (), {})


def _unmarked(_request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _kept(request: HttpRequest) -> bool:
    note = opened.read(request.POST.get("seen", ""), max_age=opened.KEPT_WITHOUT_SESSION)
    owner = User.objects.filter(pk=note.user, is_active=True).first() if note else None
    if note is None or owner is None:
        return False
    try:
        form_drafts.keep(user=owner, form=note.key, data=typed(request))
    except Refusal:
        return False
    return True


def typed(request: HttpRequest) -> dict[str, list[str]]:
    """What was typed, with the note, without the token."""
    return {name: request.POST.getlist(name) for name in request.POST if name != "csrfmiddlewaretoken"}


@login_not_required
@csrf_exempt  # the signed note of the form takes the place of the token, which changes at every login
@never_cache
@require_POST
def draft(request: HttpRequest, form: str) -> JsonResponse:
    """Keeps what is being typed; says when, or that the session has ended (401: kept all the same)."""
    note = opened.read(request.POST.get("seen", ""), max_age=opened.KEPT_WITHOUT_SESSION)
    owner = User.objects.filter(pk=note.user, is_active=True).first() if note else None
    is_theirs = not request.user.is_authenticated or (note is not None and request.user.pk == note.user)
    if note is None or owner is None or note.key != form or not is_theirs:
        raise Http404
    try:
        kept = form_drafts.keep(user=owner, form=form, data=typed(request))
    except Refusal as refusal:
        return JsonResponse({"detail": str(refusal)}, status=422)
    at = date_format(timezone.localtime(kept.saved_at), "H:i")
    if not request.user.is_authenticated:
        text = _(
            "Your session has ended. What you typed is kept: press the button, log in, and it is here again."
        )
        return JsonResponse({"saved_at": at, "text": text}, status=401)
    return JsonResponse({"saved_at": at, "text": _("Draft saved at %(time)s") % {"time": at}})


@never_cache
@require_POST
def discard_draft(request: HttpRequest, form: str) -> HttpResponse:
    """Forgets the draft and shows the form as it is published."""
    form_drafts.discard(user=person_of(request), form=form)
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    messages.success(request, _("The draft has been discarded."))
    return redirect(back if is_ours else reverse("my-changes"))
