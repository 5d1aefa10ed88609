"""Numbers, dates and text in the reader's language, as template words (see `core.formats`)."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from platform_portal.core import formats

register = template.Library()
register.filter(formats.number)
register.filter(formats.precise)
register.filter(formats.since)
register.filter(formats.monogram)
register.filter(formats.country_name)


@register.simple_tag
def translated(obj: Any, field: str, *, paragraphs: bool = False, mark: bool = True) -> SafeString | str:
    """A field in the reader's language, or else in its source language: marked with `lang` and, visibly, as such.

    `paragraphs` breaks lines into paragraphs, `mark=False` leaves the visible mark out (names, titles).
    """
    text, language = formats.in_readers_language(obj, field)
    if not text:
        return ""
    body = mark_safe(linebreaks(text, autoescape=True)) if paragraphs else conditional_escape(text)  # noqa: S308
    if language == formats.language():
        is_outdated = mark and f"{field}_{language}" in getattr(obj, "outdated_translations", ())
        return format_html("{} {}", body, outdated()) if is_outdated else body
    tag = "div" if paragraphs else "span"
    wrapped = format_html('<{} lang="{}">{}</{}>', tag, language, body, tag)
    return format_html("{} {}", wrapped, only_in(language)) if mark else wrapped


def outdated() -> SafeString:
    """The visible mark on a translation whose source text has changed since."""
    return format_html(
        '<span class="pw-note pw-onlyin"><span class="kern-icon kern-icon--language kern-icon--small"'
        ' aria-hidden="true"></span>{}</span>',
        _("translation outdated"),
    )


def only_in(language: str) -> SafeString:
    """The visible mark on a text that has no translation yet."""
    words = {"de": _("only in German"), "uk": _("only in Ukrainian"), "en": _("only in English")}
    return format_html(
        '<span class="pw-note pw-onlyin"><span class="kern-icon kern-icon--language kern-icon--small"'
        ' aria-hidden="true"></span>{}</span>',
        words.get(language, language),
    )
