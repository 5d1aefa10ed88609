"""Words as the search of knowledge compares them: as written, by sound in any script, and without Ukrainian endings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from platform_portal.core.desk.script_search import spoken

_WORD = re.compile(r"\w+")
_CYRILLIC = re.compile(r"[Ѐ-ӿ]")
LONGEST = 60
#: Of one product; a tsvector holds at most a megabyte.
MOST_CHARACTERS = 150_000
#: From this length on a word is also compared by sound; shorter ones sound like too many others.
HEARD_FROM = 4
#: Stands before a word written by its sound, so that it never meets one as written.
SOUND = "~"
_ENDINGS = "аеєиіїоуюяйьх"
_STEM_FROM = 4
MOST_TYPED = 10


def words(text: str) -> Iterator[str]:
    """The words of a text in their order, in small letters, the overlong cut."""
    for found in _WORD.finditer(unicodedata.normalize("NFC", text).lower()):
        yield found[0][:LONGEST]


def distinct(texts: Iterable[str]) -> list[str]:
    """Every word once, in the order of first use, until there are too many characters."""
    seen: dict[str, None] = {}
    length = 0
    for text in texts:
        for word in words(text):
            if word not in seen:
                length += len(word)
                if length > MOST_CHARACTERS:
                    return list(seen)
                seen[word] = None
    return list(seen)


def lexemes(found: Iterable[str]) -> list[str]:
    """What is written into the index for words: themselves and their sounds."""
    made: dict[str, None] = {}
    for word in found:
        made[word] = None
        if sound := sound_of(word):
            made[sound] = None
    return list(made)


def sound_of(word: str) -> str:
    """The word by its sound; "" for short ones and for those without letters."""
    if len(word) < HEARD_FROM or word.isdigit():
        return ""
    heard = spoken(word).replace(" ", "")
    return SOUND + heard[:LONGEST] if len(heard) >= HEARD_FROM - 1 else ""


def stem_of(word: str) -> str:
    """A Ukrainian word without its ending, as far as that is letters that endings are made of; else the word."""
    if not _CYRILLIC.search(word):
        return word
    stem = word.rstrip(_ENDINGS)
    return stem if len(stem) >= _STEM_FROM else word
