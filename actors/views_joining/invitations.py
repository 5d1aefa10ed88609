"""The page behind the link of an invitation: reading changes nothing, the answer is a POST."""

from __future__ import annotations

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import User
from actors.forms_joining import NewAccountForm
from actors.models import Invitation
from actors.selectors import people as selectors
from actors.services import invitations
from actors.views_joining.answers import unknown_link, used_link
from platform_portal.core.errors import Refusal


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """Accept or decline. Somebody new sets name and password here; somebody known logs in first."""
    found = selectors.invitation_of(key)
    if found is None:
        return unknown_link(request)
    if (trouble := selectors.why_closed(found, timezone.now())) is not None:
        return used_link(request, trouble)
    if request.method != "POST":
        return _page(request, found, NewAccountForm(invitation=found))
    try:
        if request.POST.get("answer") == "decline":
            invitations.decline(invitation=found)
            return render(request, "actors/joining/invitation_declined.html", {"invitation": found})
        return _accept(request, found)
    except Refusal as refusal:  # somebody else was quicker, or the account is another one
        messages.error(request, str(refusal))
        return redirect("invitation", key)


def _accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    if isinstance(request.user, User):
        invitations.accept(invitation=found, user=request.user)
        messages.success(request, _("Welcome. The invitation is accepted."))
        return redirect(_target(found))
    form = NewAccountForm(request.POST, invitation=found)
    if selectors.has_account(found.email):
        return _page(request, found, form, status=409)
    if not form.is_valid():
        return _page(request, found, form, status=422)
    user = invitations.accept_as_new(
        invitation=found, name=form.cleaned_data["name"], password=form.cleaned_data["password"]
    )
    messages.success(request, _("Welcome. Your account is ready."))
    login = Login(user=user, email=user.email, redirect_url=_target(found))
    return perform_password_login(request, {"email": user.email}, login)


def _target(found: Invitation) -> str:
    return reverse("admin:index" if found.actor_id is None else "account")


def _page(request: HttpRequest, found: Invitation, form: NewAccountForm, status: int = 200) -> HttpResponse:
    person = request.user if isinstance(request.user, User) else None
    if person is not None:
        situation = "own" if invitations.belongs_to(found, person) else "foreign"
    else:
        situation = "known" if selectors.has_account(found.email) else "new"
    context = {"invitation": found, "form": form, "situation": situation}
    return render(request, "actors/joining/invitation.html", context, status=status)
