"""Geometry of the charts, in the units of their SVG view box. No colours, no markup: only places and lengths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from platform_portal.core.formats import number

WIDTH, HEIGHT = 640, 352
LEFT, TOP, BASE = 34, 24, 322
GAP_BETWEEN_PARTS = 1.5  # a hairline of the surface keeps stacked parts apart without relying on colour
MAX_LABELS = 12
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Series:
    """One part of every column. `tone`: town, bridge, utility or region, the colours of the ties."""

    label: str | Promise
    tone: str
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Part:
    """One rectangle, all lengths as text with a point (the template must not localise them)."""

    tone: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its rectangles and the places of its sum and its name."""

    label: str
    has_label: bool
    middle: str
    sum: str
    sum_y: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class GridLine:
    """A faint line and the number at its left end."""

    y: str
    text_y: str
    label: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the template draws."""

    columns: tuple[Column, ...]
    grid: tuple[GridLine, ...]
    table: tuple[tuple[str, tuple[str, ...], str], ...]
    summary: str


@dataclass(frozen=True, slots=True)
class ColumnChart:
    """Stacked columns over categories (years). `caption` says what is counted and what is not."""

    title: str | Promise
    categories: Sequence[str | int]
    series: Sequence[Series]
    caption: str | Promise = ""
    category_label: str | Promise = ""

    def plan(self) -> Plan:
        """Works out the drawing. Raises ValueError when a series has another length than the categories."""
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError("Every series needs one value per category.")
        sums = [sum(values) for values in zip(*(series.values for series in self.series), strict=True)]
        top = max(sums, default=0)
        scale = (BASE - TOP) / top if top else 0.0
        return Plan(
            columns=self._columns(sums, scale),
            grid=tuple(_line(value, scale) for value in grid_values(top)),
            table=tuple(
                (str(name), tuple(number(series.values[i]) for series in self.series), number(sums[i]))
                for i, name in enumerate(self.categories)
            ),
            summary=", ".join(
                f"{name}: {number(total)}" for name, total in zip(self.categories, sums, strict=True)
            ),
        )

    def _columns(self, sums: Sequence[int], scale: float) -> tuple[Column, ...]:
        step = (WIDTH - LEFT) / max(len(self.categories), 1)
        width = step * 0.62
        every = -(-len(self.categories) // MAX_LABELS)
        columns = []
        for i, name in enumerate(self.categories):
            x = LEFT + i * step + (step - width) / 2
            values = [(series.tone, series.values[i]) for series in self.series]
            columns.append(
                Column(
                    label=str(name),
                    has_label=(len(self.categories) - 1 - i) % every == 0,
                    middle=_n(x + width / 2),
                    sum=number(sums[i]),
                    sum_y=_n(BASE - sums[i] * scale - 7),
                    parts=_stack(values, x, width, scale),
                )
            )
        return tuple(columns)


def said(value: float, fewest: int = 0) -> str:
    """The number, or that it is too small to be shown; nothing at all is no secret."""
    return f"< {fewest}" if 0 < value < fewest else number(value)


def _stack(values: Sequence[tuple[str, int]], x: float, width: float, scale: float) -> tuple[Part, ...]:
    parts: list[Part] = []
    bottom = float(BASE)
    for tone, value in values:
        if value <= 0:
            continue
        height = value * scale
        gap = GAP_BETWEEN_PARTS if parts and height > 2 * GAP_BETWEEN_PARTS else 0.0
        parts.append(Part(tone, _n(x), _n(bottom - height), _n(width), _n(height - gap)))
        bottom -= height
    return tuple(parts)


def grid_values(top: float, lines: int = 4) -> list[int]:
    """Round numbers for at most `lines` grid lines above zero: steps of 1, 2 or 5 times a power of ten."""
    if top < 1:
        return []
    power = 1
    while True:
        for low in _STEPS:
            step = low * power
            if top / step <= lines:
                return list(range(step, int(top) + 1, step))
        power *= 10


def _line(value: int, scale: float) -> GridLine:
    y = BASE - value * scale
    return GridLine(_n(y), _n(y + 4), number(value))


def _n(value: float) -> str:
    return f"{value:.1f}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar list, ready to draw (width of 200)."""

    label: str
    value: str
    width: str
    url: str
    tone: str


@dataclass(frozen=True, slots=True)
class BarList:
    """Horizontal bars. Rows: (label, value) or (label, value, url). `caption` says what is counted.

    Values from 1 to below `fewest` are neither drawn nor said: they could be traced back to somebody.
    """

    title: str | Promise
    items: Sequence[Sequence[object]]
    caption: str | Promise = ""
    tone: str = ""
    maximum: float = 0
    fewest: int = 0

    def rows(self) -> list[Bar]:
        """The longest bar fills the row unless `maximum` says what a full row is."""
        values = [float(item[1]) for item in self.items]  # type: ignore[arg-type]
        values = [0.0 if value < self.fewest else value for value in values]
        full = self.maximum or max(values, default=0)
        return [
            Bar(
                label=str(item[0]),
                value=said(item[1], self.fewest),  # type: ignore[arg-type]
                width=_n(200 * min(value / full, 1) if full else 0),
                url=str(item[2]) if len(item) > 2 else "",
                tone=self.tone,
            )
            for item, value in zip(self.items, values, strict=True)
        ]
