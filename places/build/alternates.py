"""Gives every place its names: exonyms and former names by hand, the rest of GeoNames' alternates for search."""

from __future__ import annotations

import re
from collections import defaultdict

from places.build.rows import Row
from places.build.sources import clean_uk, read_csv
from places.names import fold, is_cyrillic, plain
from places.transliteration import transliterate

_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_RUSSIAN = set("ыэъё")
_UKRAINIAN = set("іїєґ")
#: Forms that are other things: airport codes, question marks, genitive forms, names of administrative areas.
_NOISE = re.compile(r"^[A-Z]{2,4}$|[?/]|^.{1,2}$| osh$| ош$|^[a-zāīū]")


def index_by_native(rows: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Settlements by country and official name, most populous first."""
    index: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: -(r.population or 0)):
        if row.kind not in ("region", "raion", "district"):
            index[row.country, fold(row.name_native)].append(row)
    return index


def official_forms(rows: list[Row]) -> None:
    """German, English and Polish names of Ukrainian places by the transliteration rules."""
    for row in rows:
        if row.country == "UA" and not row.name_de:
            row.name_uk = row.name_native
            row.name_de, row.name_en, row.name_pl = (
                transliterate(row.name_native, to) for to in ("de", "en", "pl")
            )


def exonyms(rows: list[Row]) -> list[str]:
    """Names by hand; returns those whose place was not found."""
    index, lost = index_by_native(rows), []
    for r in read_csv("exonyms.csv"):
        found = index.get((r["country"], fold(r["native"])))
        if not found:
            lost.append(f"{r['country']} {r['native']}")
            continue
        row = found[0]
        if r["shown"]:
            column = f"name_{r['language']}"
            row.add(getattr(row, column), r["language"], "transliteration")
            setattr(row, column, r["shown"])
            row.add(r["shown"], r["language"], "exonym")
        for name in filter(None, r["also"].split(";")):
            row.add(name, r["language"], "exonym")
    return lost


def former_and_russian(rows: list[Row], slugs: dict[tuple[str, str], str]) -> list[str]:
    """Former official names with their transliterations, and Russian forms (for search only)."""
    index, lost = index_by_native(rows), []

    def place(r: dict[str, str]) -> Row | None:
        region = slugs["UA", r["admin1"]]
        options = [x for x in index.get(("UA", fold(r["native"])), []) if x.region == region]
        if not options:
            lost.append(f"UA {r['native']}")
        return options[0] if options else None

    for r in read_csv("former_names.csv"):
        if row := place(r):
            for name in filter(None, [r["former"], *r["also"].split(";")]):
                row.add(clean_uk(name), "uk", "former")
                for to in ("de", "en", "pl"):
                    row.add(transliterate(name, to), to, "former")
    for r in read_csv("russian_forms.csv"):
        if row := place(r):
            for name in r["russian"].split(";"):
                row.add(name, "ru", "search_only")
    return lost


def _language(name: str, row: Row) -> str:
    """What the letters tell about the language; "" where they do not tell."""
    letters = set(name.lower())
    if not is_cyrillic(name):
        return ""
    if letters & _RUSSIAN:
        return "ru" if not letters & set("іў") else "be"
    if letters & _UKRAINIAN:
        return "uk" if "ў" not in letters else "be"
    if letters & set("јљњћђџѓќ"):
        return "sr"
    return "ru" if row.country == "UA" and fold(name) != fold(row.name_native) else ""


def search_names(rows: list[Row]) -> None:
    """All other alternates, found by search and never shown."""
    for row in rows:
        known = {plain(n) for n in (row.name_native, row.name_de, row.name_uk, row.name_en, row.name_pl)}
        known |= {plain(n) for n, _, _ in row.names}
        for name in row.alternates:
            name = clean_uk(name) if is_cyrillic(name) else name.strip()
            if _NOISE.search(name) or plain(name) in known or len(name) > 80:
                continue
            known.add(plain(name))
            if _LATIN.search(name) or is_cyrillic(name) or (row.population and row.population >= 50_000):
                row.add(name, _language(name, row), "search_only")
