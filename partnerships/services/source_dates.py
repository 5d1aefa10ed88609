"""Dates as German sources write them: "28.08.2024", "10.03., Vertrag 01.09.2022", "Ende März 2023", "Sept. 2023", "2019"."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from partnerships.enums import DatePrecision

_MONTHS = {
    "jan": 1, "feb": 2, "mär": 3, "apr": 4, "mai": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
_MONTH_NAME = r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\.?"
_PATTERN = re.compile(
    rf"""
    (?P<before>\bvor\s+)?                                       # "vor Feb. 2022" is a bound, not a date
    (?:
        (?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>(?:19|20)\d\d)?
      | (?P<name>\b{_MONTH_NAME})\s*(?P<name_year>(?:19|20)\d\d)\b
      | (?<![\d.\-])(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?\b
      | (?<![\d.\-])(?P<only_year>(?:19|20)\d\d)\b(?!er\b|er\s|\s*er\b|-\d)
    )
    """,
    re.VERBOSE,
)


class SourceDate(NamedTuple):
    """A date and how much of it the source says: the first day of a month or year stands for the whole of it."""

    on: dt.date
    precision: DatePrecision


def parse_dates(text: str) -> list[SourceDate]:
    """All dates a text names, in its order. A day without year takes the year of the next full date behind it.

    Not dates: bounds ("vor Feb. 2022"), decades ("1990er"), days whose year the text never says ("16. November").
    """
    text = text.replace("\xa0", " ")
    matches = [match for match in _PATTERN.finditer(text) if not match["before"]]
    years = [
        match["year"] or match["name_year"] or match["iso_year"] or match["only_year"] for match in matches
    ]
    found = []
    for index, match in enumerate(matches):
        year = years[index] or next((later for later in years[index:] if later), None)
        if year and (date := _date(match, int(year))):
            found.append(date)
    return found


def parse_date(text: str) -> SourceDate | None:
    """The one date a text names, or None when it names none. Raises ValueError when it names several."""
    dates = parse_dates(text)
    if len(dates) > 1:
        raise ValueError(f"More than one date in “{text}”.")
    return dates[0] if dates else None


def _date(match: re.Match[str], year: int) -> SourceDate | None:
    try:
        if match["day"]:
            return SourceDate(dt.date(year, int(match["month"]), int(match["day"])), DatePrecision.DAY)
        if match["name"]:
            return SourceDate(dt.date(year, _MONTHS[match["name"][:3].lower()], 1), DatePrecision.MONTH)
        if match["iso_day"]:
            return SourceDate(
                dt.date(year, int(match["iso_month"]), int(match["iso_day"])), DatePrecision.DAY
            )
        if match["iso_month"]:
            return SourceDate(dt.date(year, int(match["iso_month"]), 1), DatePrecision.MONTH)
    except ValueError:
        return None
    return SourceDate(dt.date(year, 1, 1), DatePrecision.YEAR)
