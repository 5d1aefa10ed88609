"""How living partnerships appear on the page of the account."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from accounts.models import User
from partnerships.selectors.living import own_partnerships as found_for


def own_partnerships(request: HttpRequest | None, **_context: Any) -> str:
    """The partnerships the person takes part in, and those of its cities; "" where there are none."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return ""
    own, cities = found_for(user)
    if not own and not cities:
        return ""
    return render_to_string(
        "partnerships/living/account.html", {"own": own, "cities": cities}, request=request
    )
