"""A cache that may be down: the portal then works without it, only slower."""

from __future__ import annotations

import logging
from functools import cached_property
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis import Redis
from redis.exceptions import RedisError

from platform_portal.core.absence import Absence

log = logging.getLogger(__name__)

_away = Absence(seconds=5)


class _OneClient(RedisCacheClient):
    """Asks through the same client each time: making one takes as long as asking, and threads may share it."""

    @cached_property
    def _own(self) -> Redis:
        return super().get_client(write=True)

    def get_client(self, key: Any = None, *, write: bool = False) -> Redis:
        """The client; there is one server, for reading and writing alike."""
        return self._own


class ForgivingRedisCache(RedisCache):
    """Redis (or Valkey) whose failures count as a miss; after one it is left alone for five seconds."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = _OneClient

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
