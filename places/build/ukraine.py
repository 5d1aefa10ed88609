"""Ukrainian settlements: official name, category and code from KATOTTG, place on earth and size from GeoNames."""

from __future__ import annotations

import re
from collections import defaultdict

from rapidfuzz.distance import Levenshtein

from places.build.rows import Row
from places.build.sources import GeoName, Unit, clean_uk, kilometres, read_csv
from places.names import fold, is_cyrillic, sound_key
from places.transliteration import transliterate

#: First-level number in KATOTTG for each number in GeoNames.
OBLAST = {
    "01": "71", "02": "74", "03": "73", "04": "12", "05": "14", "06": "26", "07": "63", "08": "65", "09": "68",
    "10": "35", "11": "01", "12": "80", "13": "32", "14": "44", "15": "46", "16": "48", "17": "51", "18": "53",
    "19": "56", "20": "85", "21": "59", "22": "61", "23": "05", "24": "07", "25": "21", "26": "23", "27": "18",
}  # fmt: skip
ADMIN1 = {katottg: geonames for geonames, katottg in OBLAST.items()}
KIND = {"M": "city", "K": "city", "X": "settlement", "C": "village"}


def _weight(unit: Unit) -> int:
    return {"K": 4, "M": 3, "X": 1, "C": 0}[unit.category] + 2 * unit.is_centre


def _oblasts(place: GeoName) -> tuple[str, ...]:
    """Around Sevastopol the two sources draw the line between city and republic differently."""
    return ("85", "01") if place.admin1 in ("11", "20") else (OBLAST[place.admin1],)


def _candidates(place: GeoName, index: dict[tuple[str, str], list[Unit]]) -> list[Unit]:
    found: dict[str, Unit] = {}
    for name in sorted({clean_uk(a) for a in [place.name, *place.alternates] if is_cyrillic(a)}):
        for oblast in _oblasts(place):
            for unit in index.get((oblast, fold(name)), ()):
                found[unit.code] = unit
    return list(found.values())


def _fit(place: GeoName, unit: Unit) -> tuple[int, int]:
    same_name = fold(transliterate(unit.name, "en")) == fold(place.name)
    return int(same_name), _weight(unit)


def match(places: list[GeoName], units: list[Unit]) -> dict[int, Unit]:
    """Code of each GeoNames place, most populous places first, each code once.

    Several villages of one oblast may share a name and the codifier has no coordinates: then no code is given,
    unless one of them stands out as a city or the centre of a hromada.
    """
    index: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.is_settlement:
            index[unit.oblast, fold(unit.name)].append(unit)
    taken: set[str] = set()
    matched: dict[int, Unit] = {}
    for place in sorted(places, key=lambda p: (-p.population, p.id)):
        options = [u for u in _candidates(place, index) if u.code not in taken]
        options.sort(key=lambda u: _fit(place, u), reverse=True)
        if not options or (place.population > 5000 and not any(_fit(place, options[0]))):
            continue  # a town is not the village that one of its former names recalls
        if len(options) > 1 and _fit(place, options[0]) == _fit(place, options[1]):
            options = [u for u in options if _fit(place, u) == _fit(place, options[0])]
            if _weight(options[0]) == 0:
                matched[place.id] = Unit("", (), "C", options[0].name)
                continue
        matched[place.id] = options[0]
        taken.add(options[0].code)
    return matched


def match_by_sound(places: list[GeoName], units: list[Unit], matched: dict[int, Unit]) -> None:
    """Second pass for cities and centres: GeoNames may know them by a variant, a Russian or a former name only."""
    aliases = {(r["admin1"], r["name"]): fold(r["geonames"]) for r in read_csv("geonames_aliases.csv")}
    free = [p for p in places if p.id not in matched]
    taken = {u.code for u in matched.values()}
    for unit in units:
        if unit.code in taken or not (unit.category in "MK" or unit.is_centre):
            continue
        alias = aliases.get((ADMIN1[unit.oblast], unit.name))
        key = sound_key(unit.name)
        near = [
            p for p in free
            if unit.oblast in _oblasts(p)
            and (fold(p.name) == alias or any(sound_key(n) == key for n in [p.name, *p.alternates]))
        ]  # fmt: skip
        if near:
            best = max(near, key=lambda p: (p.population, -p.id))
            matched[best.id] = unit
            free.remove(best)


