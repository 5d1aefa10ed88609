"""What the pages of subscribers share: where somebody came from, links that cannot be used, forms sent too often."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.limits import is_within
from newsletter.enums import ConsentChannel
from newsletter.services.records import Origin
from platform_portal.core.client_address import client_address

log = logging.getLogger(__name__)

PER_CLIENT = "20/h/ip"
PER_ADDRESS = "3/d/key"


def origin_of(
    request: HttpRequest, channel: ConsentChannel, *, language: str = "", edition_id: int = 0
) -> Origin:
    """From where a request comes, for the record; `language` where another one was chosen than that of the page."""
    return Origin(
        channel,
        page=request.path if channel == ConsentChannel.FORM else "",
        language=language or (get_language() or "de")[:2],
        ip=client_address(request),
        edition_id=edition_id or None,
    )


def may_send(request: HttpRequest, action: str) -> bool:
    """Counts a form from this client."""
    return is_within(request, action=action, rates=PER_CLIENT)


def may_mail(request: HttpRequest, action: str, key: str) -> bool:
    """Counts a mail to this address; beyond, none is sent and nobody is told."""
    allowed = is_within(request, action=f"{action}-mail", rates=PER_ADDRESS, key=key)
    if not allowed:
        log.warning("the newsletter's form asked for too many mails to one address")
    return allowed


def too_often(request: HttpRequest) -> HttpResponse:
    """429."""
    text = _("To keep out robots, this form can be sent only some times an hour. Please try again later.")
    return unusable(request, 429, _("Sent too often"), text)


def unknown_link(request: HttpRequest) -> HttpResponse:
    """404: nobody made this link, or the subscription it was for is gone."""
    text = _(
        "Perhaps the address was not copied as a whole, or the subscription was deleted. Your mails hold a link; you can also ask for a new one."
    )
    return unusable(request, 404, _("This link is not known"), text)


def unusable(request: HttpRequest, status: int, title: str, text: str | Promise) -> HttpResponse:
    """A page that says why, and what to do next."""
    context = {"title": title, "text": text}
    return render(request, "newsletter/link_unusable.html", context, status=status)
