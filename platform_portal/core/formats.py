"""Numbers, dates as exact as they are known, and content in the reader's language: plain functions for views and templates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

#: Formats per precision. Ukrainian needs the genitive after a preposition ("з травня 2022 року"), hence the second table.
DATE_FORMATS = {
    "de": {"day": "j. F Y", "month": "F Y", "year": "Y"},
    "uk": {"day": "j E Y року", "month": "F Y року", "year": "Y р."},
    "en": {"day": "j F Y", "month": "F Y", "year": "Y"},
}
AFTER_PREPOSITION = DATE_FORMATS | {"uk": {"day": "j E Y року", "month": "E Y року", "year": "Y р."}}

#: Words in front of a municipality's own name, which would give every town the same monogram.
_FORMS = frozenset(
    {
        *(
            "stadt",
            "gemeinde",
            "kreis",
            "landkreis",
            "markt",
            "hansestadt",
            "landeshauptstadt",
            "bezirk",
            "land",
        ),
        *("region", "oblast", "rajon", "raion", "hromada", "city", "of", "town", "municipality", "district"),
        *("місто", "громада", "район", "область", "міська", "сільська", "рада", "the", "der", "die", "das"),
    }
)


def language() -> str:
    """The reader's language: de, uk or en."""
    return (get_language() or "en").split("-")[0]


def number(value: float | None, digits: int = 0) -> str:
    """A number with the thousands grouped as the reader's language does; nothing for None."""
    if value is None or value == "":
        return ""
    return number_format(value, decimal_pos=int(digits), use_l10n=True, force_grouping=True)


def precise(value: dt.date | None, precision: str = "day") -> str:
    """A date no more exact than it is known: `day`, `month` or `year`."""
    return _dated(value, precision, DATE_FORMATS)


def since(value: dt.date | None, precision: str = "day") -> str:
    """The words "since May 2022", as exact as the date is known."""
    known = _dated(value, precision, AFTER_PREPOSITION)
    return _("since %(date)s") % {"date": known} if known else ""


def _dated(value: dt.date | None, precision: str, formats: dict[str, dict[str, str]]) -> str:
    if value is None:
        return ""
    own = formats.get(language(), formats["en"])
    text = date_format(value, own.get(precision or "day", own["day"]))
    return text.lower() if language() == "uk" else text  # names of months are small there


def monogram(name: object) -> str:
    """Two letters for the tile of an actor: of its own name, not of "Stadt" or "Landkreis"."""
    words = [word.strip("„“\"'()") for word in str(name).split()]
    own = [word for word in words if word and word.casefold() not in _FORMS] or words
    return own[0][:2].capitalize() if own and own[0] else ""


def in_readers_language(obj: Any, field: str) -> tuple[str, str]:
    """The text and the language it is in: the reader's, the object's source language, then any other that is filled."""
    source = getattr(obj, "source_language", "")
    for code in dict.fromkeys((language(), source, "de", "en", "uk")):
        if code and (text := getattr(obj, f"{field}_{code}", "")):
            return str(text), code
    return "", language()


def country_name(code: str) -> str:
    """Name of one of the three countries in the reader's language; the code itself for others."""
    names = {
        "DE": pgettext("country", "Germany"),
        "UA": pgettext("country", "Ukraine"),
        "PL": pgettext("country", "Poland"),
    }
    return names.get(code, code)
