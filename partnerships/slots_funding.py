"""How funding appears on profiles, partnerships and in the account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from actors.models import Actor
from partnerships.models import FundingReminder
from partnerships.selectors.funding import applicant_of, fitting, open_programmes
from partnerships.selectors.funding_partners import partners_of


def actor_funding(request: HttpRequest | None, *, actor: Actor, **_context: Any) -> str:
    """Programmes that fit an actor and the partners it has, on its profile; "" where none does."""
    programmes = open_programmes()
    if not programmes:
        return ""
    found = fitting(programmes, [applicant_of(actor)], partners_of(actor))
    if not found:
        return ""
    return render_to_string("partnerships/funding/fitting.html", {"fitting": found, "is_section": True})


def funding_reminders(request: HttpRequest | None, **_context: Any) -> str:
    """On the page of the account: the programmes one is reminded of; "" where there are none."""
    user = getattr(request, "user", None)
    if not (user and user.is_authenticated):
        return ""
    found = FundingReminder.objects.filter(user=user).select_related("programme").order_by("pk")[:30]
    if not found:
        return ""
    return render_to_string("partnerships/funding/reminders.html", {"reminders": found}, request)
