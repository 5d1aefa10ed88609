"""„Das sind wir“: the form at an entry, and the page that confirms the address."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from actors import joining_links
from actors.enums import ClaimStatus
from actors.forms_joining import ClaimForm
from actors.joining_links import Purpose
from actors.models import Actor, Claim
from actors.selectors import people as selectors
from actors.services import claims
from actors.views_joining.answers import may_mail, may_send, too_often, unknown_link, used_link
from platform_portal.core.errors import Refusal
from platform_portal.core.reading import read_only


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, for visitors and for persons with an account."""
    actor = get_object_or_404(Actor.objects.published().select_related("place__region"), slug=slug)
    person = request.user if isinstance(request.user, User) else None
    form = ClaimForm(request.POST if request.method == "POST" else None, user=person)
    if request.method == "POST":
        if not may_send(request, "claim"):
            return too_often(request)
        if form.is_trapped:
            return redirect("claim-sent", slug)
        if form.is_valid() and (answer := _send(request, actor, form, person)) is not None:
            return answer
    context = {
        "actor": actor,
        "form": form,
        "standing": selectors.standing_of(actor, request.user),
        "person": person,
    }
    return render(
        request, "actors/joining/claim.html", context, status=422 if request.method == "POST" else 200
    )


def _send(request: HttpRequest, actor: Actor, form: ClaimForm, person: User | None) -> HttpResponse | None:
    facts: dict[str, Any] = {
        name: value for name, value in form.cleaned_data.items() if name in {"name", "function", "message"}
    }
    email = person.email if person else form.cleaned_data["email"]
    if person is None and not may_mail(request, "claim", email):
        return redirect("claim-sent", actor.slug)
    try:
        claims.submit(actor=actor, email=email, language=(get_language() or "de")[:2], user=person, **facts)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return None
    if person is None:
        return redirect("claim-sent", actor.slug)
    messages.success(request, _("Thank you. The secretariat checks your claim and answers you by mail."))
    return redirect("account")


@login_not_required
@read_only
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """The same words for every address."""
    actor = get_object_or_404(Actor.objects.published(), slug=slug)
    return render(request, "actors/joining/claim_sent.html", {"actor": actor})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link: a page, then by POST the confirmation."""
    pk = joining_links.read(Purpose.CLAIM, token)
    found = Claim.objects.select_related("actor").filter(pk=pk).first() if pk else None
    if found is None:
        return unknown_link(request)
    if found.status not in {ClaimStatus.UNCONFIRMED}:
        return used_link(request, _("The address is confirmed already. The secretariat answers you by mail."))
    if request.method != "POST":
        return render(request, "actors/joining/confirm.html", {"organisation": found.actor.name})
    try:
        claims.confirm(claim=found)
    except Refusal as refusal:
        return used_link(request, str(refusal))
    return redirect("join-confirmed")
