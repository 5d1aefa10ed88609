"""What has changed between two states of a programme, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from events.enums import ChangeMark, SessionKind
from events.models import Event
from events.selectors.programme import Build, Item
from events.selectors.reading import Sight

type Frozen = Mapping[str, Any]

#: What raises the number a calendar compares (SEQUENCE), and what participants are told of.
MOVING = ("day", "starts", "ends", "room", "venue", "format", "is_tbc")
#: What is only different words or people.
WORDS = ("title", "abstract", "kind", "track", "languages", "interpretation", "organiser", "people", "frame")


@dataclass(frozen=True, slots=True)
class Change:
    """One session that is new, gone, moved or changed; `before` and `after` as pages show them."""

    mark: str
    before: Item | None
    after: Item | None
    what: list[tuple[str, str, str]]

    @property
    def label(self) -> str:
        """The mark in words."""
        return str(ChangeMark(self.mark).label)

    @property
    def item(self) -> Item:
        """As it is now, or was."""
        found = self.after or self.before
        assert found
        return found


def moved(before: Frozen, after: Frozen) -> bool:
    """Whether time, place, format or certainty differ: then a calendar must know."""
    return any(_value(before, name) != _value(after, name) for name in MOVING)


def reworded(before: Frozen, after: Frozen) -> bool:
    """Whether anything else readers see differs."""
    return any(before.get(name) != after.get(name) for name in WORDS)


def _value(row: Frozen, name: str) -> Any:
    """A room is compared by its number: another spelling of its name is no other place."""
    value = row.get(name)
    return value["id"] if name == "room" and value else value


def marks(before: Iterable[Frozen], after: Iterable[Frozen]) -> dict[int, str]:
    """Number of the session → how it differs; those that do not are left out."""
    old, new = ({row["id"]: row for row in rows} for rows in (before, after))
    found: dict[int, str] = {}
    for pk in dict.fromkeys((*new, *old)):
        if pk not in old:
            found[pk] = ChangeMark.ADDED
        elif pk not in new:
            found[pk] = ChangeMark.REMOVED
        elif moved(old[pk], new[pk]):
            found[pk] = ChangeMark.MOVED
        elif reworded(old[pk], new[pk]):
            found[pk] = ChangeMark.CHANGED
    return found


def changes_of(event: Event, before: Sequence[Frozen], after: Sequence[Frozen], sight: Sight) -> list[Change]:
    """All differences in the order of the programme, without those of sessions that are hidden in one of the two states.

    A session that is by invitation in either state, or is now being planned so, appears for the invited only: not even as removed.
    """
    old, new = ({row["id"]: row for row in rows} for rows in (before, after))
    build = Build(event)
    found = []
    for pk, mark in marks(before, after).items():
        if _is_hidden(pk, (old, new), sight, event.pk):
            continue
        earlier = build.item(old[pk]) if pk in old else None
        later = build.item(new[pk]) if pk in new else None
        found.append(Change(mark, earlier, later, _what(earlier, later)))
    found.sort(
        key=lambda change: (change.item.day, change.item.starts is None, change.item.time, change.item.pk)
    )
    return found


def _is_hidden(pk: int, states: Iterable[Mapping[int, Frozen]], sight: Sight, event: int) -> bool:
    """Also when the frame is hidden in one of the states."""
    every = list(states)
    rows = [state[pk] for state in every if pk in state]
    frames = {row["frame"] for row in rows if row["frame"]}
    rows_of = [[state[key] for state in every if key in state] for key in (pk, *frames)]
    return not all(
        sight.sees(row, event=event, further=[other["audience"] for other in same])
        for same in rows_of
        for row in same
    )


def _what(before: Item | None, after: Item | None) -> list[tuple[str, str, str]]:
    """Label, earlier and later value of what readers see of the difference."""
    if before is None or after is None:
        return []
    pairs = (
        (_("Title"), str(before.title), str(after.title)),
        (_("Time"), _when(before), _when(after)),
        (_("Place"), before.where, after.where),
        (_("Format"), before.format, after.format),
        (_("Kind"), _kind(before), _kind(after)),
        (_("Languages"), before.languages, after.languages),
        (_("Interpreted into"), before.interpretation, after.interpretation),
        (_("Organiser"), before.organiser, after.organiser),
        (_("People"), _people(before), _people(after)),
        (_("Description"), str(before.abstract), str(after.abstract)),
        (_("Certain"), _certain(before), _certain(after)),
    )
    return [(label, old or "–", new or "–") for label, old, new in pairs if old != new]


def _when(item: Item) -> str:
    return f"{item.day:%d.%m.%Y} {item.time}".strip()


def _kind(item: Item) -> str:
    return str(SessionKind(item.kind).label)


def _certain(item: Item) -> str:
    return _("to be confirmed") if item.is_tbc else _("confirmed")


def _people(item: Item) -> str:
    return "; ".join(
        f"{role}: " + ", ".join(
            " ".join(part for part in (person.name or str(person.function), _("(tbc)") if person.is_tbc else "") if part)
            for person in people
        )
        for role, people in item.roles
    )  # fmt: skip
