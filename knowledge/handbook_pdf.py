"""A handbook as a tagged PDF with cover, table of contents and page numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.conf import settings
from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils import timezone

from knowledge.models import Handbook
from knowledge.selectors.handbooks import Chapter
from platform_portal.core import pdf
from platform_portal.core.formats import language

STYLE = "knowledge/handbook-pdf.css"
KEPT_SECONDS = 1800


def made(handbook: Handbook, chapters: Sequence[Chapter]) -> bytes:
    """The file. Setting the type takes a second, so the same text is set once in half an hour; what differs for a reader makes
    another text, hence another file. Refuses where the library is missing.
    """
    context = {
        "handbook": handbook, "chapters": chapters, "language": language(), "today": timezone.localdate(),
        "base_url": settings.PORTAL_BASE_URL,
    }  # fmt: skip
    html = render_to_string("knowledge/handbook_pdf.html", context)
    key = f"handbook-pdf:{hashlib.sha256(html.encode()).hexdigest()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = pdf.from_html(html, style=STYLE)
        cache.set(key, kept, KEPT_SECONDS)
    return kept
