"""The grid of a day: rooms side by side, times below each other, as rows of a table with cells that span."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.selectors.programme import Day, Item

#: Stands for all columns.
WHOLE = -1


@dataclass(slots=True)
class Cell:
    """A cell of the table; without an item it is empty."""

    item: Item | None = None
    columns: int = 1
    rows: int = 1
    room: str = ""

    @property
    def look(self) -> str:
        """Its class."""
        if self.item is None:
            return ""
        return self.item.look or ("plenary" if self.columns > 1 else "")

    @property
    def is_elsewhere(self) -> bool:
        """Whether the heading of the column does not say where it is."""
        return (
            self.item is not None
            and bool(self.item.where)
            and (self.columns > 1 or self.item.where != self.item.room)
        )


@dataclass(slots=True)
class Row:
    """A row: the time, or the place in the order, and its cells; `rows` the label stands for, 0 under another one."""

    label: str
    cells: list[Cell]
    rows: int = 1


@dataclass(slots=True)
class Grid:
    """The table of one day; a part says what it is a part of where its frame has no row."""

    day: Day
    heads: list[str]
    rows: list[Row] = field(default_factory=list)
    has_times: bool = True

    @property
    def is_wide(self) -> bool:
        """Whether the columns need more room than a page has."""
        return len(self.heads) > 5


def grid_of(day: Day) -> Grid:
    """Rooms as columns where times are known, else parallel parts beside each other. Every session stands in exactly one cell."""
    timed = [item for item in _flat(day.items) if item.starts]
    untimed = [item for item in day.items if not item.starts and not any(part.starts for part in item.parts)]
    if not timed:
        return _ordered(day, untimed)
    table = _Timed(timed)
    grid = Grid(day, table.heads, table.rows())
    width = len(grid.heads)
    grid.rows += [row for item in untimed for row in _spread(item, "–", width)]
    return grid


def _flat(items: Iterable[Item]) -> Iterable[Item]:
    """Sessions and their parts."""
    for item in items:
        yield item
        yield from (part for part in item.parts if part.starts)


def _ordered(day: Day, items: Sequence[Item]) -> Grid:
    width = max([1, *(len(item.parts) for item in items)])
    rows = [row for number, item in enumerate(items, 1) for row in _spread(item, f"{number}.", width)]
    heads = (
        [_("Parallel %(number)d") % {"number": n + 1} for n in range(width)] if width > 1 else [_("Session")]
    )
    return Grid(day, heads, rows, has_times=False)


def _spread(item: Item, label: str, width: int) -> Iterable[Row]:
    """An item over the whole width, its parts in rows below it; the number stands for all of them."""
    beginnings = range(0, len(item.parts), max(width, 1))
    yield Row(label, [Cell(item, columns=width)], rows=1 + len(beginnings))
    for first in beginnings:
        parts = item.parts[first : first + width]
        cells = [Cell(part) for part in parts]
        cells[-1].columns = width - len(parts) + 1 if len(parts) > 1 else 1
        if len(parts) == 1 and width > 1:
            cells[0].columns = width
        yield Row("", cells, rows=0)


class _Timed:
    """Puts sessions with times into columns. A frame is not a cell of its own: it stands above its parts."""

    def __init__(self, items: Sequence[Item]) -> None:
        frames = {item.pk for item in items if any(part.starts for part in item.parts)}
        self.items = [item for item in items if item.pk not in frames]
        self.frames = [item for item in items if item.pk in frames]
        ordered = sorted(self.items, key=lambda item: (item.room_position, item.room_key))
        rooms = {item.room_key: item.room for item in ordered if item.room_key}
        self.rooms = list(rooms)
        self.heads = list(rooms.values())
        self._taken: dict[int, list[Item]] = defaultdict(list)
        by_room = sorted(self.items, key=lambda item: (not item.room_key, _start(item), item.pk))
        self.column = {item.pk: self._place(item) for item in by_room}
        self.heads = self.heads or [_("Session")]

    def _place(self, item: Item) -> int:
        """The column: of its room, else a further one; `WHOLE` where nothing else goes on."""
        if not any(other is not item and _overlaps(item, other) for other in self.items):
            return WHOLE
        own = [self.rooms.index(item.room_key)] if item.room_key in self.rooms else []
        for column in (*own, *range(len(self.rooms), len(self.heads))):
            if not any(_overlaps(item, other) for other in self._taken[column]):
                break
        else:
            self.heads.append(_("Elsewhere") if self.rooms else "")
            column = len(self.heads) - 1
        self._taken[column].append(item)
        return column

    def rows(self) -> list[Row]:
        """One row per beginning; a frame has a row of its own where nothing else goes on."""
        made: list[Row] = []
        begins = sorted({_start(item) for item in (*self.items, *self.frames)})
        open_until: list[int] = [0] * len(self.heads)
        for number, at in enumerate(begins):
            made += self._frame_rows(at, open_until, number)
            made.append(self._row(at, begins, open_until, number))
        return made

    def _frame_rows(self, at: dt.datetime, open_until: list[int], number: int) -> Iterable[Row]:
        for item in self.frames:
            if _start(item) == at and all(until <= number for until in open_until):
                yield Row(_begin(item), [Cell(item, columns=len(self.heads))])

    def _row(self, at: dt.datetime, begins: list[dt.datetime], open_until: list[int], number: int) -> Row:
        here = {self.column[item.pk]: item for item in self.items if _start(item) == at}
        label = next((_begin(item) for item in (*here.values(), *self.frames) if _start(item) == at), "")
        if WHOLE in here:
            return Row(label, [Cell(here[WHOLE], columns=len(self.heads))])
        cells: list[Cell] = []
        for column, until in enumerate(open_until):
            if until > number:
                continue
            item = here.get(column)
            span = _span(item, begins, number) if item else 1
            open_until[column] = number + span
            cells.append(Cell(item, rows=span, room=item.room if item else ""))
        return Row(label, cells)


def _begin(item: Item) -> str:
    return item.time.split("–")[0]


def _start(item: Item) -> dt.datetime:
    assert item.starts
    return item.starts


def _end(item: Item) -> dt.datetime:
    return item.ends or _start(item) + dt.timedelta(minutes=1)


def _overlaps(one: Item, other: Item) -> bool:
    return _start(one) < _end(other) and _start(other) < _end(one)


def _span(item: Item, begins: Sequence[dt.datetime], number: int) -> int:
    return max(1, sum(1 for at in begins[number:] if at < _end(item)))
