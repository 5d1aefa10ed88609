"""How running events appear on pages of lower apps: the account, working groups, the desk."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.models import User
from actors.models import WorkingGroup
from events.models import Impulse


def _member(request: HttpRequest | None) -> User | None:
    """Somebody who keeps an entry."""
    user = getattr(request, "user", None)
    return user if isinstance(user, User) and user.memberships.exists() else None


def account_impulses(request: HttpRequest | None, **_context: Any) -> str:
    """On the page of the account: propose something; "" for people without an organisation."""
    user = _member(request)
    if user is None:
        return ""
    number = Impulse.objects.filter(proposed_by=user).count()
    return render_to_string("events/impulse_account.html", {"number": number}, request=request)


def group_impulse(request: HttpRequest | None, *, group: WorkingGroup, **_context: Any) -> str:
    """On the page of a working group, for members: an impulse for it."""
    if _member(request) is None:
        return ""
    query = urlencode({"working_group": group.slug})
    return format_html(
        '<p><a class="kern-btn kern-btn--secondary" href="{}?{}"><span class="kern-label">{}</span></a></p>',
        reverse("impulse-new"),
        query,
        _("Propose an event or an impulse"),
    )
