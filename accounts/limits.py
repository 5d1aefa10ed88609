"""Counts attempts to sign in. The counters lie in PostgreSQL, so that they hold when the cache is down and over all processes."""

from __future__ import annotations

import datetime as dt
import hmac

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
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


COUNT = """
INSERT INTO accounts_limitcounter (cache_key, value, expires) VALUES (%s, '1', %s)
ON CONFLICT (cache_key) DO UPDATE SET value = (accounts_limitcounter.value::int + 1)::text
RETURNING value::int
"""


def is_below(
    *, action: str, key: str, amount: int, seconds: int = 3600, now: dt.datetime | None = None
) -> bool:
    """Counts one attempt and says whether there were at most `amount` in this window of time: the same as `is_within` in one
    statement instead of a dozen, for forms that very many send at the same moment.

    Runs in the running transaction, or at once. Rows that have run out are removed with those of the cache.
    """
    now = now or timezone.now()
    window = int(now.timestamp()) // seconds
    name = hashed_key(f"{action}:{seconds}:{window}:{key}", "count", 1)
    ends = dt.datetime.fromtimestamp((window + 1) * seconds, tz=dt.UTC)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [name, ends])
        (number,) = cursor.fetchone()
    return bool(number <= amount)
