"""Counts attempts to sign in. The counters lie in PostgreSQL, so that they hold when the cache is down and over all processes."""

from __future__ import annotations

import datetime as dt
import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from django.utils import timezone
from django.utils.connection import ConnectionProxy

from platform_portal.core import prepared


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


#: The second is counted only while the first is not exceeded.
COUNT = """
WITH first AS (
    INSERT INTO accounts_limitcounter (cache_key, value, expires) VALUES (%s, '1', %s)
    ON CONFLICT (cache_key) DO UPDATE SET value = (accounts_limitcounter.value::int + 1)::text
    RETURNING value::int AS number
), second AS (
    INSERT INTO accounts_limitcounter (cache_key, value, expires)
    SELECT key, '1', expires FROM unnest(%s::text[], %s::timestamptz[]) AS further (key, expires), first WHERE number <= %s
    ON CONFLICT (cache_key) DO UPDATE SET value = (accounts_limitcounter.value::int + 1)::text
    RETURNING value::int AS number
)
SELECT first.number, second.number FROM first LEFT JOIN second ON true
"""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many attempts of one kind by one key in a window of time."""

    action: str
    key: str
    amount: int
    seconds: int = 3600

    def counter(self, now: dt.datetime) -> tuple[str, dt.datetime]:
        """The name of the counter of this window, and when it ends."""
        window = int(now.timestamp()) // self.seconds
        name = hashed_key(f"{self.action}:{self.seconds}:{window}:{self.key}", "count", 1)
        return name, dt.datetime.fromtimestamp((window + 1) * self.seconds, tz=dt.UTC)


def exceeded(first: Limit, second: Limit | None = None, *, now: dt.datetime | None = None) -> Limit | None:
    """Counts one attempt and says which limit it goes beyond; then the second is not counted. The same as `is_within` in one statement
    instead of a dozen, for forms that very many send at the same moment.

    Runs in the running transaction, or at once. Rows that have run out are removed with those of the cache.
    """
    now = now or timezone.now()
    further = [second.counter(now)] if second else []
    names, ends = [name for name, _end in further], [end for _name, end in further]
    ((number, following),) = prepared.rows(COUNT, [*first.counter(now), names, ends, first.amount])
    if number > first.amount:
        return first
    return second if second and following is not None and following > second.amount else None
