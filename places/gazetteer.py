"""Reads the committed gazetteer files and derives all searchable names from them."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from places.enums import SETTLEMENT_KINDS, NameKind
from places.names import fold, is_cyrillic, plain, sound_key
from places.transliteration import reader_spellings, russian_spellings, transliterate

DATA = Path(__file__).resolve().parent / "data"
#: Modules whose rules decide which names are stored.
_RULES = ("gazetteer.py", "names.py", "transliteration.py")

type Record = dict[str, str]
type NameRecord = tuple[str, str, NameKind, str, str]  # name, language, kind, folded, sound

_NATIVE = {"DE": "de", "UA": "uk", "PL": "pl"}
#: Parts of a name that say nothing alone: "Bad Salzuflen" is also called Salzuflen, never Bad.
_MIN_PART = 5
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

    Shown kinds are kept per spelling with its diacritics, names for search only per folded form and sound.
    """
    found: list[NameRecord] = []
    seen_plain: set[str] = set()
    seen_keys: set[tuple[str, str]] = set()
    for name, language, kind in _candidates(place, extra):
        key, folded, sound = plain(name), fold(name), sound_key(name)
        if not folded or key in seen_plain or (kind == NameKind.SEARCH_ONLY and (folded, sound) in seen_keys):
            continue
        seen_plain.add(key)
        seen_keys.add((folded, sound))
        found.append((name, language, kind, folded[:200], sound[:200]))
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
    yield from ((part, "", search) for part in _parts(native))
    # Polish "ó" sounds like "u", but those who leave out the mark write an "o": typing errors are looked for by sound
    for name in [native, *(g[0] for g in given if g[1] == "pl")]:
        if "ó" in name.lower():
            yield fold(name).title(), "", search
    if country == "DE":
        for name in [native, *(g[0] for g in given if g[2] == NameKind.EXONYM)]:
            if (typed := name.translate(_UMLAUTS)) != name:
                yield typed, "de", search
    if country == "UA":
        former = [g[0] for g in given if g[2] == NameKind.FORMER and g[1] == "uk"]
        for name in [native, *former]:
            yield from ((typed, "uk", search) for typed in reader_spellings(name))
        yield from ((typed, "", search) for typed in _western_endings(native))
        for name in [g[0] for g in given if g[1] == "ru" and is_cyrillic(g[0])]:
            yield from ((typed, "", search) for typed in russian_spellings(name))


def _parts(native: str) -> Iterator[str]:
    """The towns a double name was made of (Castrop-Rauxel), and a name without the word that tells it from its namesakes.

    "Gorzów Wielkopolski" is called Gorzów, "Bad Oeynhausen" Oeynhausen. Names with a joint ("am", "bei") have their
    short form in the files.
    """
    words = re.split(r"[-\s]+", native)
    if len(words) == 2 and words[1][:1].isupper():
        yield from (word for word in words if len(word) >= _MIN_PART and word.isalpha())


def _western_endings(native: str) -> Iterator[str]:
    """Макарів is Makarów in Polish and was Makarow in older German papers: і goes back to о in a closed last syllable."""
    if re.search("[ії]в$", native):
        older = native[:-2] + ("єв" if native.endswith("їв") else "ов")
        yield from (transliterate(older, to) for to in ("de", "en"))


def share_among_namesakes(places: list[Record], names: dict[str, list[Record]]) -> None:
    """The most populous of several places of one name is found by everything that leads to the others.

    Sources list spellings unevenly: without this "Aleksandria" would mean a village instead of the city.
    """
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for place in places:
        if place["kind"] in SETTLEMENT_KINDS:
            groups[place["country"], fold(place["name_native"])].append(place)
    for group in groups.values():
        first = max(group, key=lambda place: int(place["population"] or 0))
        for other in group:
            if other is not first:
                names[first["source_key"]] += [
                    name | {"kind": NameKind.SEARCH_ONLY}
                    for name in names[other["source_key"]]
                    if name["kind"] == NameKind.SEARCH_ONLY
                ]
