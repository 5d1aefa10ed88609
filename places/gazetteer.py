"""Reads the committed gazetteer files and derives all searchable names from them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from places.enums import NameKind
from places.names import fold, is_cyrillic, plain, sound_key
from places.transliteration import reader_spellings, russian_spellings, transliterate

DATA = Path(__file__).resolve().parent / "data"
#: Modules whose rules decide which names are stored.
_RULES = ("gazetteer.py", "names.py", "transliteration.py")

type Record = dict[str, str]
type NameRecord = tuple[str, str, NameKind, str, str]  # name, language, kind, folded, sound

_NATIVE = {"DE": "de", "UA": "uk", "PL": "pl"}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"})


def read(name: str, folder: Path = DATA) -> Iterator[Record]:
    """Rows of a gazetteer file, packed (``.csv.gz``) or plain."""
    packed = folder / f"{name}.csv.gz"
    raw = gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / f"{name}.csv").read_bytes()
    yield from csv.DictReader(io.StringIO(raw.decode()))


def version(folder: Path = DATA) -> str:
    """Fingerprint of the files and rules; equal fingerprints mean equal tables."""
    digest = hashlib.sha256()
    for path in [Path(__file__).with_name(name) for name in _RULES] + sorted(folder.glob("*.csv*")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def names_of(place: Record, extra: list[Record]) -> list[NameRecord]:
    """All names of one place, the best kind of each spelling only.

    Shown kinds are kept per spelling with its diacritics, names for search only per folded form.
    """
    found: list[NameRecord] = []
    seen_plain: set[str] = set()
    seen_folded: set[str] = set()
    for name, language, kind in _candidates(place, extra):
        key, folded = plain(name), fold(name)
        if not folded or key in seen_plain or (kind == NameKind.SEARCH_ONLY and folded in seen_folded):
            continue
        seen_plain.add(key)
        seen_folded.add(folded)
        found.append((name, language, kind, folded[:200], sound_key(name)[:200]))
    return found


def _candidates(place: Record, extra: list[Record]) -> Iterator[tuple[str, str, NameKind]]:
    native, country = place["name_native"], place["country"]
    yield native, _NATIVE[country], NameKind.OFFICIAL
    given = [(r["name"], r["language"], NameKind(r["kind"])) for r in extra]
    if country == "UA":
        for to in ("en", "de"):
            yield transliterate(native, to), to, NameKind.TRANSLITERATION
    yield from (g for g in given if g[2] == NameKind.TRANSLITERATION and not g[1])
    yield from (g for g in given if g[2] == NameKind.EXONYM)
    for language in ("de", "en", "pl", "uk"):
        if place[f"name_{language}"]:
            yield place[f"name_{language}"], language, NameKind.TRANSLITERATION
    yield from (g for g in given if g[2] == NameKind.TRANSLITERATION)
    yield from (g for g in given if g[2] == NameKind.FORMER)
    yield from _spellings(native, country, given)
    yield from (g for g in given if g[2] == NameKind.SEARCH_ONLY)


def _spellings(
    native: str, country: str, given: list[tuple[str, str, NameKind]]
) -> Iterator[tuple[str, str, NameKind]]:
    """What readers type: umlauts as two letters, transliterations of other systems, of former and of Russian forms."""
    search = NameKind.SEARCH_ONLY
    if country == "DE":
        for name in [native, *(g[0] for g in given if g[2] == NameKind.EXONYM)]:
            if (typed := name.translate(_UMLAUTS)) != name:
                yield typed, "de", search
    if country == "UA":
        former = [g[0] for g in given if g[2] == NameKind.FORMER and g[1] == "uk"]
        for name in [native, *former]:
            yield from ((typed, "uk", search) for typed in reader_spellings(name))
        for name in [g[0] for g in given if g[1] == "ru" and is_cyrillic(g[0])]:
            yield from ((typed, "", search) for typed in russian_spellings(name))
