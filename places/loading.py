"""Writes the gazetteer into the database: whole files by COPY, primary keys kept, done again only when changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from places import gazetteer
from places.enums import NameKind
from places.models import Country, GazetteerStamp, Place, PlaceStatus, Region

PLACE_COLUMNS = (
    "source_key", "geoname_id", "slug", "country_id", "region_id", "kind", "name_native", "name_de", "name_uk",
    "name_en", "name_pl", "katottg", "has_city_status", "is_hromada_centre", "population", "population_source",
    "lat", "lon", "source",
)  # fmt: skip
_NULLABLE = ("geoname_id", "region_id", "population", "lat", "lon")
_SOURCES = {"g": "GeoNames", "UA": "KATOTTG", "unit": "hand list", "region": "hand list"}

type Say = Callable[[str], object]


def load(*, folder: Path = gazetteer.DATA, force: bool = False, say: Say = lambda text: None) -> bool:
    """Load the gazetteer if its version differs from the loaded one; returns whether anything was written.

    Safe to run twice and beside a running portal: one transaction, existing places keep their primary keys,
    places that are no longer in the files stay (somebody may refer to them), names are replaced as a whole.
    """
    version = gazetteer.version(folder)
    if not force and GazetteerStamp.objects.filter(version=version).exists():
        say("Places are up to date.")
        return False
    with transaction.atomic():
        _lock()
        regions = _regions(folder)
        say(f"{len(regions)} regions")
        places = list(gazetteer.read("places", folder))
        ids = _places(places, regions)
        say(f"{len(places)} places")
        count = _names(places, ids, folder)
        say(f"{count} names")
        if not GazetteerStamp.objects.exists():
            _statuses(folder, regions)
        GazetteerStamp.objects.all().delete()
        GazetteerStamp.objects.create(version=version, places=len(places), names=count)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_place, places_placename")
    return True


def _lock() -> None:
    """Two loads at once would meet in the unique keys: the second waits."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE places_gazetteerstamp IN EXCLUSIVE MODE")


def _regions(folder: Path) -> dict[str, int]:
    for row in gazetteer.read("countries", folder):
        Country.objects.update_or_create(code=row.pop("code"), defaults=row)
    labels = {row["slug"]: row for row in gazetteer.read("region_labels", folder)}
    columns = ("kind", "iso_code", "katottg", "name_native", "name_de", "name_uk", "name_en", "name_pl")
    rows = [
        Region(
            slug=row["slug"],
            country_id=row["country"],
            population=row["population"] or None,
            label_lat=labels.get(row["slug"], {}).get("lat"),
            label_lon=labels.get(row["slug"], {}).get("lon"),
            **{column: row[column] for column in columns},
        )
        for row in gazetteer.read("regions", folder)
    ]
    Region.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["country", "population", "label_lat", "label_lon", *columns],
    )
    return dict(Region.objects.values_list("slug", "pk"))


def _source_of(key: str) -> str:
    return next((name for start, name in _SOURCES.items() if key.startswith(start)), "")


def _record(row: gazetteer.Record, regions: dict[str, int]) -> list[Any]:
    values: dict[str, Any] = dict(row)
    values["country_id"] = row["country"]
    values["region_id"] = regions.get(row["region"], "")
    values["has_city_status"] = row["has_city_status"] == "1"
    values["is_hromada_centre"] = row["is_hromada_centre"] == "1"
    values["source"] = _source_of(row["source_key"])
    return [None if c in _NULLABLE and values[c] == "" else values[c] for c in PLACE_COLUMNS]


