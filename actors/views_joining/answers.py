"""Answers that the pages of joining share: links that cannot be used, forms sent too often."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.limits import is_within

log = logging.getLogger(__name__)

PER_CLIENT = "10/h/ip"
PER_ADDRESS = "5/d/key"


def unknown_link(request: HttpRequest) -> HttpResponse:
    """404: nobody made this link, or its row is gone."""
    log.warning("an unknown link was opened")
    text = _(
        "Please copy the whole address from the mail. If that does not help, ask for a new mail: the secretariat helps."
    )
    return _unusable(request, 404, _("This link is not known"), text)


def used_link(request: HttpRequest, reason: str | Promise) -> HttpResponse:
    """410: the link was right once."""
    log.warning("a used or expired link was opened")
    return _unusable(request, 410, _("This link is no longer valid"), reason)


def too_often(request: HttpRequest) -> HttpResponse:
    """429: this form was sent too often from here."""
    log.warning("a public form was sent too often")
    text = _("To keep out robots, this form can be sent only some times an hour. Please try again later.")
    return _unusable(request, 429, _("Sent too often"), text)


def may_send(request: HttpRequest, action: str) -> bool:
    """Counts a form from this client."""
    return is_within(request, action=action, rates=PER_CLIENT)


def may_mail(request: HttpRequest, action: str, email: str) -> bool:
    """Counts a mail to this address; beyond, no mail is sent and nobody is told."""
    allowed = is_within(request, action=f"{action}-mail", rates=PER_ADDRESS, key=email.casefold())
    if not allowed:
        log.warning("a public form asked for too many mails to one address")
    return allowed


def _unusable(request: HttpRequest, status: int, title: str, text: str | Promise) -> HttpResponse:
    context = {"title": title, "text": text, "status": status}
    return render(request, "actors/joining/link_unusable.html", context, status=status)
