"""The front door: sends a reader to the page in their language; plus what robots ask for."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.templatetags.static import static
from django.utils import timezone, translation
from django.views.decorators.vary import vary_on_headers

from platform_portal.core.reading import read_only


@login_not_required
@read_only
@vary_on_headers("Accept-Language", "Cookie")
def front_door(request: HttpRequest) -> HttpResponse:
    """To /de/, /uk/ or /en/: as the account says, else as the browser asks; German when it asks for none of them."""
    language = getattr(request.user, "language", "") or translation.get_language_from_request(request)
    return HttpResponseRedirect(f"/{language}/")


@login_not_required
@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """Readers' pages are open to search engines, long filter combinations and machines' addresses are not."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /api/",
        "Disallow: /*/account/",
        "Disallow: /*?",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@login_not_required
@read_only
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers that ignore the link in the page."""
    return HttpResponsePermanentRedirect(static("portal/sign.svg"))


@login_not_required
@read_only
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: where to report a weakness."""
    expires = (timezone.now() + dt.timedelta(days=180)).strftime("%Y-%m-%dT00:00:00Z")
    lines = [
        f"Contact: mailto:{settings.PORTAL_SECRETARIAT_EMAIL}",
        f"Expires: {expires}",
        "Preferred-Languages: de, en, uk",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
