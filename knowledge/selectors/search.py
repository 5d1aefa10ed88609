"""Finding products by words, in any script, and the passage of a text where the words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from knowledge.models import VersionText
from knowledge.words import MOST_TYPED, sound_of, stem_of, words

#: So much of each text is looked through for a passage.
LOOKED_THROUGH = 120_000
BEFORE, LONG = 90, 260
_WORD = re.compile(r"\w+")


def typed(term: str) -> list[str]:
    """The words of a search, at most ten."""
    return list(words(term))[:MOST_TYPED]


def matching(wanted: Sequence[str]) -> Q:
    """Products in which every word stands: as its beginning, in its German stem, without its ending, or by its sound."""
    if not wanted:
        return Q(pk__in=())
    return Q(index__words=reduce(and_, (_query(word) for word in wanted)))


def in_title(wanted: Sequence[str]) -> Q:
    """Products with every word in a title."""
    if not wanted:
        return Q(pk__in=())
    return Q(index__title_words=reduce(and_, (_query(word) for word in wanted)))


def _query(word: str) -> SearchQuery:
    written = {word, stem_of(word), sound_of(word)} - {""}
    # the words hold letters, digits and the sign of sounds only, so they need no quoting beyond this
    parts = [SearchQuery(f"'{text}':*", config="simple", search_type="raw") for text in sorted(written)]
    return reduce(or_, [*parts, SearchQuery(word, config="german", search_type="plain")])


def passages(product_ids: Iterable[int], wanted: Sequence[str]) -> dict[int, SafeString]:
    """For each product the first passage of its file with one of the words, marked; one query."""
    if not wanted:
        return {}
    rows = VersionText.objects.filter(version__product__in=list(product_ids), version__is_current=True)
    found = rows.values_list("version__product", Left("content", LOOKED_THROUGH))
    made = ((pk, _passage(text, wanted)) for pk, text in found)
    return {pk: passage for pk, passage in made if passage}


def _passage(text: str, wanted: Sequence[str]) -> SafeString:
    begin = _first(text, wanted)
    if begin is None:
        return SafeString("")
    start = max(0, begin - BEFORE)
    if start:
        start = text.find(" ", start, begin) + 1 or start
    end = min(len(text), start + LONG)
    if end < len(text):
        end = max(text.rfind(" ", begin, end), begin + 1)
    marked = _marked(" ".join(text[start:end].split()), wanted)
    return format_html("{}{}{}", "… " if start else "", marked, " …" if end < len(text) else "")


def _first(text: str, wanted: Sequence[str]) -> int | None:
    """Where the first of the words stands; whole texts are looked at, by sound only their beginning."""
    low = text.lower() if len(text.lower()) == len(text) else text
    places = [at for word in wanted if (at := _begins(low, stem_of(word))) is not None]
    if places:
        return min(places)
    heard = {sound for word in wanted if (sound := sound_of(word))}
    for match in _WORD.finditer(low[:20_000]):
        sound = sound_of(match[0])
        if sound and any(sound.startswith(part) for part in heard):
            return match.start()
    return None


def _begins(text: str, word: str) -> int | None:
    found = re.search(rf"\b{re.escape(word)}", text)
    return found.start() if found else None


def _marked(text: str, wanted: Sequence[str]) -> SafeString:
    """The text with the words that begin like a wanted one marked; everything else is escaped."""
    beginnings = tuple(stem_of(word) for word in wanted)
    heard = tuple(sound for word in wanted if (sound := sound_of(word)))
    parts: list[tuple[str, SafeString | str]] = []
    at = 0
    for match in _WORD.finditer(text):
        word = match[0].lower()
        if word.startswith(beginnings) or (heard and sound_of(word).startswith(heard)):
            parts.append((text[at : match.start()], format_html("<mark>{}</mark>", match[0])))
            at = match.end()
    return format_html_join("", "{}{}", [*parts, (text[at:], "")])
