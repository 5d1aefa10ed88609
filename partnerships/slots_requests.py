"""How cooperation requests appear on pages of lower apps: buttons, and what waits for the reader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actors.enums import ActorStatus
from actors.models import Actor
from partnerships.selectors.request_address import request_address
from partnerships.selectors.requests import waiting_for_answer


def can_be_asked(actor: Actor) -> bool:
    """Whether a request to this entry makes sense at all."""
    return bool(actor.status == ActorStatus.PUBLISHED and actor.capacity_per_quarter)


def request_from_search(actor: Actor) -> list[tuple[str, str]]:
    """The way from a result of the search to a request."""
    return [(_("Send a request"), request_address(actor.slug))] if can_be_asked(actor) else []


def actor_request(request: HttpRequest | None, *, actor: Actor, **_context: Any) -> str:
    """The button on a profile; "" for entries that cannot be asked."""
    if not can_be_asked(actor):
        return ""
    return format_html(
        '<a class="kern-btn kern-btn--secondary" href="{}"><span class="kern-label">{}</span></a>',
        request_address(actor.slug),
        _("Send a request"),
    )


def actor_requests(request: HttpRequest | None, **_context: Any) -> str:
    """On the page of the account: how many requests wait for an answer; "" where none does."""
    user = getattr(request, "user", None)
    number = waiting_for_answer(user) if user and user.is_authenticated else 0
    if not number:
        return ""
    words = ngettext(
        "%(count)s request waits for your answer", "%(count)s requests wait for your answer", number
    )
    return format_html(
        '<div class="pw-card"><h2 class="pw-h">{}</h2><p><a class="pw-card__link" href="{}">{}</a></p></div>',
        _("Requests"),
        reverse("requests"),
        words % {"count": number},
    )
