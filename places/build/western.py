"""German and Polish places: official names, kinds by size, parts of cities, Ukrainian transcription."""

from __future__ import annotations

import re
from collections import defaultdict

from rapidfuzz.distance import Levenshtein

from places.build.rows import Row
from places.build.sources import GeoName, kilometres, read_csv
from places.build.transcription import ukrainian
from places.names import fold, is_cyrillic

_NOT_UKRAINIAN = set("ыэъёўјљњћђџғқңһәөүҳҷ")
_CLEARLY_UKRAINIAN = set("іїєґ")


def kind_by_size(population: int) -> str:
    """GeoNames' extract has no status of towns: 20,000 makes a city, 5,000 a town (German statistical practice)."""
    return "city" if population >= 20_000 else "town" if population >= 5_000 else "village"


def _looks_russian(name: str, native: str, country: str) -> bool:
    """Forms without letters of their own: Ukrainian writes German h as "г" and i as "і"."""
    if name.endswith("ия") or name.lower().startswith(("гміна", "муніципалітет")):
        return True
    return country == "DE" and ("и" in name.lower() or (native[:1] == "H" and name[:1] == "Х"))


def ukrainian_name(place: GeoName, native: str) -> str:
    """The Cyrillic alternate that agrees best with the transcription rules, else the transcription itself."""
    rule = ukrainian(native, place.country)
    best, distance = rule, 1.0
    for name in sorted({a.replace("ґ", "г").replace("Ґ", "Г") for a in place.alternates if is_cyrillic(a)}):
        letters = set(name.lower())
        if letters & _NOT_UKRAINIAN or name.isupper() or _looks_russian(name, native, place.country):
            continue
        measure = Levenshtein.normalized_distance(fold(name), fold(rule)) - 0.12 * bool(
            letters & _CLEARLY_UKRAINIAN
        )
        if measure < distance:
            best, distance = name, measure
    return best if distance <= 0.25 else rule


def _parts() -> dict[tuple[str, str], str]:
    return {
        (r["country"], part): r["parent"]
        for r in read_csv("city_parts.csv")
        for part in r["parts"].split(";")
    }


def _mark_parts(rows: list[Row]) -> None:
    """Districts of cities stand among the settlements in GeoNames; only whole municipalities are cities here."""
    parts = _parts()
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        by_name[row.country, row.name_native].append(row)
    large = [r for r in rows if (r.population or 0) >= 95_000 and (r.country, r.name_native) not in parts]
    for row in rows:
        parent = _parent_of(row, parts, by_name) or _state_city(row, by_name) or _close_to(row, large)
        if parent and parent is not row:
            row.kind, row.parent = "city_district", parent.source_key


def _parent_of(
    row: Row, parts: dict[tuple[str, str], str], by_name: dict[tuple[str, str], list[Row]]
) -> Row | None:
    name = parts.get((row.country, row.name_native))
    options = by_name.get((row.country, name or ""), [])
    if not options:
        return None
    parent = max(options, key=lambda r: r.population or 0)
    return parent if kilometres(row.lat, row.lon, parent.lat, parent.lon) < 20 else None  # type: ignore[arg-type]


def _state_city(row: Row, by_name: dict[tuple[str, str], list[Row]]) -> Row | None:
    """In Berlin, Hamburg and Bremen every other place is a part of the city."""
    names = {"berlin": "Berlin", "hamburg": "Hamburg", "bremen": "Bremen"}
    if row.region not in names or row.name_native in ("Bremerhaven", names[row.region]):
        return None
    city = max(by_name["DE", names[row.region]], key=lambda r: r.population or 0)
    haven = by_name["DE", "Bremerhaven"][0]
    if row.region == "bremen" and kilometres(row.lat, row.lon, haven.lat, haven.lon) < 20:  # type: ignore[arg-type]
        return haven
    return city


def _close_to(row: Row, large: list[Row]) -> Row | None:
    """Small places within 4 km of the centre of a large city, or named after it ("Kölner …", "Essen-Kray")."""
    if (row.population or 0) >= 9_500:
        return None
    for city in large:
        if city.region != row.region:
            continue
        near = kilometres(row.lat, row.lon, city.lat, city.lon)  # type: ignore[arg-type]
        named = any(a.startswith((f"{city.name_native}-", f"{city.name_native} ")) for a in row.alternates)
        if near < 4 or (named and near < 20):
            return city
    return None


def settlements(places: list[GeoName], regions: dict[tuple[str, str], str]) -> list[Row]:
    """Rows of all German and Polish places."""
    official = {
        (r["country"], r["geonames_name"], r["admin1"]): r["official"] for r in read_csv("official_names.csv")
    }
    rows = []
    renamed: set[tuple[str, str, str]] = set()
    for place in sorted(places, key=lambda p: (-p.population, p.id)):
        key = (place.country, place.name, place.admin1)
        native = official.get(key, place.name) if key not in renamed else place.name
        renamed.add(key)
        row = Row(
            f"g{place.id}", place.country, regions[place.country, place.admin1], kind_by_size(place.population),
            native, place.id, population=place.population or None,
            population_source="GeoNames" if place.population else "", lat=place.lat, lon=place.lon,
            alternates=place.alternates,
        )  # fmt: skip
        row.name_de = row.name_en = row.name_pl = native
        row.name_uk = ukrainian_name(place, native)
        short = short_forms(native)
        if place.name not in (native, *short):
            row.add(place.name, "", "transliteration")
        for name in short:
            row.add(name, "", "exonym")
        rows.append(row)
    _mark_parts(rows)
    return rows


_TAIL = re.compile(
    r"\s*(\(.*\)|/.*|,.*|\b(an der|am|an dem|im|in der|in|ob der|vor der|bei|auf der|nad|koło|pod)\s.*)$"
)


def short_forms(native: str) -> list[str]:
    """ "Frankfurt am Main" is called Frankfurt, "Singen (Hohentwiel)" Singen, "Lutherstadt Wittenberg" Wittenberg."""
    short = _TAIL.sub("", native).strip()
    return [short] if short and short != native and len(short) > 2 else []
