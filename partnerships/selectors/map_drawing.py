"""Draws ties as SVG shapes in the view box of the base map; colours and dashes come from classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from partnerships.enums import TieFamily
from partnerships.selectors.snapshot import Row
from partnerships.selectors.ties import LANGUAGES, Tie, control
from places.projection import HEIGHT, WIDTH
from platform_portal.core.formats import language

#: Quieter families first, so that bridges and what is highlighted lie on top.
_ORDER = {TieFamily.TOWN: 0, TieFamily.UTILITY: 1, TieFamily.REGION: 2, TieFamily.BRIDGE: 3}
NAMES = 12
_SPACE = (96, 22)

_LINE = 20

type Point = tuple[float, float, str]
type Marked = Sequence[tuple[bool, Tie]]


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of the base map that is shown."""

    x: float
    y: float
    width: float
    height: float

    @property
    def view_box(self) -> str:
        """As the attribute of `<svg>`."""
        return f"{self.x:.0f} {self.y:.0f} {self.width:.0f} {self.height:.0f}"


WHOLE = Frame(0, 0, WIDTH, HEIGHT)


def frame_around(
    rows: Sequence[Row], *, aspect: float = 690 / 290, margin: float = 95, least: float = 460
) -> Frame:
    """The smallest frame of a given shape around all stops and the tops of their arcs, never closer than `least` wide."""
    ties = [row.tie for row in rows if row.tie]
    points = [(stop.x, stop.y) for tie in ties for stop in tie.points]
    points += [(control_x, (arc[0].y + arc[1].y) / 4 + control_y / 2) for tie in ties for arc in tie.arcs
               for control_x, control_y in [control(*arc)]]  # fmt: skip
    if not points:
        return WHOLE
    left, right = min(x for x, _ in points) - margin, max(x for x, _ in points) + margin
    top, bottom = min(y for _, y in points) - margin / 2, max(y for _, y in points) + margin / 2
    width = max(right - left, (bottom - top) * aspect, least)
    height = width / aspect
    return Frame((left + right - width) / 2, (top + bottom - height) / 2, width, height)


def draw(
    rows: Sequence[Row], frame: Frame = WHOLE, names: int = NAMES, highlight: Collection[str] = ()
) -> SafeString:
    """Arcs, dots and names; names of highlighted ties always, else those of the places with the most ties."""
    ties = [(row.slug in highlight, row.tie) for row in rows if row.tie]
    ties.sort(key=lambda pair: (pair[0], _ORDER[pair[1].family]))
    return SafeString(f"{_arcs(ties)}{_dots(ties)}{_labels(ties, frame, names)}")


def _arcs(ties: Marked) -> str:
    parts = []
    for focus, tie in ties:
        css = "" if tie.family == TieFamily.TOWN else f" pw-map__arc--{tie.family}"
        css, length = (f"{css} pw-map__arc--focus", ' pathLength="1"') if focus else (css, "")
        parts += [f'<path class="pw-map__arc{css}" d="{path}"{length}/>' for path in tie.paths]
    return "".join(parts)


def _dots(ties: Marked) -> str:
    seen: dict[tuple[float, float], tuple[str, float]] = {}
    for focus, tie in ties:
        for stop in tie.points:
            if focus:
                seen[stop.x, stop.y] = " pw-map__dot--focus", 6
            elif tie.family == TieFamily.BRIDGE and stop.country == "PL":
                seen[stop.x, stop.y] = " pw-map__dot--bridge", 3.5
            else:
                seen.setdefault((stop.x, stop.y), ("", 2.2))
    return "".join(
        f'<circle class="pw-map__dot{css}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>'
        for (x, y), (css, radius) in seen.items()
    )


def _labels(ties: Marked, frame: Frame, limit: int) -> SafeString:
    weight: Counter[Point] = Counter()
    focus: set[Point] = set()
    index = LANGUAGES.index(language())
    for in_focus, tie in ties:
        for stop in tie.points:
            point = (stop.x, stop.y, stop.names[index])
            weight[point] += 1
            if in_focus:
                focus.add(point)
    placed: list[Point] = []
    labels: list[tuple[str, str, str, str, str]] = []
    ranked = sorted(weight, key=lambda point: (point not in focus, -weight[point], point))
    for point in ranked:
        if len(placed) >= max(limit, len(focus)):
            break
        label = _label(point, point in focus, frame)
        if point in focus or not (
            any(_too_close(point, other) for other in placed)
            or any(_overlaps(label, other) for other in labels)
        ):
            placed.append(point)
            labels.append(label)
    return format_html_join(
        "", '<text class="pw-map__name{}" x="{}" y="{}" text-anchor="{}">{}</text>', labels
    )  # fmt: skip


def _too_close(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < _SPACE[0] and abs(one[1] - other[1]) < _SPACE[1]


def _overlaps(one: tuple[str, str, str, str, str], other: tuple[str, str, str, str, str]) -> bool:
    (left, right), (start, end) = _extent(one), _extent(other)
    return left < end and start < right and abs(float(one[2]) - float(other[2])) < _LINE


def _extent(label: tuple[str, str, str, str, str]) -> tuple[float, float]:
    focus, x, _y, anchor, name = label
    width = len(name) * (10 if focus else 7.5)
    left = float(x) - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    return left, left + width


def _label(point: Point, focus: bool, frame: Frame) -> tuple[str, str, str, str, str]:
    """Left of its dot in the western third of the frame, right of it in the eastern, below in the middle."""
    x, y, name = point
    share = (x - frame.x) / frame.width
    gap = 10 if focus else 6
    wide = len(name) * (14 if focus else 7.5) + gap  # on phones, names of highlighted ties grow
    beside, below = f"{y - 6 if focus else y + 4:.1f}", f"{y + (22 if focus else 16):.1f}"
    if share < 0.34 and x - wide > frame.x:
        placed = (f"{x - gap:.1f}", beside, "end")
    elif share > 0.66 and x + wide < frame.x + frame.width:
        placed = (f"{x + gap:.1f}", beside, "start")
    elif x - wide / 2 < frame.x:
        placed = (f"{max(x - 2 * gap, frame.x + gap):.1f}", below, "start")
    elif x + wide / 2 > frame.x + frame.width:
        placed = (f"{min(x + 2 * gap, frame.x + frame.width - gap):.1f}", below, "end")
    else:
        placed = (f"{x:.1f}", below, "middle")
    return (" pw-map__name--focus" if focus else "", *placed, name)
