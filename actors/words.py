"""Words of names as they are searched: folded, in every script, each with its weight in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from places.names import fold, is_cyrillic, transliterate

_WORD = re.compile(r"\w+")
LONGEST = 60
LATIN = ("de", "en", "pl")


def words(text: str) -> list[str]:
    """The folded words of a text in their order, the overlong cut."""
    return [word for part in text.split() for word in _folded(part)]


def spellings(name: str) -> set[str]:
    """The folded words of a name, a Ukrainian one also in German, English and Polish letters."""
    return {word for part in name.split() for word in _in_all_letters(part)}


def all_spellings(names: Iterable[str | None]) -> set[str]:
    """The words of all names of one thing."""
    return {word for name in names if name for word in spellings(name)}


# Names share most of their words ("Stadt", names of places), so the work is kept per word, not per name.
@lru_cache(maxsize=50_000)
def _folded(part: str) -> tuple[str, ...]:
    return tuple(word[:LONGEST] for word in _WORD.findall(fold(part)))


@lru_cache(maxsize=50_000)
def _in_all_letters(part: str) -> frozenset[str]:
    found = set(_folded(part))
    if is_cyrillic(part):
        for language in LATIN:
            found.update(_folded(transliterate(part, language)))
    return frozenset(found)


def tsvector(weighted: Iterable[tuple[str, Iterable[str]]]) -> str:
    """The text form of a tsvector: `(("A", words), ("B", words))`; a word counts with its first weight.

    Positions are what PostgreSQL hangs the weights on; they carry no meaning here.
    """
    seen: dict[str, str] = {}
    for weight, group in weighted:
        for word in group:
            seen.setdefault(word, weight)
    return " ".join(f"'{word}':1{weight}" for word, weight in seen.items())
