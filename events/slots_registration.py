"""Where registrations appear on other pages: "My events" on the page of the account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string

from events.selectors.registrations import of_user


def my_registrations(request: HttpRequest | None, **_context: Any) -> str:
    """The events a person is registered for, and how; "" for others. Two queries."""
    user = getattr(request, "user", None) or AnonymousUser()
    rows = of_user(user)
    if not rows:
        return ""
    return render_to_string("events/registration/account_section.html", {"rows": rows}, request)
