"""Search in the names, places, topics and texts of actors, in every script and with typing errors.

Each word of the term is looked up among the distinct words of the index: the word itself and words that begin with
it, else similar ones (trigrams). What it stands for goes into one query of the full-text index; ranked are at most
RANKED hits, because ranking is what costs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from actors.words import words
from places.names import is_cyrillic, transliterate

RANKED = 1_000
LONGEST_QUERY = 12  # words
SHORTEST_FUZZY = 4  # letters
#: Words that say nothing; they would demand a hit of their own.
_EMPTY = frozenset(
    (
        *("der", "die", "das", "und", "für", "fur", "von", "in", "im", "am", "an", "the", "of", "and", "for"),
        *("та", "і", "й", "у", "в", "на", "для", "з", "и"),
    )
)

_LOOK_UP = """
WITH token AS (SELECT * FROM unnest(%(numbers)s::int[], %(tokens)s::text[]) AS given(number, word)),
near AS (
    SELECT number, found.lexeme, 1.0::real AS likeness, found.word = token.word AS is_exact
    FROM token CROSS JOIN LATERAL (
        SELECT word, lexeme FROM actors_searchword
        WHERE word >= token.word AND word < token.word || U&'\\+10FFFF' AND (length(token.word) > 1 OR word = token.word)
        ORDER BY word LIMIT 60
    ) found
),
missing AS (
    SELECT number, word FROM token
    WHERE length(word) >= %(shortest)s AND number NOT IN (SELECT number FROM near)
)
SELECT number, lexeme, likeness, is_exact FROM near
UNION ALL
SELECT missing.number, found.lexeme, found.likeness, false
FROM missing CROSS JOIN LATERAL (
    SELECT lexeme, similarity(word, missing.word) AS likeness FROM actors_searchword
    WHERE word %% missing.word ORDER BY 2 DESC LIMIT 30
) found
WHERE found.likeness >= 0.36
"""

_FIND = """
WITH hit AS MATERIALIZED (
    SELECT actor_id, document, is_dormant, kind FROM actors_actorindex WHERE document @@ %(wide)s::tsquery
),
ranked AS (
    SELECT actor_id, is_dormant,
           (ts_rank(document, %(any)s::tsquery) + 2 * ts_rank(document, %(exact)s::tsquery))
           * CASE WHEN kind = 'municipality' THEN 1.5 ELSE 1 END AS rank  -- a city's name means the city first
    FROM (SELECT * FROM hit LIMIT %(ranked)s) first
)
SELECT (SELECT string_agg(int4send(actor_id::int), ''::bytea) FROM hit),
       (SELECT string_agg(int4send(actor_id::int), ''::bytea ORDER BY is_dormant, rank DESC, actor_id) FROM ranked)
"""


@dataclass(frozen=True)
class Match:
    """Who was found: all ids, and the best of them in order. `guessed` says that a word was taken for another one."""

    ids: NDArray[np.int32]
    best: NDArray[np.int32]
    guessed: bool = False


@dataclass
class _Meaning:
    exact: set[str] = field(default_factory=set)
    wide: set[str] = field(default_factory=set)
    fuzzy: dict[str, float] = field(default_factory=dict)


NOBODY = Match(np.zeros(0, np.int32), np.zeros(0, np.int32))


def find(term: str) -> Match:
    """Actors that fit every word of the term. Two queries; one when a word means nothing; none for an empty term."""
    tokens = _tokens(term)
    if not tokens:
        return NOBODY
    meanings = _meanings(tokens)
    if not all(meaning.wide or meaning.fuzzy for meaning in meanings):
        return NOBODY
    wide = [meaning.wide or _closest(meaning.fuzzy) for meaning in meanings]
    exact = [meaning.exact or some for meaning, some in zip(meanings, wide, strict=True)]
    with connection.cursor() as cursor:
        # ranked by "or": every hit has all words anyway, and "and" would look at distances, which mean nothing here
        cursor.execute(
            _FIND,
            {
                "wide": _tsquery(wide),
                "any": _tsquery([set().union(*wide)]),
                "exact": _tsquery([set().union(*exact)]),
                "ranked": RANKED,
            },
        )
        ids, best = cursor.fetchone()
    return Match(_numbers(ids), _numbers(best), guessed=any(not meaning.wide for meaning in meanings))


def _tokens(term: str) -> list[str]:
    found = list(dict.fromkeys(words(term)))
    return ([word for word in found if word not in _EMPTY] or found)[:LONGEST_QUERY]


def _meanings(tokens: list[str]) -> list[_Meaning]:
    """A Ukrainian word is also looked up in German and English letters."""
    readings = [(number, reading) for number, token in enumerate(tokens) for reading in _readings(token)]
    meanings = [_Meaning() for _ in tokens]
    with connection.cursor() as cursor:
        cursor.execute(
            _LOOK_UP,
            {
                "numbers": [number for number, _ in readings],
                "tokens": [reading for _, reading in readings],
                "shortest": SHORTEST_FUZZY,
            },
        )
        for number, lexeme, likeness, is_exact in cursor.fetchall():
            meaning = meanings[number]
            if likeness < 1:
                meaning.fuzzy[lexeme] = max(likeness, meaning.fuzzy.get(lexeme, 0))
            else:
                meaning.wide.add(lexeme)
                if is_exact:
                    meaning.exact.add(lexeme)
    return meanings


def _readings(token: str) -> list[str]:
    if not is_cyrillic(token):
        return [token]
    return list(
        dict.fromkeys(
            [token, *(reading for to in ("de", "en") for reading in words(transliterate(token, to)))]
        )
    )


def _closest(fuzzy: dict[str, float]) -> set[str]:
    """The likeliest words and those nearly as like."""
    best = max(fuzzy.values())
    return {lexeme for lexeme, likeness in fuzzy.items() if likeness >= best - 0.08}


def _tsquery(groups: list[set[str]]) -> str:
    return " & ".join("(" + " | ".join(f"'{lexeme}'" for lexeme in sorted(group)) + ")" for group in groups)


def _numbers(raw: bytes | None) -> NDArray[np.int32]:
    return np.frombuffer(raw or b"", dtype=">i4").astype(np.int32)
