"""The newsletter on the page of the account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from newsletter import links, wording
from newsletter.privacy import subscribers_of


def own_newsletter(request: HttpRequest | None, **_context: Any) -> str:
    """What the person reads, and the way to change it; a button for who reads nothing."""
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return ""
    subscriber = subscribers_of(user).order_by("pk").first()
    key = links.key_for(subscriber.pk, subscriber.key_version) if subscriber else ""
    context = {"subscriber": subscriber, "key": key, "wording": wording.CONSENT}
    return render_to_string("newsletter/parts/own_newsletter.html", context, request)
