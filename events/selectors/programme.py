"""The released programme as a reader sees it: days, sessions with their parts, who speaks, in the reader's language."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from events.enums import Audience, EventFormat, SessionKind, SpeakerRole
from events.models import Event
from events.selectors.reading import Sight
from events.words import PLACES, between, hours, language_names, weekday, zones_of
from platform_portal.core.formats import language

#: Beginning and end, and their words here and in the other zones.
type Span = tuple[dt.datetime | None, dt.datetime | None, str, str]
#: Kinds that are not worked in, and how they look in the grid.
LOOKS = {
    SessionKind.BREAK: "break",
    SessionKind.MEAL: "break",
    SessionKind.RECEPTION: "out",
    SessionKind.TOUR: "out",
    SessionKind.EXCURSION: "out",
}


@dataclass(slots=True)  # not frozen: a long programme has a thousand, and they are made three times as fast
class Text:
    """A text and the language it is in; `lang` is empty when that is the reader's."""

    text: str = ""
    lang: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class Person:
    """Somebody in a public function; without a name the function speaks."""

    role: str
    name: str
    function: Text
    organisation: str
    url: str
    is_tbc: bool


@dataclass(slots=True)
class Item:
    """One session for a page."""

    pk: int
    kind: str
    kind_label: str
    title: Text
    abstract: Text
    day: dt.date
    starts: dt.datetime | None
    ends: dt.datetime | None
    time: str
    time_elsewhere: str
    room: str
    room_key: int
    room_position: int
    where: str
    track: str
    format: str
    languages: str
    interpretation: str
    audience: str
    is_tbc: bool
    is_bookable: bool
    organiser: str
    organiser_url: str
    roles: list[tuple[str, list[Person]]]
    look: str
    frame: int | None
    frame_title: Text = field(default_factory=Text)
    places: str = ""
    parts: list[Item] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"session-{self.pk}"

    @property
    def is_invited(self) -> bool:
        """Only for the invited."""
        return self.audience == Audience.INVITED

    @property
    def is_pause(self) -> bool:
        """A break or a meal."""
        return self.look == "break"


