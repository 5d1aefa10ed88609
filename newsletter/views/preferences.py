"""The preferences of a reader by the signed link, leaving with one click, asking for the link.

The key in the address is the proof of who acts: these pages need neither login nor cookie, and so no form token. Reading them (GET, HEAD)
changes nothing, whoever follows the links of a mail.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from newsletter import links, mails
from newsletter.addresses import normalised
from newsletter.enums import ConsentChannel, SubscriberState
from newsletter.forms_subscriber import ChoiceForm, FindForm, PauseForm
from newsletter.links import Link
from newsletter.models import Subscriber
from newsletter.services import choosing
from newsletter.services.records import Origin
from newsletter.views.answers import may_mail, may_send, origin_of, too_often, unknown_link
from platform_portal.core import letters
from platform_portal.core.errors import Refusal
from platform_portal.core.reading import read_only

#: What the page says after an act.
DONE = {
    "confirmed": _("Thank you. From now on you get what you have chosen."),
    "saved": _("Your choice is saved."),
    "paused": _("You get no mails until that day."),
    "resumed": _("The break is over: you get mails again."),
    "left": _("You have left. No further mails come to this address."),
    "back": _("Leaving is undone: you get what you had chosen."),
}


def _open(key: str) -> tuple[Link, Subscriber] | None:
    """The link and its reader; None when it is forged, or a newer version of the reader's links holds."""
    link = links.read(key)
    if link is None:
        return None
    subscriber = Subscriber.objects.filter(pk=link.subscriber_id, key_version=link.key_version).first()
    return (link, subscriber) if subscriber else None


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, key: str) -> HttpResponse:
    """What is read, in which language; a break; leaving at the top; undo."""
    opened = _open(key)
    if opened is None:
        return unknown_link(request)
    link, subscriber = opened
    if request.method == "POST":
        return _act(
            request, key, subscriber, origin_of(request, ConsentChannel.LINK, edition_id=link.edition_id)
        )
    return _page(request, key, subscriber)


def _act(request: HttpRequest, key: str, subscriber: Subscriber, origin: Origin) -> HttpResponse:
    act = request.POST.get("act", "")
    form = ChoiceForm(request.POST if act == "save" else None, subscriber=subscriber)
    pause = PauseForm(request.POST if act == "pause" else None)
    try:
        done = _did(act, subscriber, origin, form, pause)
    except Refusal as refusal:
        return _page(request, key, subscriber, form=form, pause=pause, refusal=str(refusal), status=409)
    if not done:
        return _page(request, key, subscriber, form=form, pause=pause, status=422)
    return _back_to(key, done)


def _did(act: str, subscriber: Subscriber, origin: Origin, form: ChoiceForm, pause: PauseForm) -> str:
    """Calls the service; "" when the form is not right or nobody knows the act."""
    if act == "save" and form.is_valid():
        sent = form.cleaned_data
        choosing.change(
            subscriber=subscriber, topics=form.chosen, language=sent["language"], frequency=sent["frequency"],
            origin=origin,
        )  # fmt: skip
        return "saved"
    if act == "pause" and pause.is_valid():
        choosing.pause(subscriber=subscriber, until=pause.cleaned_data["until"], origin=origin)
        return "paused"
    service = {"resume": choosing.resume, "leave": choosing.leave, "back": choosing.come_back}.get(act)
    if service is None:
        return ""
    service(subscriber=subscriber, origin=origin)
    return {"resume": "resumed", "leave": "left", "back": "back"}[act]


def _page(
    request: HttpRequest,
    key: str,
    subscriber: Subscriber,
    *,
    form: ChoiceForm | None = None,
    pause: PauseForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    subscriber.refresh_from_db()
    context = {
        "subscriber": subscriber,
        "form": form or ChoiceForm(subscriber=subscriber),
        "pause": pause or PauseForm(),
        "done": DONE.get(request.GET.get("done", ""), ""),
        "refusal": refusal,
        "key": key,
        "reads": subscriber.state in (SubscriberState.ACTIVE, SubscriberState.PAUSED),
        "can_return": subscriber.state == SubscriberState.LEFT and subscriber.confirmed_at is not None,
    }
    return render(request, "newsletter/preferences.html", context, status=status)


def _back_to(key: str, done: str) -> HttpResponse:
    answer = redirect("newsletter-preferences", key)
    answer["Location"] += f"?done={done}"
    return answer


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, key: str) -> HttpResponse:
    """Behind "leave" in every mail: a page with one button. Mail programs send the POST themselves (RFC 8058), without page or cookie."""
    opened = _open(key)
    if opened is None:
        return unknown_link(request)
    link, subscriber = opened
    if request.method != "POST":
        context = {"subscriber": subscriber, "key": key, "has_left": subscriber.state == SubscriberState.LEFT}
        return render(request, "newsletter/leave.html", context)
    is_one_click = request.POST.get("List-Unsubscribe") == "One-Click"
    channel = ConsentChannel.ONE_CLICK if is_one_click else ConsentChannel.LINK
    choosing.leave(subscriber=subscriber, origin=origin_of(request, channel, edition_id=link.edition_id))
    return HttpResponse("", content_type="text/plain") if is_one_click else _back_to(key, "left")


@csrf_exempt  # it causes a mail to the reader and nothing else
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Asking for the link; the same answer whether the address reads or not."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not may_send(request, "newsletter-link"):
            return too_often(request)
        key = normalised(form.cleaned_data["address"])
        subscriber = Subscriber.objects.filter(address_key=key).first()
        knows = subscriber and subscriber.state not in (SubscriberState.PENDING, SubscriberState.SUPPRESSED)
        if may_mail(request, "newsletter-link", key) and subscriber and knows:
            letter = mails.link_to_preferences(subscriber)
            letters.post(kind=mails.LINK, letter=letter, to=subscriber.address, language=subscriber.language)
        return redirect("newsletter-link-sent")
    return render(
        request, "newsletter/find.html", {"form": form}, status=422 if request.method == "POST" else 200
    )


@login_not_required
@read_only
def link_sent(request: HttpRequest) -> HttpResponse:
    """The same words for every address."""
    return render(request, "newsletter/link_sent.html")
