"""Handing out stored files so that a browser shows or saves them, and never runs them. Published pictures are served here."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from platform_portal.core.reading import read_only

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}
#: Names the portal has given itself: a folder and random digits. Whatever else lies in the folder is not served.
_PUBLISHED = re.compile(r"[a-z]{2,20}/[0-9a-f]{40}\.(png|jpg|webp)")


def as_file(content: bytes, media_type: str, name: str, *, is_private: bool) -> HttpResponse:
    """The content with its type and nothing else allowed; only pictures are shown, everything else is saved.

    `name` must come from the portal itself, never from the sender of the file.
    """
    is_picture = media_type in PICTURES.values()
    caching = "private, no-store" if is_private else "public, max-age=86400"
    return HttpResponse(
        content,
        content_type=media_type,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": f'{"inline" if is_picture else "attachment"}; filename="{name}"',
            "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": caching,
        },
    )


@login_not_required
@read_only
def published(request: HttpRequest, name: str) -> HttpResponse:
    """A published picture below MEDIA_ROOT; 404 for every other name or kind."""
    if (match := _PUBLISHED.fullmatch(name)) is None:
        raise Http404
    try:
        content = (Path(settings.MEDIA_ROOT) / name).read_bytes()
    except OSError:
        raise Http404 from None
    return as_file(content, PICTURES[match[1]], name.rpartition("/")[2], is_private=False)
