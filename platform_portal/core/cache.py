"""A cache that may be down: the portal then works without it, only slower."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Redis (or Valkey) whose failures count as a miss, logged once per call."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default when it is missing or the server is away."""
        try:
            return super().get(key, default, version)
        except RedisError as error:
            log.warning("cache unavailable: %s", error)
            return default

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Stores the value, or lets it go when the server is away."""
        try:
            super().set(key, value, *args, **kwargs)
        except RedisError as error:
            log.warning("cache unavailable: %s", error)
