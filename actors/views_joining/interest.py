"""„Mitmachen“: the form for organisations that are not listed yet, and the page that confirms the address."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from actors import joining_links
from actors.enums import InterestStatus
from actors.forms_joining import JoinForm
from actors.joining_links import Purpose
from actors.models import Interest
from actors.selectors import joining
from actors.services import interest
from actors.views_joining.answers import may_mail, may_send, too_often, unknown_link, used_link
from platform_portal.core.errors import Refusal
from platform_portal.core.reading import read_only


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """The form. Organisations that look alike and are listed already are shown first."""
    form = JoinForm(request.POST if request.method == "POST" else None)
    listed: list[joining.Listed] = []
    if request.method == "POST":
        if form.is_trapped:
            return redirect("join-sent")
        if form.is_valid():
            listed = _listed(form)
            if not listed and (answer := _send(request, form)) is not None:
                return answer
    status = 200 if request.method != "POST" or listed else 422
    return render(request, "actors/joining/join.html", {"form": form, "listed": listed}, status=status)


def _listed(form: JoinForm) -> list[joining.Listed]:
    facts = form.cleaned_data
    if facts["is_new"]:
        return []
    return joining.similar(facts["organisation"], kind=facts["kind"], place=facts["place"])


def _send(request: HttpRequest, form: JoinForm) -> HttpResponse | None:
    if not may_send(request, "join"):
        return too_often(request)
    if may_mail(request, "join", form.cleaned_data["email"]):
        try:
            interest.submit(language=(get_language() or "de")[:2], **form.facts())
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return None
    return redirect("join-sent")


@login_not_required
@read_only
def sent(request: HttpRequest) -> HttpResponse:
    """The same words for every address."""
    return render(request, "actors/joining/join_sent.html")


@login_not_required
@read_only
def confirmed(request: HttpRequest) -> HttpResponse:
    """After the address was confirmed, for claims and interest forms."""
    return render(request, "actors/joining/confirmed.html")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link: a page, then by POST the confirmation."""
    pk = joining_links.read(Purpose.INTEREST, token)
    found = Interest.objects.filter(pk=pk).first() if pk else None
    if found is None:
        return unknown_link(request)
    if found.status != InterestStatus.UNCONFIRMED:
        return used_link(request, _("The address is confirmed already. The secretariat answers you by mail."))
    if request.method != "POST":
        return render(request, "actors/joining/confirm.html", {"organisation": found.organisation})
    try:
        interest.confirm(interest=found)
    except Refusal as refusal:
        return used_link(request, str(refusal))
    return redirect("join-confirmed")