@dataclass(slots=True)
class Day:
    """One day of the programme: its top-level sessions in order."""

    date: dt.date
    label: str
    short: str
    items: list[Item] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Where it stands on the page."""
        return f"day-{self.date:%m-%d}"

    @property
    def has_times(self) -> bool:
        """Whether the time of any session is known."""
        return any(item.starts for item in self.every)

    @property
    def every(self) -> Iterable[Item]:
        """All sessions with their parts."""
        for item in self.items:
            yield item
            yield from item.parts


@dataclass(slots=True)
class Programme:
    """All days, and in which zone the times are."""

    days: list[Day]
    zone: str
    other_zones: list[str]

    def __bool__(self) -> bool:
        return bool(self.days)

    @property
    def number(self) -> int:
        """How many sessions the reader sees."""
        return sum(1 for day in self.days for _item in day.every)

    @property
    def has_parallels(self) -> bool:
        """Whether something happens at the same time, so that the grid says more than the list."""
        return any(item.parts for day in self.days for item in day.items) or any(
            _overlap(day.items) for day in self.days
        )


def _overlap(items: Sequence[Item]) -> bool:
    timed = sorted((i.starts, i.ends or i.starts) for i in items if i.starts and not i.is_pause)
    return any(later[0] < earlier[1] for earlier, later in pairwise(timed))


def programme_of(event: Event, sessions: Iterable[Mapping[str, Any]], sight: Sight) -> Programme:
    """The programme from frozen sessions, as far as the reader sees it. No query."""
    build = Build(event)
    days: dict[dt.date, Day] = {}
    items: dict[int, Item] = {}
    for row in sight.shown(sessions, event=event.pk):
        item = build.item(row)
        items[item.pk] = item
    for item in items.values():
        frame = items.get(item.frame) if item.frame else None
        if frame is not None and frame is not item:
            item.frame_title = frame.title
            frame.parts.append(item)
            continue
        if item.day not in days:
            days[item.day] = build.day(item.day)
        days[item.day].items.append(item)
    return Programme(
        [days[date] for date in sorted(days)],
        str(PLACES.get(event.zone, event.zone)),
        [str(PLACES.get(name, name)) for name in build.others],
    )


class Build:
    """What is the same for all sessions of an event: zones, words in the reader's language."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.zone = ZoneInfo(event.zone)
        self.others = zones_of(event)[1:] if event.has_times else []
        self.language = language()
        self.kinds = {value: str(label) for value, label in SessionKind.choices}
        self.formats = {value: str(label) for value, label in EventFormat.choices}
        self.roles = {value: str(label) for value, label in SpeakerRole.choices}
        self.actor_url = reverse("actor", args=["x"]).removesuffix("x/")
        self._names: dict[tuple[str, ...], str] = {}
        self._spans: dict[tuple[str | None, str | None], Span] = {}

    def day(self, date: dt.date) -> Day:
        """A day with its names."""
        name = weekday(date)
        words = between(date, date)
        return Day(
            date, f"{name[:1].upper()}{name[1:]}, {words}", f"{name[:1].upper()}{name[1:]}, {date.day}."
        )

    def item(self, row: Mapping[str, Any]) -> Item:
        """A session with all texts in the reader's language."""
        starts, ends, time, elsewhere = self.span(row["starts"], row["ends"])
        room, track, host = row["room"], row["track"], row["organiser"]
        venue = str(self.text(row["venue"], row["language"]))
        room_name = str(self.text(room["name"], "de")) if room else ""
        return Item(
            pk=row["id"],
            kind=row["kind"],
            kind_label=self.kinds.get(row["kind"], row["kind"]),
            title=self.text(row["title"], row["language"]),
            abstract=self.text(row["abstract"], row["language"]),
            day=dt.date.fromisoformat(row["day"]),
            starts=starts,
            ends=ends,
            time=time,
            time_elsewhere=elsewhere,
            room=room_name,
            room_key=room["id"] if room else 0,
            room_position=room["position"] if room else 0,
            where=", ".join(part for part in (room_name, venue) if part),
            track=str(self.text(track["name"], "de")) if track else "",
            format=self.formats.get(row["format"], ""),
            languages=self.names(row["languages"]),
            interpretation=self.names(row["interpretation"]),
            audience=row["audience"],
            is_tbc=row["is_tbc"],
            is_bookable=row["is_bookable"],
            organiser=str(self.text(host["name"], host["language"])) if host else "",
            organiser_url=f"{self.actor_url}{host['slug']}/" if host else "",
            roles=self.people(row["people"]),
            look=LOOKS.get(row["kind"], "invite" if row["audience"] == Audience.INVITED else ""),
            frame=row["frame"],
        )

    def people(self, rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, list[Person]]]:
        """Who does what, by role, in the order of the programme."""
        found: dict[str, list[Person]] = defaultdict(list)
        for row in rows:
            actor = row["actor"]
            found[row["role"]].append(
                Person(
                    role=row["role"],
                    name=row["name"],
                    function=self.text(row["function"], "de"),
                    organisation=str(self.text(actor["name"], actor["language"])) if actor else "",
                    url=f"{self.actor_url}{actor['slug']}/" if actor else "",
                    is_tbc=row["is_tbc"],
                )
            )
        return [(self.roles.get(role, role), people) for role, people in found.items()]

    def text(self, texts: Mapping[str, str], source: str) -> Text:
        """The reader's language, else the source, else any."""
        if text := texts.get(self.language):
            return Text(text)
        for code in (source, "de", "en", "uk"):
            if text := texts.get(code):
                return Text(text, code)
        return Text()

    def names(self, codes: Sequence[str]) -> str:
        """Names of languages, worked out once per combination."""
        key = tuple(codes)
        if key not in self._names:
            self._names[key] = language_names(key)
        return self._names[key]

    def span(self, starts: str | None, ends: str | None) -> Span:
        """Frozen moments with their words here and in the other zones, worked out once for all that is parallel."""
        if (found := self._spans.get((starts, ends))) is None:
            first, last = moment(starts), moment(ends)
            found = (first, last, hours(first, last, self.zone), self._elsewhere(first, last))
            self._spans[starts, ends] = found
        return found

    def _elsewhere(self, starts: dt.datetime | None, ends: dt.datetime | None) -> str:
        """The same time in the other zones."""
        if starts is None:
            return ""
        return ", ".join(
            _("%(time)s in %(place)s")
            % {"time": hours(starts, ends, ZoneInfo(name)), "place": PLACES.get(name, name)}
            for name in self.others
        )


def moment(value: str | None) -> dt.datetime | None:
    """A frozen moment."""
    return dt.datetime.fromisoformat(value) if value else None
