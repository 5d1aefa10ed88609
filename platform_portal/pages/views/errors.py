"""Friendly error pages: what happened and what to do next, in the language of the address.

Without a language in the address all three are shown. Machines' addresses get JSON. The page for 500 and 503 is drawn
without database, session and context processors, because any of them may be what broke.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from platform_portal.core.context import LANGUAGE_NAMES, language_links
from platform_portal.core.errors import BadParameter

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Words:
    """Texts of one kind of error."""

    title: str | Promise
    text: str | Promise
    next_step: str | Promise


WORDS = {
    400: Words(
        _("This address cannot be used"),
        _("A part of the address, often a filter or a page number, is not valid."),
        _("Please go back, or start again from the overview and choose the filter there."),
    ),
    403: Words(
        _("You may not see this page"),
        _("The page exists, but it is not meant for your account."),
        _("Please log in with another account, or ask the secretariat for access."),
    ),
    404: Words(
        _("Page not found"),
        _("There is nothing at this address, or you may not see it. The link may be old or mistyped."),
        _("Please search for the name, or start from the overview."),
    ),
    405: Words(
        _("This does not work this way"),
        _("The address does not accept this kind of request."),
        _("Please go back to the page and use its buttons."),
    ),
    500: Words(
        _("Something went wrong on our side"),
        _("The error has been recorded. What you sent last may not have been saved."),
        _("Please try again in a few minutes. If it happens again, tell the secretariat the time."),
    ),
    503: Words(
        _("The portal is being maintained"),
        _("It will be back shortly. Nothing is lost."),
        _("Please try again in a few minutes."),
    ),
}
CSRF = Words(
    _("The form could not be accepted"),
    _("It was open for too long, or your browser does not store cookies for this site. Nothing was changed."),
    _("Please go back, reload the page and send the form again. What you typed is often still there."),
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400. The text of a BadParameter says which part of the address it is."""
    detail = str(exception) if isinstance(exception, BadParameter) else ""
    return answer(request, 400, detail=detail)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return answer(request, 403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404; foreign objects look the same as missing ones."""
    return answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, drawn with nothing but the template."""
    return answer(request, 500)


def maintenance(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """503 with the wish to come back in two minutes."""
    response = answer(request, 503)
    response.headers["Retry-After"] = "120"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token."""
    return answer(request, 403, words=CSRF)


def answer(
    request: HttpRequest, status: int, *, words: Words | None = None, detail: str = ""
) -> HttpResponse:
    """The error as a page, or as JSON for machines."""
    words = words or WORDS[status]
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": detail or str(words.title)}, status=status)
    prefix = request.path.lstrip("/").partition("/")[0]
    languages = [prefix] if prefix in LANGUAGE_NAMES else list(LANGUAGE_NAMES)
    with translation.override(languages[0]):
        context = _context(request, status, words, languages, detail)
        response = HttpResponse(_page(request, status, context), status=status)
        response.headers["Content-Language"] = languages[0]
    return response


def _context(
    request: HttpRequest, status: int, words: Words, languages: list[str], detail: str
) -> dict[str, object]:
    return {
        "status": status,
        "versions": [
            _version(words, language, detail if language == languages[0] else "") for language in languages
        ],
        "language": languages[0],
        "links": language_links(request, languages[0] if len(languages) == 1 else ""),
    }


def _version(words: Words, language: str, detail: str) -> dict[str, str]:
    with translation.override(language):
        return {
            "lang": language,
            "title": str(words.title),
            "text": detail or str(words.text),
            "next_step": str(words.next_step),
            "home": str(_("To the overview")),
        }


def _page(request: HttpRequest, status: int, context: dict[str, object]) -> str:
    """The full page where the portal works, else the bare one."""
    if status < 500:
        try:
            return render_to_string(f"{status}.html", context, request)
        except Exception:  # while an error is shown, nothing may go wrong
            log.exception("The error page could not be drawn in the portal's frame.")
    return render_to_string("503.html" if status == 503 else "500.html", context)
