"""`{% registration_box event %}`: the box "Register" in the margin of an event's page."""

from __future__ import annotations

from typing import Any

from django import template
from django.contrib.auth.models import AnonymousUser
from django.template.context import Context

from events.models import Event
from events.selectors.registration_box import registration_box as box_of

register = template.Library()


@register.inclusion_tag("events/registration/box.html", takes_context=True)
def registration_box(context: Context, event: Event) -> dict[str, Any]:
    """One query for visitors, at most three for persons with an account."""
    request = context.get("request")
    user = getattr(request, "user", None) or AnonymousUser()
    return {"box": box_of(event, user)}
