"""Search in names of a short table, whatever the script: "Schewtschenko" and "Shevchenko" find "Шевченко".

For tables without a search index of their own (persons, topics, working groups): the names are read and compared here.
Actors, places and partnerships have their own, better search.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from anyascii import anyascii
from django.db.models import Q, QuerySet

#: Above this many rows only the database searches, as written.
MOST = 20_000
#: German, Polish and English spellings of one sound, the longest first.
_SAME = (
    ("schtsch", "shch"), ("szcz", "shch"), ("tsch", "ch"), ("cz", "ch"), ("sch", "sh"), ("sz", "sh"),
    ("zh", "sh"), ("rz", "sh"), ("kh", "h"), ("ck", "k"), ("tz", "ts"), ("z", "s"), ("w", "v"), ("j", "i"),
    ("y", "i"), ("ph", "f"), ("th", "t"), ("g", "h"),
)  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")
_NO_LETTER = re.compile(r"[^a-z0-9@ ]+")


def spoken(text: str) -> str:
    """A rough key by sound: the same for the usual spellings of one name in Latin and Cyrillic letters."""
    key = _NO_LETTER.sub(" ", anyascii(unicodedata.normalize("NFC", text)).lower().replace("'", ""))
    for written, sound in _SAME:
        key = key.replace(written, sound)
    return " ".join(_REPEATED.sub(r"\1", key).split())


def matching(queryset: QuerySet[Any], term: str, *columns: str) -> Q:
    """Condition on rows in one of whose columns every word of the term begins a word, in any script. One query."""
    wanted = spoken(term).split()[:12]
    if not wanted:
        return Q(pk__in=())
    found = []
    for pk, *texts in queryset.order_by().values_list("pk", *columns)[:MOST]:
        text = " " + spoken(" ".join(str(part) for part in texts if part))
        if all(f" {word}" in text for word in wanted):
            found.append(pk)
    return Q(pk__in=found)
