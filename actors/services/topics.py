"""The topic tree from its files: fields (level one) from the `group` columns, topics below them."""

from __future__ import annotations

import csv
from pathlib import Path

from django.db import transaction

from actors.models import Topic
from actors.services import index

DATA = Path(__file__).resolve().parent.parent / "data"
FILES = ("topics.csv", "topics_extra.csv")
#: Fields share no slug with topics ("gesundheit" is both), so theirs say what they are.
FIELD_PREFIX = "feld-"

#: Needs on these topics could tell an attacker where energy, heat, water, bridges, hospitals, shelters or
#: telecommunication are weak or damaged: they start hidden, whatever their text says.
PROTECTED = frozenset(
    {
        "wasserversorgung",
        "abwasser",
        "energieeffizienz",
        "erneuerbare-energien",
        "biomethan",
        "wasserstoff",
        "fernwaerme",
        "stromversorgung",
        "gesundheit",
        "bevoelkerungsschutz",
        "mobilitaet-strassen",
        "wiederaufbau-infrastruktur",
        "digitalisierung",
    }
)


@transaction.atomic
def load_topics() -> int:
    """Creates or corrects all fields and topics and answers their number. Can run twice; removes nothing."""
    rows = [row for name in FILES for row in _read(DATA / name)]
    fields: dict[str, Topic] = {}
    for row in rows:
        if row["group"] not in fields:
            fields[row["group"]] = _field(row, position=100 * (len(fields) + 1))
    counters = dict.fromkeys(fields, 0)
    for row in rows:
        counters[row["group"]] += 1
        _topic(row, fields[row["group"]], fields[row["group"]].position + counters[row["group"]])
    index.refresh_vocabulary()
    return len(rows) + len(fields)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            {key: value.replace("\u00a0", " ").strip() for key, value in row.items()}
            for row in csv.DictReader(file)
        ]


def _field(row: dict[str, str], position: int) -> Topic:
    names = _names(row["group_de"], row["group_uk"], row["group_en"])
    field, _ = Topic.objects.update_or_create(
        slug=FIELD_PREFIX + row["group"], defaults={"parent": None, "position": position, **names}
    )
    return field


def _topic(row: dict[str, str], field: Topic, position: int) -> None:
    synonyms = [
        synonym.strip()
        for language in ("de", "uk", "en")
        for synonym in row[f"synonyms_{language}"].split(";")
        if synonym.strip()
    ]
    Topic.objects.update_or_create(
        slug=row["slug"],
        defaults={
            "parent": field,
            "position": position,
            "synonyms": list(dict.fromkeys(synonyms)),
            "crs_code": row["crs_code"],
            "crs_name": row["crs_name"],
            "sdgs": [int(number) for number in row["sdg"].split(",") if number],
            "is_protected": row["slug"] in PROTECTED,
            **_names(row["de"], row["uk"], row["en"]),
        },
    )


def _names(de: str, uk: str, en: str) -> dict[str, str]:
    return {"name": de, "name_de": de, "name_uk": uk, "name_en": en}
