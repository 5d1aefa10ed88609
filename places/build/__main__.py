"""Writes ``places/data/places.csv.gz`` and ``names.csv.gz``: ``python -m places.build``."""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
from collections import Counter
from pathlib import Path

from anyascii import anyascii

from places.build import alternates, ukraine, units, western
from places.build.rows import COLUMNS, NAME_COLUMNS, Row
from places.build.sources import DATA, clean_uk, geonames, katottg, read_csv
from places.names import fold


def _populations(rows: list[Row], slugs: dict[tuple[str, str], str]) -> None:
    """Hand list: where the last peacetime count is known and GeoNames has none, a wartime estimate or an error (left empty)."""
    index = alternates.index_by_native(rows)
    for r in read_csv("populations.csv"):
        options = index.get((r["country"], fold(clean_uk(r["name"]))), [])
        for row in [x for x in options if x.region == slugs[r["country"], r["admin1"]]][:1]:
            row.population = int(r["population"]) if r["population"] else None
            row.population_source = r["source"] if r["population"] else ""


def _slugs(rows: list[Row]) -> None:
    """The German name in ASCII; namesakes after the most populous one carry their number in the source."""
    taken: set[str] = set()
    order = {"region": 1, "raion": 2, "district": 2, "city_district": 3}
    for row in sorted(rows, key=lambda r: (order.get(r.kind, 0), -(r.population or 0), r.source_key)):
        german = row.name_de.lower()
        for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
            german = german.replace(umlaut, letters)
        slug = re.sub("[^a-z0-9]+", "-", anyascii(german).lower()).strip("-")[:90]
        if row.kind == "region":
            slug = f"{row.region}-region"
        if slug in taken:
            slug = f"{slug}-{row.source_key.lower().replace(':', '-').lstrip('g')}"
        taken.add(slug)
        row.slug = slug


def build() -> list[Row]:
    """All rows, settlements first."""
    slugs = {(r["country"], r["admin1"]): r["slug"] for r in read_csv("regions.csv")}
    places, codifier = geonames(), katottg()
    rows = ukraine.settlements([p for p in places if p.country == "UA"], codifier, slugs)
    rows += western.settlements([p for p in places if p.country != "UA"], slugs)
    _populations(rows, slugs)
    alternates.official_forms(rows)
    lost = alternates.exonyms(rows) + alternates.former_and_russian(rows, slugs)
    parties = units.hand_units() + units.regions_as_places()
    parties += units.raions(codifier, slugs, {r.katottg: r for r in rows if r.katottg})
    units.exonyms_of_towns(parties, rows)
    rows += parties
    alternates.search_names(rows)
    _slugs(rows)
    print("not found:", ", ".join(lost) or "none", file=sys.stderr)
    return sorted(rows, key=lambda r: r.source_key)


def _write(path: Path, header: tuple[str, ...], lines: list[list[str]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    path.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    print(f"{path.name}: {len(lines)} rows, {path.stat().st_size / 1000:.0f} kB")


def main() -> None:
    """Build and write; the same input gives the same bytes."""
    rows = build()
    _write(DATA / "places.csv.gz", COLUMNS, [row.as_record() for row in rows])
    names = [[row.source_key, *name] for row in rows for name in sorted(row.names)]
    _write(DATA / "names.csv.gz", NAME_COLUMNS, names)
    print(Counter((r.country, r.kind) for r in rows))


if __name__ == "__main__":
    main()
