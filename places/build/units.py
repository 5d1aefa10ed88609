"""Districts, raions, city districts and regions as places: parties of partnerships that are no settlements."""

from __future__ import annotations

from places.build.rows import Row
from places.build.sources import Unit, read_csv
from places.build.ukraine import ADMIN1
from places.transliteration import transliterate

_LANGUAGES = ("de", "en", "pl")


def hand_units() -> list[Row]:
    """The hand list: every Kreis, powiat and Berlin Bezirk that occurs in the register."""
    rows = []
    for r in read_csv("units.csv"):
        row = Row(r["source_key"], r["country"], r["region"], r["kind"], r["name_native"], parent=r["parent"])
        row.name_de, row.name_uk, row.name_en, row.name_pl = (
            r[f"name_{x}"] for x in ("de", "uk", "en", "pl")
        )
        row.population = int(r["population"]) if r["population"] else None
        row.population_source = "statistical office, rounded" if r["population"] else ""
        for name in r["also"].split(";"):
            row.add(name, "", "search_only")
        if r["kind"] == "city_district":
            row.add(r["name_native"].replace("-", " ", 1), "de", "exonym")
        rows.append(row)
    return rows


#: Regions that are one city: the city is the party, a second place of the same name would only mislead.
CITY_STATES = ("berlin", "hamburg", "stadt-kyjiw", "stadt-sewastopol")


def regions_as_places() -> list[Row]:
    """Every region but the city states once more as a place, because regions are parties of region partnerships."""
    rows = []
    for r in read_csv("regions.csv"):
        if r["slug"] in CITY_STATES:
            continue
        row = Row(
            f"region:{r['slug']}", r["country"], r["slug"], "region", r["name_native"], katottg=r["katottg"]
        )
        row.name_de, row.name_uk, row.name_en, row.name_pl = (
            r[f"name_{x}"] for x in ("de", "uk", "en", "pl")
        )
        row.population = int(r["population"])
        row.population_source = "statistical office, rounded (Ukraine: before 2022)"
        for name in _bare_region_names(r):
            row.add(name, "", "search_only")
        for name in _REGION_SHORT.get(r["slug"], "").split(";"):
            row.add(name, "", "search_only")
        for name in _REGION_EXTRA.get(r["slug"], "").split(";"):
            row.add(name, "", "exonym")
        rows.append(row)
    return rows


_REGION_WORDS = (
    "Oblast ", " oblast", "obwód ", "Woiwodschaft ", "województwo ", " Voivodeship", " область", " воєводство",
    "Stadt ", " city", "місто ", "miasto ", "Autonome Republik ", "Автономна Республіка ", "Autonomous Republic of ",
    "Autonomiczna Republika ",
)  # fmt: skip
_REGION_EXTRA = {
    "bremen": "Freie Hansestadt Bremen",
    "bayern": "Freistaat Bayern",
    "sachsen": "Freistaat Sachsen",
    "thueringen": "Freistaat Thüringen",
    "nordrhein-westfalen": "NRW;Nordrhein Westfalen;Land NRW",
    "krim": "Krim;Crimea;Крим;Krym;Halbinsel Krim",
    "oblast-transkarpatien": "Oblast Sakarpattja;Zakarpattia;Zakarpatska oblast;Transkarpatien;Sakarpattja",
    "oblast-wolyn": "Wolhynien;Volhynia;Oblast Wolhynien;Волинь;Wołyń",
    "oblast-kirowohrad": "Oblast Kropywnyzkyj;Kropyvnytskyi oblast",
    "oblast-dnipropetrowsk": "Oblast Dnipro;Dnipro oblast;Gebiet Dnipro",
    "oblast-odessa": "Oblast Odesa",
    "oblast-tscherkassy": "Oblast Tscherkasy",
    "woiwodschaft-masowien": "Mazowsze;Mazowieckie;Masowien",
    "woiwodschaft-kleinpolen": "Małopolska;Małopolskie;Kleinpolen",
}
#: Landscapes and abbreviations that tell namesakes apart: "Hofstetten (Baden)", "Neustadt (Holst.)".
_REGION_SHORT = {
    "baden-wuerttemberg": "Baden;Württemberg;BW;BaWü;Baden Württ;Schwarzwald;Bodensee",
    "bayern": "Bay;BY;Oberbayern;Niederbayern;Oberpfalz;Oberfranken;Mittelfranken;Unterfranken;Franken;Schwaben",
    "brandenburg": "BB;Mark;Uckermark;Niederlausitz;Märkisch-Oderland",
    "hessen": "HE;Hess;Nordhessen;Südhessen",
    "mecklenburg-vorpommern": "MV;Meckl;Mecklenburg;Vorpommern;Usedom;Rügen",
    "niedersachsen": "NDS;Nds;NI;Nieders;Harz;Ostfriesland;Lüneburger Heide",
    "nordrhein-westfalen": "NW;Westf;Westfalen;Rheinland;Ruhr;Sauerland",
    "rheinland-pfalz": "RLP;RP;Pfalz;Eifel;Hunsrück;Westerwald",
    "saarland": "SL;Saar",
    "sachsen": "SN;Sachs;Oberlausitz;Vogtland;Erzgebirge",
    "sachsen-anhalt": "ST;LSA;Anhalt;Altmark",
    "schleswig-holstein": "SH;Schleswig;Holstein;Holst",
    "thueringen": "TH;Thür",
}


