"""An edition in one language as mail (HTML and text) and as article of the archive; all from the same parts."""

from __future__ import annotations

import datetime as dt
import re

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from mjml import mjml2html

from newsletter import placeholders
from newsletter.composing.blocks import parts_of
from newsletter.composing.parts import Part, Rendered
from newsletter.models import Edition
from platform_portal.core import rich_text

_BLANK = re.compile(r"\n{3,}")


def render(edition: Edition, language: str, *, now: dt.datetime | None = None) -> Rendered:
    """Subject, mail and article in the language; personal links are placeholders (`newsletter.placeholders`)."""
    parts = parts_of(edition, language, now=now)
    with translation.override(language):
        context = {
            "edition": edition,
            "subject": subject_of(edition, language),
            "lead": rich_text.shown(str(getattr(edition, f"lead_{language}", "") or "")),
            "lead_plain": rich_text.plain(str(getattr(edition, f"lead_{language}", "") or "")),
            "parts": parts,
            "language": language,
            "base_url": settings.PORTAL_BASE_URL,
            "secretariat": edition.reply_to or settings.PORTAL_SECRETARIAT_EMAIL,
            "web_url": f"{settings.PORTAL_BASE_URL}{reverse('edition', args=[edition.slug])}",
            "preferences": placeholders.PREFERENCES,
            "leave": placeholders.LEAVE,
            "address": placeholders.ADDRESS,
        }
        html = _html(context)
        text = _BLANK.sub("\n\n", render_to_string("newsletter/mail/edition.txt", context)).strip() + "\n"
        web = render_to_string("newsletter/mail/article.html", context)
    return Rendered(language, str(context["subject"]), html, text, web)


def subject_of(edition: Edition, language: str) -> str:
    """The subject in one language, on one line."""
    return " ".join(str(getattr(edition, f"subject_{language}", "") or "").split())


def is_written(edition: Edition, language: str) -> bool:
    """Whether there is an edition in this language: a subject."""
    return bool(subject_of(edition, language))


def language_for(edition: Edition, reader: str) -> str:
    """In which language a reader of another one gets the edition; "" when it is not sent to such readers."""
    return reader if reader in edition.languages else edition.fallback_language


def missing_of(parts: list[Part]) -> list[str]:
    """Everything that blocks name and the portal no longer has."""
    return [slug for part in parts for slug in part.missing]


def _html(context: dict[str, object]) -> str:
    """MJML makes tables of it; the styles of our own classes are put where they apply. Rules for dark mode stay in the head."""
    import css_inline  # 2 MB, and web processes seldom render an edition

    made = mjml2html(render_to_string("newsletter/mail/edition.mjml", context))
    inlined = css_inline.CSSInliner(
        load_remote_stylesheets=False, keep_style_tags=True, keep_at_rules=True
    ).inline(str(made))
    language = str(context["language"])
    return inlined.replace('lang="und"', f'lang="{language}"', 1).replace('dir="auto"', 'dir="ltr"', 1)
