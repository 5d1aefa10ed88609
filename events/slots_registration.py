"""Where registrations appear on other pages: the box "Register" at an event, "My events" on the page of the account."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string

from events.models import Event
from events.selectors.registration_box import BoxState, registration_box
from events.selectors.registrations import of_user


def my_registrations(request: HttpRequest | None, **_context: Any) -> str:
    """The events a person is registered for, and how; "" for others. Two queries."""
    user = getattr(request, "user", None) or AnonymousUser()
    rows = of_user(user)
    if not rows:
        return ""
    return render_to_string("events/registration/account_section.html", {"rows": rows}, request)


def event_box(request: HttpRequest | None, *, event: Event, **_context: Any) -> str:
    """The box "Register" in the margin of an event's page; "" once it has begun, and where the organiser takes registrations.

    One query for visitors, at most three for persons with an account.
    """
    user = getattr(request, "user", None) or AnonymousUser()
    box = registration_box(event, user)
    if box.state in (BoxState.ELSEWHERE, BoxState.OVER, BoxState.CANCELLED):
        return ""
    return render_to_string("events/registration/box.html", {"box": box}, request)