def _bare_region_names(r: dict[str, str]) -> list[str]:
    """The name without the word for "region", and the Ukrainian adjective in Latin letters."""
    bare = []
    for column in ("name_de", "name_uk", "name_en", "name_pl"):
        name = r[column]
        for word in _REGION_WORDS:
            name = name.replace(word, "") if word in r[column] else name
        bare.append(name)
    if r["country"] == "UA":
        adjective = bare[1]
        bare += [transliterate(adjective, to) for to in _LANGUAGES]
        bare += [f"{transliterate(adjective, to)} oblast" for to in ("de", "en")]
    return list(dict.fromkeys(bare))


def _common_start(one: str, other: str) -> int:
    """How many letters two names have in common at their beginning."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )


def _noun(unit: Unit, towns: list[Unit]) -> str:
    """The town an adjective is made from: the one of its own raion that shares the longest beginning."""
    own = [t for t in towns if unit.code in t.parents and t.category in "MKX"] or [
        t for t in towns if t.oblast == unit.oblast and t.category in "MK"
    ]
    ranked = sorted(
        own,
        key=lambda t: (-_common_start(t.name, unit.name), t.category not in "MK", len(t.name)),
    )
    best = ranked[0].name if ranked else unit.name
    return best if _common_start(best, unit.name) >= 3 else unit.name


def raions(units: list[Unit], regions: dict[tuple[str, str], str], by_code: dict[str, Row]) -> list[Row]:
    """All raions of the codifier, and the raions inside cities with their city as parent."""
    given = {(r["adjective"], r["oblast"]): r for r in read_csv("raion_names.csv")}
    towns = [u for u in units if u.is_settlement]
    rows = []
    for unit in units:
        if unit.category not in "PB":
            continue
        hand = given.get((unit.name, unit.oblast), {})
        city = by_code.get(unit.parents[-1]) if unit.category == "B" else None
        noun = hand.get("noun") or (unit.name if city else _noun(unit, towns))
        rows.append(_raion(unit, noun, regions["UA", ADMIN1[unit.oblast]], city, hand.get("name_pl", "")))
    return rows


def _raion(unit: Unit, noun: str, region: str, city: Row | None, name_pl: str) -> Row:
    row = Row(
        unit.code, "UA", region, "city_district" if city else "raion", f"{unit.name} район", katottg=unit.code
    )
    de, en, pl = (transliterate(noun, to) for to in _LANGUAGES)
    row.name_de, row.name_uk, row.name_en = f"Rajon {de}", row.name_native, f"{en} raion"
    row.name_pl = name_pl or f"rejon {pl}"
    row.parent = city.source_key if city else ""
    for name in (noun, unit.name, de, en, pl, *(transliterate(unit.name, to) for to in _LANGUAGES)):
        row.add(name, "", "search_only")
    if city:
        for own, outer in (
            (de, city.name_de),
            (en, city.name_en),
            (noun, city.name_uk),
            (unit.name, city.name_uk),
        ):
            row.add(f"{outer}-{own}", "", "search_only")
            row.add(f"{own} ({outer})", "", "search_only")
        row.name_de, row.name_en = f"{row.name_de} ({city.name_de})", f"{row.name_en} ({city.name_en})"
        row.name_uk = f"{row.name_uk} ({city.name_uk})"
        row.name_pl = f"{row.name_pl} ({city.name_pl})"
    return row


def exonyms_of_towns(units: list[Row], settlements: list[Row]) -> None:
    """ "Oblast Kiew", "Gebiet Lemberg": a unit is also searched by the other names of the town it is named after."""
    towns = {r.name_de: r for r in sorted(settlements, key=lambda r: r.population or 0) if r.has_city_status}
    for unit in units:
        town = towns.get(unit.name_de.removeprefix("Oblast ").removeprefix("Rajon "))
        if unit.country == "UA" and unit.kind in ("region", "raion") and town:
            if unit.kind == "raion" and unit.region != town.region:
                continue
            for name, language, kind in list(town.names):
                if kind == "exonym" or (language == "ru" and kind == "search_only"):
                    unit.add(name, language, "search_only")
