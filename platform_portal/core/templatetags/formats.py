"""Numbers, dates as exact as they are known, and text in the reader's language."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

register = template.Library()

#: Formats per precision. Ukrainian needs the genitive after a preposition ("з травня 2022 р."), hence the second table.
DATE_FORMATS = {
    "de": {"day": "j. F Y", "month": "F Y", "year": "Y"},
    "uk": {"day": "j E Y р.", "month": "F Y р.", "year": "Y р."},
    "en": {"day": "j F Y", "month": "F Y", "year": "Y"},
}
AFTER_PREPOSITION = {"uk": {"day": "j E Y р.", "month": "E Y р.", "year": "Y р."}}


@register.filter
def number(value: float | int | None, digits: int = 0) -> str:
    """A number with the thousands grouped as the reader's language does; nothing for None."""
    if value is None or value == "":
        return ""
    return number_format(value, decimal_pos=int(digits), use_l10n=True, force_grouping=True)


@register.filter
def precise(value: dt.date | None, precision: str = "day") -> str:
    """A date no more exact than it is known: `day`, `month` or `year`."""
    if value is None:
        return ""
    formats = DATE_FORMATS.get(_language(), DATE_FORMATS["en"])
    return date_format(value, formats.get(precision or "day", formats["day"]))


@register.filter
def since(value: dt.date | None, precision: str = "day") -> str:
    """The words "since May 2022", as exact as the date is known."""
    if value is None:
        return ""
    language = _language()
    formats = AFTER_PREPOSITION.get(language) or DATE_FORMATS.get(language, DATE_FORMATS["en"])
    known = date_format(value, formats.get(precision or "day", formats["day"]))
    return _("since %(date)s") % {"date": known}


@register.filter
def monogram(name: object) -> str:
    """Two letters for the tile of an actor: of its own name, not of "Stadt" or "Landkreis"."""
    words = [word.strip("„“\"'()") for word in str(name).split()]
    own = [word for word in words if word and word.casefold() not in _FORMS] or words
    return own[0][:2].capitalize() if own and own[0] else ""


_FORMS = frozenset(
    "stadt gemeinde kreis landkreis markt hansestadt landeshauptstadt bezirk land region oblast rajon raion hromada city "
    "of town municipality district місто громада район область міська сільська рада the der die das е.v. e.v. ggmbh gmbh "
    "verein verband".split()
)


@register.simple_tag
def translated(
    obj: Any, field: str, *, paragraphs: bool = False, mark: bool = True
) -> SafeString | str:
    """A field in the reader's language, or else in its source language: marked with `lang` and, visibly, as such.

    `paragraphs` breaks lines into paragraphs, `mark=False` leaves the visible mark out (names, titles).
    """
    text, language = in_readers_language(obj, field)
    if not text:
        return ""
    body = mark_safe(linebreaks(text, autoescape=True)) if paragraphs else conditional_escape(text)  # noqa: S308
    if language == _language():
        return body
    tag = "div" if paragraphs else "span"
    wrapped = format_html('<{} lang="{}">{}</{}>', tag, language, body, tag)
    return wrapped if not mark else format_html("{} {}", wrapped, only_in(language))


def in_readers_language(obj: Any, field: str) -> tuple[str, str]:
    """The text and the language it is in: the reader's, the object's source language, then any other that is filled."""
    source = getattr(obj, "source_language", "")
    for language in dict.fromkeys((_language(), source, "de", "en", "uk")):
        if language and (text := getattr(obj, f"{field}_{language}", "")):
            return str(text), language
    return "", _language()


def only_in(language: str) -> SafeString:
    """The visible mark on a text that has no translation yet."""
    words = {"de": _("only in German"), "uk": _("only in Ukrainian"), "en": _("only in English")}
    return format_html(
        '<span class="pw-note pw-onlyin"><span class="kern-icon kern-icon--language kern-icon--small"'
        ' aria-hidden="true"></span>{}</span>',
        words.get(language, language),
    )


@register.filter
def country_name(code: str) -> str:
    """Name of one of the three countries in the reader's language; the code itself for others."""
    names = {
        "DE": pgettext("country", "Germany"),
        "UA": pgettext("country", "Ukraine"),
        "PL": pgettext("country", "Poland"),
    }
    return names.get(code, code)


def _language() -> str:
    return (get_language() or "en").split("-")[0]
