"""Middleware: an id for each request, from where it comes, and no input that the database cannot store."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from platform_portal.core.client_address import client_address, network_of
from platform_portal.core.logs import origin, request_id

MAX_QUERY_BYTES = 64 * 1024
_SAFE_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

type GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestId:
    """Takes the proxy's X-Request-ID or makes one, logs with it, and hands it back."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "")
        current = given if _SAFE_ID.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(current)
        try:
            response = self.get_response(request)
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = current
        return response


class Origin:
    """Notes for the audit log from where a change comes: which door of the portal, and the network of the reader.

    Only the network is kept, /24 or /48: enough to see that changes came from two houses, too little to find the person.
    """

    DOORS = (("/admin/", "admin"), ("/api/", "api"))
    KEYS = frozenset({"key", "token", "uidb36"})

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        door = next((name for path, name in self.DOORS if request.path_info.startswith(path)), "web")
        token = origin.set(f"{door} {network_of(client_address(request))}")
        try:
            return self.get_response(request)
        finally:
            origin.reset(token)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]
    ) -> None:
        """Whoever comes with a key in the address followed the link of a mail."""
        if not self.KEYS.isdisjoint(kwargs):
            origin.set(f"mail link {origin.get().partition(' ')[2]}")


class PlainInput:
    """Answers 400 to NUL bytes, broken UTF-8 and endless query strings, before any view sees them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Runs inside Django's error handling, so that the friendly page is shown."""
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MAX_QUERY_BYTES:
            raise BadRequest("The query string is too long.")
        if "%" in query or not query.isascii():
            _check(unquote_to_bytes(query))
        if "\x00" in request.path:
            raise BadRequest("The address contains a NUL byte.")


def _check(raw: bytes) -> None:
    if b"\x00" in raw:
        raise BadRequest("The address contains a NUL byte.")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        raise BadRequest("The address is not valid UTF-8.") from None
