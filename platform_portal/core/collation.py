"""Sort keys: names in the alphabet of the reader's language, stored, because PostgreSQL here has no ICU.

The whole Unicode collation takes 10 MB and a second to load. Latin and Cyrillic letters have their weights in a small
table taken from it; the collation itself is loaded for names with other characters only.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyuca import Collator

#: Lines of a primary weight ("-": none) and the code points that have it. No two of these characters make a contraction.
WEIGHTS = Path(__file__).with_name("collation_weights.txt")

# The default order of Unicode does not follow the Ukrainian alphabet (ґ, є, і, ї, ь), so it is written down here.
_UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_RANK = {letter: f"{index:02d}" for index, letter in enumerate(_UKRAINIAN)}


@cache
def _collator() -> Collator:
    from pyuca import Collator

    return Collator()


@cache
def _weights() -> dict[str, str]:
    rows = (line.split() for line in WEIGHTS.read_text(encoding="ascii").splitlines())
    return {chr(int(point, 16)): weight.strip("-") for weight, *points in rows for point in points}


def sort_key(text: str, language: str) -> str:
    """A plain ASCII string that sorts like `text` in `language`: UCA order, Cyrillic first in Ukrainian, last elsewhere."""
    text = text.strip().casefold()
    if language == "uk":
        return _ukrainian_key(text)
    known = _weights()
    try:
        return "".join([known[letter] for letter in unicodedata.normalize("NFC", text)])[:240]
    except KeyError:
        return _whole_collation_key(text)


def _whole_collation_key(text: str) -> str:
    weights = _collator().sort_key(text)
    return "".join(f"{weight:04x}" for weight in weights[: weights.index(0)] if weight)[:240]


def _ukrainian_key(text: str) -> str:
    parts = []
    for letter in text:
        if letter in _RANK:
            parts.append("1" + _RANK[letter])
        elif letter.isalpha():
            parts.append("2" + f"{ord(letter):05x}")
        elif letter.isdigit():
            parts.append("0" + letter)
    return "".join(parts)[:240]
