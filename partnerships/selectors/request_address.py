"""Where a request to an actor is written, for buttons everywhere."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse


def request_address(recipient: str, *, sender: str = "", posting: str = "") -> str:
    """The form of a request; all by slug. `sender` is for those who keep several entries, `posting` what it is about."""
    known = {"to": recipient, "as": sender, "posting": posting}
    return f"{reverse('request-new')}?{urlencode({name: value for name, value in known.items() if value})}"
