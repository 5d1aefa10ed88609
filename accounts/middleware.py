"""Middleware of the accounts: the person's language, the second factor where it is required, the portal as another role sees it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from accounts import preview, second_factor

type GetResponse = Callable[[HttpRequest], HttpResponse]

#: What can be reached without the second factor: setting it up, proving it, leaving.
OPEN = frozenset({"account_logout", "account_reauthenticate", "healthz", "readyz"})
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class AccountLanguage:
    """Pages without a language in their address, such as /admin/, in the language of the account.

    The interface for programs is left out: there the caller names the language.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_free = not translation.get_language_from_path(request.path_info)
        is_for_people = is_free and not request.path_info.startswith("/api/")
        if (
            is_for_people
            and settings.SESSION_COOKIE_NAME in request.COOKIES
            and request.user.is_authenticated
        ):
            # the desk can be read in another language than mails are written in
            translation.activate(request.session.get("desk_language") or request.user.language)
            request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
        return self.get_response(request)


class SecondFactor:
    """Leads everyone who must have a second factor to setting it up, or to proving it, before anything else is shown."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Runs once the address is known, also for /admin/."""
        if second_factor.is_only_offered() or not request.user.is_authenticated:
            return None
        name = request.resolver_match.url_name or "" if request.resolver_match else ""
        if name in OPEN or name.startswith("mfa_") or not second_factor.is_required(request.user):
            return None
        types = second_factor.types_of(request.user)
        if not types:
            return redirect("mfa_index")
        return None if second_factor.was_used(request) else _prove(request, types)


def _prove(request: HttpRequest, types: set[str]) -> HttpResponse:
    by_code = Authenticator.Type.TOTP in types
    address = reverse("mfa_reauthenticate" if by_code else "mfa_reauthenticate_webauthn")
    back = request.get_full_path() if request.method == "GET" else reverse("dashboard")
    return redirect(f"{address}?{urlencode({'next': back})}")


class RolePreview:
    """While a member of the secretariat looks at the portal as another role: replaces the reader, refuses every change."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            preview.apply(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Refuses POST and the like, except the way out."""
        role = getattr(request, "preview_role", None)
        name = request.resolver_match.url_name if request.resolver_match else ""
        if role is None or request.method in READING or name in {"account_preview_end", "account_logout"}:
            return None
        return render(request, "accounts/preview_refused.html", status=403)
