"""Health of the web process: `/healthz` says it lives, `/readyz` that it can serve."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from redis import Redis
from redis.exceptions import RedisError

from platform_portal.core.reading import read_only


@login_not_required
@never_cache
@read_only
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok", "version": settings.PORTAL_VERSION})


@login_not_required
@never_cache
@read_only
def readyz(request: HttpRequest) -> JsonResponse:
    """Database and queue answer: 200; without the database 503. Without Redis pages still work: said, not refused."""
    parts = {"database": _database(), "redis": _redis()}
    ready = parts["database"] == "ok"
    return JsonResponse({"status": "ok" if ready else "unavailable", **parts}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "unavailable"
    return "ok"


def _redis() -> str:
    try:
        Redis.from_url(
            settings.CACHES["default"]["LOCATION"], socket_timeout=1, socket_connect_timeout=1
        ).ping()
    except (RedisError, ValueError):
        return "unavailable"
    return "ok"
