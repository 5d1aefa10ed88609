"""Pages to read: imprint, privacy, accessibility statement, easy language, sources and licences."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from platform_portal.core.context import Shell
from platform_portal.core.reading import read_only


@login_not_required
@read_only
def imprint(request: HttpRequest) -> HttpResponse:
    """Who answers for the portal: set by the operator, placeholders until then."""
    return render(request, "pages/imprint.html", {"operator": settings.PORTAL_OPERATOR})


@login_not_required
@read_only
def privacy(request: HttpRequest) -> HttpResponse:
    """What the portal knows about its visitors."""
    return render(request, "pages/privacy.html", {"operator": settings.PORTAL_OPERATOR})


@login_not_required
@read_only
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement that BGG and BITV 2.0 ask for, with the honest state."""
    return render(request, "pages/accessibility.html", {"operator": settings.PORTAL_OPERATOR})


@login_not_required
@read_only
def easy_language(request: HttpRequest) -> HttpResponse:
    """The portal in easy words; one text per language, because easy language is written, not translated."""
    return render(request, f"pages/easy_language_{Shell(request).language}.html")


@login_not_required
@read_only
def sources(request: HttpRequest) -> HttpResponse:
    """Where data, borders, type and program parts come from, and under which licence."""
    return render(request, "pages/sources.html")
