"""Counts attempts to sign in. The counters lie in PostgreSQL, so that they hold when the cache is down and over all processes."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils.connection import ConnectionProxy


def use_the_database() -> None:
    """Points allauth's counters and its memory of used one-time codes to the `limits` cache instead of Redis."""
    from allauth.core.internal import ratelimit
    from allauth.mfa.totp.internal import auth as totp

    ratelimit.cache = totp.cache = ConnectionProxy(caches, "limits")


def hashed_key(key: str, key_prefix: str, version: int) -> str:
    """The key under which a counter is stored: keys hold addresses of people, so only a keyed hash is kept."""
    text = f"{key_prefix}:{version}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, "sha256").hexdigest()


def is_within(request: HttpRequest, *, action: str, rates: str, key: str | None = None) -> bool:
    """Counts one attempt and says whether it is within the rates, such as "5/h/ip" or, with `key`, "3/d/key"."""
    from allauth.core.internal import ratelimit

    usage = ratelimit.consume(request, app="portal", action=action, config={action: rates}, key=key)
    return usage is not None
