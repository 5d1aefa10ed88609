"""Dates as sources write them."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest

from partnerships.services.register_source import history_lines, read_rows
from partnerships.services.source_dates import parse_date, parse_dates

HISTORY = Path(__file__).resolve().parents[2] / "partnerships/data/history.csv"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("28.08.2024", [("2024-08-28", "day")]),
        (
            "Mai 2022; trilateraler Letter of Support mit Zabrze 23.02.2023",
            [("2022-05-01", "month"), ("2023-02-23", "day")],
        ),
        ("Ende März 2023", [("2023-03-01", "month")]),
        ("Ratsbeschluss 10.03., Vertrag 01.09.2022", [("2022-03-10", "day"), ("2022-09-01", "day")]),
        ("Sept. 2023", [("2023-09-01", "month")]),
        ("seit Ende 2023", [("2023-01-01", "year")]),
        ("Zuschuss 01.07.2025–30.04.2027", [("2025-07-01", "day"), ("2027-04-30", "day")]),
        ("Kontakt seit 2018 über Skawina; Vertrag vor Feb. 2022", [("2018-01-01", "year")]),
        ("Kontakte seit Anfang der 1990er", []),
        ("Unterzeichnung 16. November (Jahr nicht genannt)", []),
        ("2024-01", [("2024-01-01", "month")]),
        ("2022/23", [("2022-01-01", "year")]),
        ("Abfallzweckverband EcoService-2022", []),
        ("31.02.2023", []),
        ("", []),
    ],
)
def test_a_date_is_read_with_its_precision(text: str, expected: list[tuple[str, str]]):
    assert [(date.on.isoformat(), date.precision) for date in parse_dates(text)] == expected


def test_non_breaking_spaces_do_not_hide_a_date():
    assert parse_date("Mai\xa02022") == (dt.date(2022, 5, 1), "month")


def test_one_date_is_asked_of_a_text_with_two():
    with pytest.raises(ValueError, match="More than one date"):
        parse_date("2022 und 2023")


def test_every_date_of_a_note_is_in_the_history():
    lost = {}
    for row in read_rows():
        told = {parse_date(line.date) for line in history_lines().get(row.pair, []) if line.date}
        if missing := [date for date in parse_dates(row.note) if date not in told]:
            lost[row.pair] = missing
    assert lost == {}


def test_every_history_line_has_its_titles_in_three_languages_or_none():
    with HISTORY.open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    uneven = [line for line in lines if len({bool(line[f"title_{lang}"]) for lang in ("de", "uk", "en")}) > 1]
    assert uneven == []
    assert all(line["title_de"] or line["role"] == "start" for line in lines)