_BACK = (
    ("shch", "щ"), ("zgh", "зг"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yi", "ї"),
    ("ye", "є"), ("ie", "є"), ("yu", "ю"), ("iu", "ю"), ("ya", "я"), ("ia", "я"), ("iy", "ій"), ("yy", "ий"),
    *zip("abvhgdezyiklmnoprstuf", "абвггдезиіклмнопрстуф", strict=True),
)  # fmt: skip


def _from_latin(name: str) -> str:
    words = []
    for word in re.sub("[’'ʼ]", "ь", name).split():
        low = word.lower()
        for latin, cyrillic in _BACK:
            low = low.replace(latin, cyrillic)
        words.append(low[:1].upper() + low[1:])
    return re.sub("ь([яюєї])", r"’\1", " ".join(words)).replace("-", "-")


def guess_native(place: GeoName) -> str:
    """The Ukrainian name of a place that the codifier does not list: the alternate that spells its Latin name.

    Russian forms must never be shown: an alternate that does not spell the Latin name is not taken.
    """
    names = [
        clean_uk(a) for a in place.alternates if is_cyrillic(a) and not set(a.lower()) & set("ыэъёўјљњћђџ")
    ]
    names = [re.sub(r"\s+([їяєю])", r"\1", re.sub(" район$", "", n, flags=re.I)) for n in names]
    near = {n: Levenshtein.distance(fold(transliterate(n, "en")), fold(place.name)) for n in names}
    best = min(names, key=lambda n: (near[n], not set(n.lower()) & set("іїєґ"), n), default="")
    if best and near[best] <= 2 and not re.search("(ск[аи][яй]|ское|[аеио]во|ая|ое)$", best):
        return best
    return _from_latin(place.name)


def _with_unit(row: Row, unit: Unit) -> None:
    row.name_native = unit.name
    row.katottg = unit.code
    row.kind = KIND[unit.category]
    row.has_city_status = unit.category in "MK"
    row.is_hromada_centre = unit.is_centre


def _as_city_part(row: Row, cities: list[Row]) -> None:
    """What the codifier does not know and lies within a city is a part of it, not a place of its own."""
    for city in cities:
        reach = 4 + (city.population or 0) ** 0.5 / 110
        if city.region == row.region and kilometres(row.lat, row.lon, city.lat, city.lon) < reach:  # type: ignore[arg-type]
            row.kind, row.parent = "city_district", city.source_key
            return


def settlements(places: list[GeoName], units: list[Unit], regions: dict[str, str]) -> list[Row]:
    """All Ukrainian settlement rows: GeoNames places, and the cities and hromada centres GeoNames lacks."""
    codes = match(places, units)
    match_by_sound(places, units, codes)
    corrected = {int(r["geoname_id"]): r["name"] for r in read_csv("ukrainian_names.csv")}
    rows: list[Row] = []
    for place in places:
        native = corrected.get(place.id) or guess_native(place)
        row = Row(
            f"g{place.id}", "UA", regions["UA", place.admin1], "village", native, place.id,  # type: ignore[index]
            population=place.population or None, population_source="GeoNames" if place.population else "",
            lat=place.lat, lon=place.lon, alternates=place.alternates,
        )  # fmt: skip
        if place.id in codes:
            _with_unit(row, codes[place.id])
        rows.append(row)
    cities = sorted((r for r in rows if r.has_city_status), key=lambda r: -(r.population or 0))
    for row in rows:
        if int(row.geoname_id or 0) not in codes:
            _as_city_part(row, cities)
    return rows + _missing(units, {u.code for u in codes.values()}, regions)


def _missing(units: list[Unit], matched: set[str], regions: dict[str, str]) -> list[Row]:
    wanted = {(r["admin1"], fold(r["name"])) for r in read_csv("extra_villages.csv")}
    rows = []
    for unit in units:
        if not unit.is_settlement or unit.code in matched:
            continue
        extra = (ADMIN1.get(unit.oblast, ""), fold(unit.name)) in wanted
        if unit.category in "MK" or unit.is_centre or extra:
            row = Row(unit.code, "UA", regions["UA", ADMIN1[unit.oblast]], "village", unit.name)  # type: ignore[index]
            _with_unit(row, unit)
            rows.append(row)
    return rows
