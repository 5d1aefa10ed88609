"""Whole pages for anonymous readers, kept for some seconds. No inline code means no nonce, so a page fits everyone."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

KEPT_HEADERS = (
    *("Content-Type", "Content-Language", "Content-Disposition", "Content-Security-Policy", "Vary"),
    *("ETag", "Cache-Control"),
)
MAX_BYTES = 1_000_000


class AnonymousPageCache:
    """Answers anonymous GETs from the cache.

    Kept are answers with status 200 that set no cookie, carry no CSRF token and are not marked private; for
    PORTAL_PAGE_CACHE_SECONDS (≤ 60), so that a change is visible within a minute. Requests with a session or
    language cookie pass by.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seconds = settings.PORTAL_PAGE_CACHE_SECONDS
        if not seconds or not _is_anonymous_read(request):
            return self.get_response(request)
        key = _key(request)
        if (kept := cache.get(key)) is not None:
            headers, body = kept
            answer = HttpResponse(body, headers=headers | {"X-Cache": "hit"})
            return _unless_known(request, answer)
        response = self.get_response(request)
        if _may_be_kept(request, response):
            headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
            cache.set(key, (headers, response.content), seconds)
        return response


def _unless_known(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """304 for who has it already; pages without an ETag are answered as they are."""
    if (etag := answer.headers.get("ETag")) is None:
        return answer
    known = get_conditional_response(request, etag=etag, response=answer)
    return known if isinstance(known, HttpResponse) else answer


def _is_anonymous_read(request: HttpRequest) -> bool:
    if request.method != "GET" or request.path.startswith(("/admin/", "/healthz", "/readyz")):
        return False
    own = {settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    return own.isdisjoint(request.COOKIES)


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and "private" not in response.headers.get("Cache-Control", "")
        and "no-store" not in response.headers.get("Cache-Control", "")
        and len(response.content) <= MAX_BYTES
    )


def _key(request: HttpRequest) -> str:
    parts = (
        request.get_host(),
        request.scheme or "",
        request.get_full_path(),
        request.headers.get("HX-Request", ""),
        request.headers.get("HX-Target", ""),
        request.headers.get("HX-History-Restore-Request", ""),
        request.headers.get("Accept-Language", "") if request.path == "/" else "",
    )
    return "page:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()
