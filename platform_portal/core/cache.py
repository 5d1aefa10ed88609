"""A cache that may be down: the portal then works without it, only slower."""

from __future__ import annotations

import logging
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from platform_portal.core.absence import Absence

log = logging.getLogger(__name__)

_away = Absence(seconds=5)


class ForgivingRedisCache(RedisCache):
    """Redis (or Valkey) whose failures count as a miss; after one it is left alone for five seconds."""

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default when it is missing or the server is away."""
        if _away:
            return default
        try:
            return super().get(key, default, version)
        except RedisError as error:
            _failed(error)
            return default

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Stores the value, or lets it go when the server is away."""
        if _away:
            return
        try:
            super().set(key, value, *args, **kwargs)
        except RedisError as error:
            _failed(error)

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forgets the value; while the server is away it ends with its time."""
        if _away:
            return False
        try:
            return super().delete(key, version)
        except RedisError as error:
            _failed(error)
            return False


def _failed(error: RedisError) -> None:
    _away.note()
    log.warning("cache unavailable: %s", error)
