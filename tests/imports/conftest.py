"""Files as people really hand them in, and a small world they speak of."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from actors.services.groups import load_groups
from places.models import Place
from tests.factories.actors import TopicFactory
from tests.factories.places import CountryFactory, PlaceFactory, PlaceNameFactory, RegionFactory

type Row = dict[str, Any]
type WriteCsv = Callable[..., Path]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Messages are compared in the language of the code."""
    with translation.override("en"):
        yield


@pytest.fixture
def write_csv(tmp_path: Path) -> WriteCsv:
    """Writes rows as CSV; `delimiter`, `encoding` and `name` as needed, the columns are those of the first row."""

    def write(*rows: Row, delimiter: str = ",", encoding: str = "utf-8", name: str = "file.csv") -> Path:
        text = io.StringIO(newline="")
        writer = csv.DictWriter(
            text, list(dict.fromkeys(key for row in rows for key in row)), delimiter=delimiter
        )
        writer.writeheader()
        writer.writerows(rows)
        path = tmp_path / name
        path.write_bytes(text.getvalue().encode(encoding))
        return path

    return write


@pytest.fixture
def world(db: None) -> dict[str, Place]:
    """Essen, two towns called Neustadt, Rivne and Zabrze; groups and two topics."""
    load_groups()
    TopicFactory(slug="fernwaerme", name="Fernwärme")
    TopicFactory(slug="abwasser", name="Abwasser")
    countries = {code: CountryFactory(code=code) for code in ("DE", "UA", "PL")}
    regions = {
        slug: RegionFactory(
            slug=slug, country=countries[country], name_native=native, name_de=german, name_en=english
        )
        for slug, country, native, german, english in (
            (
                "nordrhein-westfalen",
                "DE",
                "Nordrhein-Westfalen",
                "Nordrhein-Westfalen",
                "North Rhine-Westphalia",
            ),
            ("sachsen", "DE", "Sachsen", "Sachsen", "Saxony"),
            ("oblast-riwne", "UA", "Рівненська область", "Oblast Riwne", "Rivne oblast"),
            ("schlesien", "PL", "śląskie", "Schlesien", "Silesia"),
        )
    }
    rivne = PlaceFactory(
        name_native="Рівне", name_de="Riwne", name_en="Rivne", region=regions["oblast-riwne"]
    )
    PlaceNameFactory(place=rivne, name="Rivne", kind="transliteration")
    PlaceNameFactory(place=rivne, name="Riwne", kind="exonym")
    return {
        "essen": PlaceFactory(name_native="Essen", region=regions["nordrhein-westfalen"], population=580_000),
        "neustadt": PlaceFactory(name_native="Neustadt", region=regions["sachsen"]),
        "neustadt-nrw": PlaceFactory(name_native="Neustadt", region=regions["nordrhein-westfalen"]),
        "rivne": rivne,
        "zabrze": PlaceFactory(name_native="Zabrze", region=regions["schlesien"]),
    }  # fmt: skip


@pytest.fixture
def utility() -> Row:
    """A row that can be used."""
    return {
        "slug": "", "name_de": "Stadtwerke Essen", "name_uk": "Комунальне підприємство Ессена", "name_en": "",
        "kind": "utility", "group": "municipal-company", "place": "Essen", "region": "Nordrhein-Westfalen",
        "country": "DE", "website": "https://stadtwerke.example.org/", "topics_works_on": "abwasser",
        "topics_offers": "fernwaerme;abwasser", "languages": "de;en", "source": "Umfrage", "status": "published",
    }  # fmt: skip
