"""Subscribing without an account: the form, the page behind the link, the same answer for every address."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsletter import confirmation, links, wording
from newsletter.addresses import normalised
from newsletter.enums import ConsentChannel
from newsletter.forms_subscriber import SubscribeForm
from newsletter.services import subscribing
from newsletter.views.answers import may_mail, may_send, origin_of, too_often, unknown_link, unusable
from platform_portal.core.errors import Refusal
from platform_portal.core.reading import read_only


@csrf_exempt  # whoever sends it in somebody's name causes a mail that asks: the page can be kept and needs no cookie
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form. What is sent to it is answered with the same page for known, unknown and suppressed addresses."""
    form = SubscribeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if form.is_trapped:
            return redirect("newsletter-sent")
        if form.is_valid():
            return _ask(request, form)
    context = {"form": form, "wording": wording.CONSENT}
    status = 422 if request.method == "POST" else 200
    return render(request, "newsletter/subscribe.html", context, status=status)


def _ask(request: HttpRequest, form: SubscribeForm) -> HttpResponse:
    if not may_send(request, "newsletter"):
        return too_often(request)
    sent = form.cleaned_data
    if may_mail(request, "newsletter", normalised(sent["address"])):
        origin = origin_of(request, ConsentChannel.FORM, language=sent["language"])
        subscribing.ask(
            address=sent["address"], topics=form.chosen, frequency=sent["frequency"], origin=origin
        )
    return redirect("newsletter-sent")


@login_not_required
@read_only
def sent(request: HttpRequest) -> HttpResponse:
    """The same words for every address."""
    return render(request, "newsletter/subscribe_sent.html")


@csrf_exempt  # the key is the proof; so the page needs no cookie
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """Behind the link: a page, on which programs that follow links confirm nothing; then by POST the confirmation."""
    found = confirmation.read(key)
    if found is None:
        return unknown_link(request)
    if request.method != "POST":
        if found.is_late(timezone.now()) and found.subscriber.state not in subscribing.READING:
            return unusable(request, 410, _("This link is no longer valid"), _("Please subscribe once more."))
        return render(request, "newsletter/confirm.html", {"address": found.subscriber.address})
    try:
        subscriber = subscribing.confirm(confirmation=found, origin=origin_of(request, ConsentChannel.LINK))
    except Refusal as refusal:
        return unusable(request, 410, _("This link is no longer valid"), str(refusal))
    answer = redirect("newsletter-preferences", links.key_for(subscriber.pk, subscriber.key_version))
    answer["Location"] += "?done=confirmed"
    return answer
