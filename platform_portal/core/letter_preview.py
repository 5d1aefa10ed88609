"""The secretariat's preview of every mail the portal sends, with example data, in each language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.csp import CSP
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override

from platform_portal.core import letters
from platform_portal.core.reading import read_only

type Policy = dict[str, Any]

MAIL_POLICY: Policy = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],  # mails carry their styles inline; this page shows nothing else
    "img-src": [CSP.SELF, "data:"],
    "frame-ancestors": [CSP.SELF],
}
FRAMES_ALLOWED: Policy = {**settings.SECURE_CSP, "frame-src": [CSP.SELF]}


@staff_member_required(login_url="account_login")
@read_only
@csp_override(FRAMES_ALLOWED)
def overview(request: HttpRequest) -> HttpResponse:
    """All kinds; one of them shown as text and as HTML."""
    kinds = letters.kinds()
    language = _language(request)
    chosen = _kind(request.GET.get("kind", kinds[0].slug)) if kinds else None
    subject, text, _html = _example(chosen, language) if chosen else ("", "", "")
    context = {
        "kinds": kinds,
        "chosen": chosen,
        "language": language,
        "languages": settings.LANGUAGES,
        "subject": subject,
        "text": text,
    }
    return render(request, "desk/letters.html", context)


@staff_member_required(login_url="account_login")
@read_only
@xframe_options_sameorigin
@csp_override(MAIL_POLICY)
def html(request: HttpRequest, slug: str) -> HttpResponse:
    """The HTML part alone, under a policy that lets it do nothing."""
    return HttpResponse(_example(_kind(slug), _language(request))[2])


def _example(kind: letters.LetterKind, language: str) -> tuple[str, str, str]:
    """Also for letters whose words are worked out when they are made."""
    with translation.override(language):
        return letters.render(kind.example(), language)


def _language(request: HttpRequest) -> str:
    language = request.GET.get("language", "de")
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language


def _kind(slug: str) -> letters.LetterKind:
    for kind in letters.kinds():
        if kind.slug == slug:
            return kind
    raise Http404
