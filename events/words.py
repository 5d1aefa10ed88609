"""Days and times of events in words: local time of the event, and the same moment in Berlin and Kyjiw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from actors.enums import Language
from events.enums import DatePrecision
from events.models import Event
from platform_portal.core.formats import language, precise

#: What a zone is called in front of readers.
PLACES: dict[str, str | Promise] = {
    "Europe/Berlin": pgettext_lazy("time zone", "Berlin"),
    "Europe/Kyiv": pgettext_lazy("time zone", "Kyiv"),
    "Europe/Warsaw": pgettext_lazy("time zone", "Warsaw"),
    "UTC": pgettext_lazy("time zone", "UTC"),
}
#: Times are always shown in these.
BOTH = ("Europe/Berlin", "Europe/Kyiv")


def zones_of(event: Event) -> list[str]:
    """The zone of the event first, then Berlin and Kyjiw; zones with the same clock only once."""
    found: dict[dt.timedelta | None, str] = {}
    for name in (event.zone, *BOTH):
        found.setdefault(event.starts_at.astimezone(ZoneInfo(name)).utcoffset(), name)
    return list(found.values())


def last_day(event: Event) -> dt.date:
    """The last day, in the zone of the event; an end at midnight belongs to the day before."""
    return (event.local_end - dt.timedelta(microseconds=1)).date()


def days(event: Event, *, weekdays: bool = True) -> str:
    """“Monday to Wednesday, 13–15 November 2023”, no more exact than it is known."""
    first = event.local_start.date()
    if event.date_precision == DatePrecision.OPEN:
        return pgettext("event", "Date not known yet")
    if not event.has_day:
        return _capital(precise(first, event.date_precision))
    return between(event.local_start.date(), last_day(event), weekdays=weekdays)


def between(first: dt.date, last: dt.date, *, weekdays: bool = False) -> str:
    """One day or a span of days."""
    if first == last:
        words, names = precise(first), weekday(first)
    else:
        names = _("%(first)s to %(last)s") % {"first": weekday(first), "last": weekday(last)}
        words = _span(first, last)
    return f"{names[:1].upper()}{names[1:]}, {words}" if weekdays else words


def _span(first: dt.date, last: dt.date) -> str:
    if (first.year, first.month) != (last.year, last.month):
        return f"{precise(first)} – {precise(last)}"
    if language() == "de":
        return f"{first.day}.–{precise(last)}"
    return f"{first.day}–{precise(last)}"


@lru_cache(maxsize=256)
def _weekday(day: int, _reader: str | None) -> str:
    name = date_format(dt.date(2024, 1, 1 + day), "l")
    return name.lower() if language() == "uk" else name


def weekday(day: dt.date) -> str:
    """Its name; small in Ukrainian."""
    return _weekday(day.weekday(), get_language())


def clock(moment: dt.datetime) -> str:
    """“13:00”."""
    return f"{moment:%H:%M}"


def times(event: Event) -> list[str]:
    """A line per zone, such as “10:00–13:00 in Berlin”; empty while times are not known."""
    return [line for _zone, line in _zone_lines(event)] if event.has_times else []


def _zone_lines(event: Event) -> Iterable[tuple[str, str]]:
    is_one_day = event.local_start.date() == last_day(event)
    for name in zones_of(event):
        zone = ZoneInfo(name)
        starts, ends = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
        shown = f"{clock(starts)}–{clock(ends)}" if is_one_day else clock(starts)
        if starts.date() != event.local_start.date():
            shown = f"{precise(starts.date())}, {shown}"
        values = {"time": shown, "place": PLACES.get(name, name)}
        yield (
            name,
            (_("%(time)s in %(place)s") if is_one_day else _("Begins at %(time)s in %(place)s")) % values,
        )


def hours(starts: dt.datetime | None, ends: dt.datetime | None, zone: ZoneInfo) -> str:
    """“13:00–14:30” in a zone; "" while the time is not known."""
    if starts is None:
        return ""
    until = f"–{clock(ends.astimezone(zone))}" if ends else ""
    return f"{clock(starts.astimezone(zone))}{until}"


def language_names(codes: Iterable[str]) -> str:
    """“German, Ukrainian”."""
    names = [str(Language(code).label) for code in codes if code in Language.values]
    return ", ".join(name[:1].upper() + name[1:] for name in names)


def month(day: dt.date) -> str:
    """“November 2023”, as a heading."""
    return _capital(precise(day, "month"))


def heading(event: Event) -> str:
    """Under which it stands in lists: the month, the year, or that there is no date."""
    if event.date_precision in (DatePrecision.YEAR, DatePrecision.OPEN):
        return days(event)
    return month(event.local_start.date())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def no_times(event: Event) -> list[str]:
    """Said where only the days are known."""
    return [pgettext("event", "Times are not known")] if event.has_day else []
