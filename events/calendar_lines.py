"""iCalendar, line by line (RFC 5545): escaping, folding at 75 octets, time zones. Written out, for a feed of a thousand entries must be fast."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

PRODID = "-//Plattform Wiederaufbau Ukraine//Events//EN"
OCTETS = 75
#: Years in which a zone must follow the rule of the European Union to be written as a rule.
_PROBED = (1997, 2007, 2020, 2030, 2037)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One VEVENT. `starts` and `ends` are days (the last one exclusive) where no time is known, else moments shown in `zone`."""

    uid: str
    sequence: int
    stamp: dt.datetime
    changed: dt.datetime
    starts: dt.datetime | dt.date
    ends: dt.datetime | dt.date
    zone: str
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    status: str = "CONFIRMED"
    categories: str = ""
    people: tuple[str, ...] = ()


def document(
    entries: Iterable[Entry], *, method: str, name: str = "", language: str = "", refresh: bool = False
) -> str:
    """A whole VCALENDAR with the time zones it needs; `method` as in RFC 5546. Lines end with CRLF."""
    found = list(entries)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN", f"METHOD:{method}"]
    if name:
        lines += [f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}"]
    if language:
        lines.append(f"X-WR-CALDESC;LANGUAGE={language}:{text(name)}")
    if refresh:
        lines += ["REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]
    for zone in sorted({entry.zone for entry in found if isinstance(entry.starts, dt.datetime)} - {"UTC"}):
        lines += zone_lines(zone)
    for entry in found:
        lines += _entry(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def _entry(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTAMP:{utc(entry.stamp)}"
    yield f"LAST-MODIFIED:{utc(entry.changed)}"
    yield f"DTSTART{moment(entry.starts, entry.zone)}"
    yield f"DTEND{moment(entry.ends, entry.zone)}"
    yield f"SUMMARY:{text(entry.summary)}"
    if entry.location:
        yield f"LOCATION:{text(entry.location)}"
    if entry.description:
        yield f"DESCRIPTION:{text(entry.description)}"
    if entry.url:
        yield f"URL:{entry.url}"
    if entry.categories:
        yield f"CATEGORIES:{text(entry.categories)}"
    yield f"STATUS:{entry.status}"
    yield f"TRANSP:{'TRANSPARENT' if entry.status == 'CANCELLED' or not _has_time(entry) else 'OPAQUE'}"
    yield from entry.people
    yield "END:VEVENT"


def _has_time(entry: Entry) -> bool:
    return isinstance(entry.starts, dt.datetime)


def text(value: str) -> str:
    """A value of type TEXT."""
    plain = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def parameter(value: str) -> str:
    """A quoted value of a parameter, in which no quotation mark and no control character may stand."""
    return f'"{_CONTROL.sub("", value.replace(chr(10), " ")).replace(chr(34), chr(39))}"'


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, no letter torn apart; further ones begin with a space."""
    if len(line) <= OCTETS and len(line.encode()) <= OCTETS:
        return line
    pieces: list[str] = []
    piece: list[str] = []
    size = 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > OCTETS:
            pieces.append("".join(piece))
            piece, size = [], 1  # the space in front counts
        piece.append(letter)
        size += octets
    pieces.append("".join(piece))
    return "\r\n ".join(pieces)


def utc(moment_: dt.datetime) -> str:
    """A moment in UTC."""
    return moment_.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def moment(value: dt.datetime | dt.date, zone: str) -> str:
    """Parameters and value of DTSTART or DTEND."""
    if not isinstance(value, dt.datetime):
        return f";VALUE=DATE:{value:%Y%m%d}"
    if zone == "UTC":
        return f":{utc(value)}"
    return f";TZID={zone}:{value.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"


@lru_cache(maxsize=32)
def zone_lines(zone: str) -> tuple[str, ...]:
    """VTIMEZONE: as the yearly rule of the European Union where the zone follows it, else by all its changes."""
    standard = _standard_offset(zone)
    if standard is None:
        from icalendar import Timezone  # 2 MB, once per zone

        made = Timezone.from_tzid(zone).to_ical().decode()
        return tuple(made.replace("\r\n ", "").strip().split("\r\n"))
    summer = standard + _HOUR
    info = ZoneInfo(zone)
    at = dt.datetime(1996, 3, 31, 1, tzinfo=dt.UTC), dt.datetime(1996, 10, 27, 1, tzinfo=dt.UTC)
    names = [dt.datetime(2020, month, 1, tzinfo=info).tzname() or "" for month in (7, 1)]
    parts = (
        ("DAYLIGHT", standard, summer, at[0] + standard, 3, names[0]),
        ("STANDARD", summer, standard, at[1] + summer, 10, names[1]),
    )
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    for kind, before, after, first, month, name in parts:
        lines += [
            f"BEGIN:{kind}", f"DTSTART:{first:%Y%m%dT%H%M%S}", f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU",
            f"TZOFFSETFROM:{_offset(before)}", f"TZOFFSETTO:{_offset(after)}", f"TZNAME:{name}", f"END:{kind}",
        ]  # fmt: skip
    return (*lines, "END:VTIMEZONE")


def _standard_offset(zone: str) -> dt.timedelta | None:
    """The offset in winter, if the zone changes at 01:00 UTC on the last Sundays of March and October; else None."""
    info = ZoneInfo(zone)
    offsets = set()
    for year in _PROBED:
        for month, change in ((3, _HOUR), (10, -_HOUR)):
            last = dt.datetime(year, month, 31, 1, tzinfo=dt.UTC)
            sunday = last - dt.timedelta(days=(last.weekday() + 1) % 7)
            before = (sunday - dt.timedelta(seconds=1)).astimezone(info).utcoffset() or dt.timedelta()
            after = sunday.astimezone(info).utcoffset() or dt.timedelta()
            if after - before != change:
                return None
            offsets.add(min(before, after))
    return offsets.pop() if len(offsets) == 1 else None


def _offset(value: dt.timedelta) -> str:
    minutes = int(value.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"
