"""What all answers of /api/v1/ have in common: the envelope, errors with `detail`, the limit per address."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from redis.exceptions import RedisError
from rest_framework.exceptions import APIException, ParseError, Throttled, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import exception_handler as drf_exception_handler

from platform_portal.core.client_address import client_address
from platform_portal.core.errors import BadParameter, Refusal


class Pagination(PageNumberPagination):
    """`{"count", "next", "previous", "results"}` with `page` and `page_size` (1–200)."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"

    def get_page_size(self, request: Any) -> int | None:
        """The size asked for; anything but a whole number from 1 to 200 is refused with 400."""
        given = request.query_params.get(self.page_size_query_param)
        if given is None:
            return self.page_size
        if not (given.isascii() and given.isdigit() and 1 <= int(given[:6]) <= self.max_page_size):
            raise ParseError(_("page_size must be a whole number from 1 to 200."))
        return int(given)


class AddressThrottle(BaseThrottle):
    """Limits reads per address: PORTAL_API_REQUESTS within PORTAL_API_SECONDS; beyond it 429 with Retry-After.

    Without the cache nothing is counted and nobody is refused: reading public data is worth more than the limit.
    """

    def allow_request(self, request: Any, view: Any) -> bool:
        """Counts the request in the window that is running now."""
        seconds = settings.PORTAL_API_SECONDS
        key = f"api:{client_address(request)}:{int(time.time() // seconds)}"
        try:
            cache.add(key, 0, seconds * 2)
            return bool(cache.incr(key) <= settings.PORTAL_API_REQUESTS)
        except (RedisError, ValueError):
            return True

    def wait(self) -> float:
        """Seconds until the next window."""
        return float(settings.PORTAL_API_SECONDS - time.time() % settings.PORTAL_API_SECONDS)


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every error as `{"detail": "…"}`."""
    if isinstance(error, BadParameter | BadRequest | Refusal):
        error = ParseError(str(error))
    if isinstance(error, ValidationError):
        error = ParseError("; ".join(_flat(error.detail)))
    response = drf_exception_handler(error, context)
    if response is not None and isinstance(error, APIException):
        is_limit = isinstance(error, Throttled)
        response.data = {"detail": _too_many(response.headers) if is_limit else str(error.detail)}
    return response


def _too_many(headers: Mapping[str, str]) -> str:
    seconds = int(headers.get("Retry-After", "1"))
    text = ngettext(
        "Too many requests from your address. Please wait %(seconds)d second.",
        "Too many requests from your address. Please wait %(seconds)d seconds.",
        seconds,
    )
    return text % {"seconds": seconds}


def _flat(detail: Any) -> list[str]:
    if isinstance(detail, dict):
        return [text for value in detail.values() for text in _flat(value)]
    if isinstance(detail, list | tuple):
        return [text for value in detail for text in _flat(value)]
    return [str(detail)]
