"""Draws ties as SVG shapes in the view box of the base map; colours and dashes come from classes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from partnerships.enums import TieFamily
from partnerships.selectors.ties import Stop, Tie
from places.projection import HEIGHT, WIDTH

#: Arcs rise by this share of their length, as on a great circle seen from the south.
LIFT = 0.17
#: Quieter families first, so that bridges and what is highlighted lie on top.
_ORDER = {TieFamily.TOWN: 0, TieFamily.UTILITY: 1, TieFamily.REGION: 2, TieFamily.BRIDGE: 3}
NAMES = 12
_SPACE = (96, 22)


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
    ties: Sequence[Tie], *, aspect: float = 690 / 290, margin: float = 95, least: float = 460
) -> Frame:
    """The smallest frame of a given shape around all stops and the tops of their arcs, never closer than `least` wide."""
    points = [(stop.x, stop.y) for tie in ties for stop in tie.points]
    points += [(control_x, (arc[0].y + arc[1].y) / 4 + control_y / 2) for tie in ties for arc in tie.arcs
               for control_x, control_y in [_control(*arc)]]  # fmt: skip
    if not points:
        return WHOLE
    left, right = min(x for x, _ in points) - margin, max(x for x, _ in points) + margin
    top, bottom = min(y for _, y in points) - margin / 2, max(y for _, y in points) + margin / 2
    width = max(right - left, (bottom - top) * aspect, least)
    height = width / aspect
    return Frame((left + right - width) / 2, (top + bottom - height) / 2, width, height)


def draw(ties: Sequence[Tie], frame: Frame = WHOLE, names: int = NAMES) -> SafeString:
    """Arcs, dots and names; names of highlighted ties always, else those of the places with the most ties."""
    ordered = sorted(ties, key=lambda tie: (tie.highlight, _ORDER[tie.family]))
    return format_html("{}{}{}", _arcs(ordered), _dots(ordered), _labels(ordered, frame, names))


def _control(start: Stop, end: Stop) -> tuple[float, float]:
    length = math.hypot(end.x - start.x, end.y - start.y)
    return (start.x + end.x) / 2, (start.y + end.y) / 2 - LIFT * length


def _arcs(ties: Sequence[Tie]) -> SafeString:
    rows = []
    for tie in ties:
        css = "" if tie.family == TieFamily.TOWN else f" pw-map__arc--{tie.family}"
        focus, length = (" pw-map__arc--focus", ' pathLength="1"') if tie.highlight else ("", "")
        for start, end in tie.arcs:
            x, y = _control(start, end)
            path = f"M{start.x:.1f} {start.y:.1f}Q{x:.1f} {y:.1f} {end.x:.1f} {end.y:.1f}"
            rows.append((css, focus, path, SafeString(length)))
    return format_html_join("", '<path class="pw-map__arc{}{}" d="{}"{}/>', rows)


def _dots(ties: Sequence[Tie]) -> SafeString:
    seen: dict[tuple[float, float], tuple[str, float]] = {}
    for tie in ties:
        for stop in tie.points:
            if tie.highlight:
                seen[stop.x, stop.y] = " pw-map__dot--focus", 6
            elif tie.family == TieFamily.BRIDGE and stop.country == "PL":
                seen[stop.x, stop.y] = " pw-map__dot--bridge", 3.5
            else:
                seen.setdefault((stop.x, stop.y), ("", 2.2))
    rows = [(css, f"{x:.1f}", f"{y:.1f}", radius) for (x, y), (css, radius) in seen.items()]
    return format_html_join("", '<circle class="pw-map__dot{}" cx="{}" cy="{}" r="{}"/>', rows)


def _labels(ties: Sequence[Tie], frame: Frame, limit: int) -> SafeString:
    weight: Counter[tuple[float, float, str]] = Counter()
    focus: set[tuple[float, float, str]] = set()
    for tie in ties:
        for stop in tie.points:
            weight[stop.x, stop.y, stop.name] += 1
            if tie.highlight:
                focus.add((stop.x, stop.y, stop.name))
    placed: list[tuple[float, float, str]] = []
    ranked = sorted(weight, key=lambda point: (point not in focus, -weight[point], point))
    for point in ranked:
        if len(placed) >= max(limit, len(focus)):
            break
        if point in focus or not any(_too_close(point, other) for other in placed):
            placed.append(point)
    return format_html_join(
        "", '<text class="pw-map__name{}" x="{}" y="{}" text-anchor="{}">{}</text>',
        (_label(point, point in focus, frame) for point in placed),
    )  # fmt: skip


def _too_close(one: tuple[float, float, str], other: tuple[float, float, str]) -> bool:
    return abs(one[0] - other[0]) < _SPACE[0] and abs(one[1] - other[1]) < _SPACE[1]


def _label(point: tuple[float, float, str], focus: bool, frame: Frame) -> tuple[str, str, str, str, str]:
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