def _places(rows: list[gazetteer.Record], regions: dict[str, int]) -> dict[str, int]:
    """Insert or update by ``source_key`` through a temporary table; returns the primary keys."""
    columns = ", ".join(PLACE_COLUMNS)
    updates = ", ".join(f"{c} = EXCLUDED.{c}" for c in PLACE_COLUMNS if c != "source_key")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE incoming (LIKE places_place) ON COMMIT DROP")
        cursor.execute("ALTER TABLE incoming ADD PRIMARY KEY (source_key), ALTER COLUMN id DROP NOT NULL")
        _copy(cursor, "incoming", PLACE_COLUMNS, (_record(row, regions) for row in rows))
        _make_way(cursor)
        cursor.execute(
            f"INSERT INTO places_place ({columns}) SELECT {columns} FROM incoming "  # noqa: S608 - constants only
            f"ON CONFLICT (source_key) DO UPDATE SET {updates}"
        )
        cursor.execute("DROP TABLE incoming")
    ids = dict(Place.objects.values_list("source_key", "pk"))
    parents = [Place(pk=ids[r["source_key"]], parent_id=ids.get(r["parent"])) for r in rows if r["parent"]]
    Place.objects.bulk_update(parents, ["parent"], batch_size=1000)
    return ids


def _make_way(cursor: Any) -> None:
    """Before the incoming rows are written: known places under a new key, free slugs, places that have left.

    A place with the same code is the same place. One that is in the files no more stays for those who refer to it,
    but it is found no longer and has no status of its own.
    """
    cursor.execute(
        """
        UPDATE places_place p SET source_key = i.source_key FROM incoming i
        WHERE p.katottg <> '' AND p.katottg = i.katottg
          AND p.source_key NOT IN (SELECT source_key FROM incoming)
          AND NOT EXISTS (SELECT FROM places_place q WHERE q.source_key = i.source_key)
        """
    )
    cursor.execute(
        "UPDATE places_place SET slug = 'moving-' || id WHERE source_key IN (SELECT source_key FROM incoming)"
    )
    retired = "source = ANY(%s) AND source_key NOT IN (SELECT source_key FROM incoming)"
    sources = [sorted(set(_SOURCES.values()))]
    cursor.execute(
        f"DELETE FROM places_placename WHERE place_id IN (SELECT id FROM places_place WHERE {retired})",  # noqa: S608
        sources,
    )
    cursor.execute(
        f"UPDATE places_place SET slug = 'retired-' || id, katottg = '', has_city_status = false, "  # noqa: S608
        f"is_hromada_centre = false WHERE {retired}",
        sources,
    )


def _names(rows: list[gazetteer.Record], ids: dict[str, int], folder: Path) -> int:
    extra: dict[str, list[gazetteer.Record]] = defaultdict(list)
    for name in gazetteer.read("names", folder):
        extra[name["source_key"]].append(name)
    gazetteer.share_among_namesakes(rows, extra)
    count = 0

    def records() -> Iterable[list[Any]]:
        nonlocal count
        for row in rows:
            for name, language, kind, folded, sound in gazetteer.names_of(row, extra[row["source_key"]]):
                count += 1
                yield [ids[row["source_key"]], name[:200], language, str(NameKind(kind)), folded, sound]

    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM places_placename WHERE place_id = ANY(%s)",
            [[ids[row["source_key"]] for row in rows]],
        )
        _copy(
            cursor, "places_placename", ("place_id", "name", "language", "kind", "folded", "sound"), records()
        )
    return count


def _copy(cursor: Any, table: str, columns: tuple[str, ...], records: Iterable[list[Any]]) -> None:
    with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        for record in records:
            copy.write_row(record)


def _statuses(folder: Path, regions: dict[str, int]) -> None:
    """Start values of the status list, with the first load only: afterwards it belongs to the secretariat."""
    for row in gazetteer.read("statuses", folder):
        target: dict[str, Any] = {"region_id": regions.get(row["region"])} if row["region"] else {}
        if row["katottg"]:
            target = {
                "place_id": Place.objects.filter(katottg=row["katottg"]).values_list("pk", flat=True).first()
            }
        if any(target.values()) and not PlaceStatus.objects.filter(kind=row["kind"], **target).exists():
            PlaceStatus.objects.create(
                kind=row["kind"], since=row["since"] or None, source=row["source"], note=row["note"], **target
            )
