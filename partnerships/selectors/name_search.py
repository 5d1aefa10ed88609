"""Finds parties by name in any script and spelling: names of actors, names of their places, wording of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import reduce
from operator import and_

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from actors.models import ActorIndex
from partnerships.models import Party
from places.models import PlaceName, Region
from places.names import fold
from places.resolution import MIN_FUZZY, resolve

#: Words of a term that count; the rest of an endless one is ignored.
MAX_WORDS = 8
_POSTING_TEXTS = [f"{field}_{language}" for field in ("title", "text") for language in ("de", "uk", "en")]


def words_of(term: str) -> list[str]:
    """The folded words of a term that can be searched."""
    return [word for word in fold(term).split() if any(letter.isalnum() for letter in word)][:MAX_WORDS]


def _at_a_start(word: str) -> str:
    """Pattern of PostgreSQL: `word` where a word begins, so that "Essen" does not mean all of Hessen."""
    return r"\m" + re.escape(word)


def parties_named(word: str) -> Q:
    """Condition on parties: a word of a name begins with `word` (folded)."""
    return named(word) | Q(label__iregex=_at_a_start(word))


def named(word: str) -> Q:
    """Condition on what has an actor or a place (parties, postings): a word of a name begins with `word` (folded)."""
    actors = ActorIndex.objects.filter(
        document=SearchQuery(f"{_lexeme(word)}:*A", search_type="raw", config="simple")
    )
    places = PlaceName.objects.filter(Q(folded__startswith=word) | Q(folded__contains=f" {word}")).values(
        "place"
    )
    start = _at_a_start(word)
    regions = Region.objects.filter(
        Q(name_de__iregex=start) | Q(name_uk__iregex=start) | Q(name_en__iregex=start)
    ).values("pk")
    return (
        Q(actor__in=actors.values("actor"))
        | Q(actor__place__in=places)
        | Q(place__in=places)
        | Q(actor__place__region__in=regions)
        | Q(place__region__in=regions)
    )


def parties_meant(term: str) -> Q | None:
    """Condition on parties for a term with a typing error: the places it resolves to, or None."""
    if len(fold(term)) < MIN_FUZZY:
        return None
    places = [match.place.pk for match in resolve(term, limit=3)]
    return Q(actor__place__in=places) | Q(place__in=places) if places else None


def readings(term: str) -> Iterator[Q]:
    """Conditions on partnerships, to be tried in turn until something is found: every word begins a word of some
    party's name; else the places a misspelt term may mean."""
    words = words_of(term)
    if not words:
        return
    yield reduce(and_, (partnerships_of(parties_named(word)) for word in words))
    if (meant := parties_meant(term)) is not None:
        yield partnerships_of(meant)


def postings_about(term: str) -> Q:
    """Condition on postings: every word stands in title or text, or begins a word of the name of who seeks or gives."""
    found = Q()
    for word in term.split()[:MAX_WORDS]:
        written = Q()
        for column in _POSTING_TEXTS:
            written |= Q(**{f"{column}__icontains": word})
        for part in words_of(word):
            written |= named(part)
        found &= written
    return found


def partnerships_of(condition: Q) -> Q:
    """Condition on partnerships: one of the parties meets the condition."""
    return Q(pk__in=Party.objects.filter(condition).values("partnership"))


def _lexeme(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
