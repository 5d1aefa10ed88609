"""Sort keys: names in the alphabet of the reader's language, stored, because PostgreSQL here has no ICU."""

from __future__ import annotations

from functools import cache

from pyuca import Collator

# The default order of Unicode does not follow the Ukrainian alphabet (ґ, є, і, ї, ь), so it is written down here.
_UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
_RANK = {letter: f"{index:02d}" for index, letter in enumerate(_UKRAINIAN)}


@cache
def _collator() -> Collator:
    return Collator()


def sort_key(text: str, language: str) -> str:
    """A plain ASCII string that sorts like `text` in `language`: UCA order, Cyrillic first in Ukrainian, last elsewhere."""
    text = text.strip().casefold()
    if language == "uk":
        return _ukrainian_key(text)
    weights = _collator().sort_key(text)
    primary = (
        "".join(f"{weight:04x}" for weight in weights[: weights.index(0)] if weight) if 0 in weights else ""
    )
    return primary[:240]


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
