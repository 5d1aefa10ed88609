"""The gazetteer files: Russian forms are for search only, Ukrainian names are Ukrainian, corrections are in."""

from __future__ import annotations

import csv
import re

import pytest

from places import gazetteer

#: Russian endings in Ukrainian letters, letters Ukrainian does not have, and "и" where "й" belongs.
RUSSIFIED = re.compile("[ыэъё]|[ое]є$|[аеоуіяюєїи]и", re.I)
PLACES = {row["source_key"]: row for row in gazetteer.read("places")}


def _hand_list(name: str) -> list[dict[str, str]]:
    with (gazetteer.DATA / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_no_russian_form_is_stored_as_a_shown_name():
    forms = {
        (row["native"], form) for row in _hand_list("russian_forms") for form in row["russian"].split(";")
    }
    # a former name may be spelt alike in both languages (Червоноград), and so may the name of today (Житомир)
    shown = [
        pair
        for row in gazetteer.read("names")
        if row["kind"] not in ("search_only", "former")
        and (pair := (PLACES[row["source_key"]]["name_native"], row["name"])) in forms
        and pair[0] != pair[1]
    ]
    assert shown == []


@pytest.mark.parametrize(
    "form", ["Kharkov", "Rovno", "Rowno", "Lvov", "Tschernigow", "Zaporozhye", "Belaja Zerkow"]
)
def test_the_russian_form_still_leads_to_its_place(form):
    kinds = {row["kind"] for row in gazetteer.read("names") if row["name"] == form}
    assert kinds == {"search_only"}


def test_no_ukrainian_place_has_a_russified_name():
    wrong = [
        (key, row["name_native"], row["name_uk"])
        for key, row in PLACES.items()
        if row["country"] == "UA" and RUSSIFIED.search(f"{row['name_native']} {row['name_uk']}")
    ]
    assert wrong == []


@pytest.mark.parametrize("row", _hand_list("ukrainian_names"), ids=lambda row: row["geoname_id"])
def test_names_corrected_by_hand_are_in_the_file(row):
    place = PLACES[f"g{row['geoname_id']}"]
    assert (place["name_native"], place["name_uk"]) == (row["name"], row["name"])
    assert not place["katottg"]


@pytest.mark.parametrize(
    ("key", "column", "name"),
    [
        ("g7303641", "name_native", "Jelcz-Laskowice"),
        ("g2925177", "name_uk", "Фрайбург-ім-Брайсгау"),
        ("g2911520", "name_native", "Halle (Westf.)"),
    ],
)
def test_names_of_german_and_polish_places_are_official(key, column, name):
    assert PLACES[key][column] == name
