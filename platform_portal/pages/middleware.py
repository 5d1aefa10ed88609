"""Answers that Django leaves bare get the portal's friendly page."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from platform_portal.pages.views import errors

log = logging.getLogger(__name__)


class FriendlyAnswers:
    """405 with a page that says what to do; 503 instead of 500 while the database is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            friendly = errors.answer(request, 405)
            friendly.headers["Allow"] = response.headers.get("Allow", "GET, HEAD")
            return friendly
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The database cannot be reached: nothing is lost, come back in two minutes."""
        if isinstance(error, OperationalError | InterfaceError):
            log.error("database unavailable: %s", error)
            return errors.maintenance(request)
        return None
