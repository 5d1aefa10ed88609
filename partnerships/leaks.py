"""The leak check: finds in German, Ukrainian and English texts what could tell an attacker where something is.

Pure functions over texts: coordinates, plus codes, what3words, links to maps, street addresses, named facilities, figures
of capacity or damage, and on protected topics the words for infrastructure. It warns, it does not forbid; what follows
from a finding is decided in `services.posting_protection`. It reads like a careful colleague, not like an adversary: what
somebody hides on purpose is for the review.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from partnerships import leaks_patterns as patterns

#: Longer texts are not accepted anywhere; what lies behind is not looked at.
MOST = 20_000
_LIKE = str.maketrans({
    "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'", "′": "'", "−": "-", "‐": "-", "‑": "-", "–": "-", "，": ",", "．": ".",
})  # fmt: skip


class LeakKind(StrEnum):
    """What was found."""

    COORDINATES = "coordinates"
    PLUS_CODE = "plus_code"
    WHAT3WORDS = "what3words"
    MAP_LINK = "map_link"
    ADDRESS = "address"
    FACILITY = "facility"
    FIGURE = "figure"
    INFRASTRUCTURE = "infrastructure"


@dataclass(frozen=True, slots=True)
class Leak:
    """A passage, by its place in the text as it was written."""

    kind: LeakKind
    start: int
    end: int
    passage: str


_ALWAYS: tuple[tuple[LeakKind, Sequence[re.Pattern[str]]], ...] = (
    (LeakKind.MAP_LINK, patterns.MAP_LINKS),
    (LeakKind.WHAT3WORDS, patterns.WHAT3WORDS),
    (LeakKind.PLUS_CODE, patterns.PLUS_CODES),
    (LeakKind.COORDINATES, patterns.COORDINATES),
    (LeakKind.ADDRESS, patterns.ADDRESSES),
    (LeakKind.FACILITY, patterns.FACILITIES),
)


def find(text: str, *, is_need: bool = True, is_protected: bool = False) -> list[Leak]:
    """The passages of one text, in their order, none inside another.

    `is_protected`: the posting has a protected topic, so that words for infrastructure count by themselves. Elsewhere they count
    beside words of damage. Figures of capacity count in needs; in offers they are somebody's own references.
    """
    folded, places = _folded(text[:MOST])
    found = [(kind, *span) for kind, group in _ALWAYS for span in _spans(group, folded)]
    is_damaged = any(pattern.search(folded) for pattern in patterns.DAMAGE_WORDS)
    words = _spans(patterns.INFRASTRUCTURE_WORDS, folded)
    if words and ((is_protected and is_need) or is_damaged):
        found += [(LeakKind.INFRASTRUCTURE, *span) for span in words]
    if is_need or is_damaged:
        found += [(LeakKind.FIGURE, *span) for span in _spans(patterns.FIGURES, folded)]
    return [
        Leak(kind, places[start], places[end - 1] + 1, text[places[start] : places[end - 1] + 1])
        for kind, start, end in _apart(found)
    ]


def find_in(
    texts: Mapping[str, str], *, is_need: bool = True, is_protected: bool = False
) -> dict[str, list[Leak]]:
    """The passages of several texts by their names; texts without any are left out."""
    found = {
        name: find(text, is_need=is_need, is_protected=is_protected) for name, text in texts.items() if text
    }
    return {name: leaks for name, leaks in found.items() if leaks}


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with one way to write digits, quotes and spaces, without invisible signs; and where each letter stood."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if unicodedata.category(letter) == "Cf":
            continue
        for part in unicodedata.normalize("NFKC", letter).translate(_LIKE):
            letters.append(" " if part.isspace() and part != "\n" else part)
            places.append(place)
    return "".join(letters), places


def _spans(group: Iterable[re.Pattern[str]], text: str) -> list[tuple[int, int]]:
    return [
        match.span() for pattern in group for match in pattern.finditer(text) if match.end() > match.start()
    ]


def _apart(found: Iterable[tuple[LeakKind, int, int]]) -> list[tuple[LeakKind, int, int]]:
    """Without those that lie in, or overlap, one that begins earlier or is longer."""
    kept: list[tuple[LeakKind, int, int]] = []
    for kind, start, end in sorted(found, key=lambda one: (one[1], -one[2])):
        if not kept or start >= kept[-1][2]:
            kept.append((kind, start, end))
    return kept
