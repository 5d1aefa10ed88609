"""The register's source files as typed rows; nothing is interpreted here but empty cells and joined names."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actors.enums import ActorKind
from partnerships.enums import PartyRole

DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of `partnerships.csv`; `line` is its number in the file, for messages."""

    line: int
    german_side: str
    german_region: str
    ukrainian_side: str
    ukrainian_region: str
    kind: str
    since_year: int | None
    source: str
    confidence: str
    ukrainian_names: tuple[str, ...]
    note: str

    @property
    def pair(self) -> tuple[str, str]:
        """Both sides in the wording of the source: what makes several lines one partnership."""
        return self.german_side, self.ukrainian_side


@dataclass(frozen=True, slots=True)
class Triangle:
    """One line of `triangles.csv`."""

    line: int
    german_side: str
    polish_side: str
    ukrainian_side: str
    status: str
    since_year: int | None
    evidence: str
    source: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of `history.csv`: what a note or evidence says, as a dated event in three languages."""

    role: str
    date: str
    kind: str
    status: str
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Side:
    """One line of `sides.csv`: who is meant by a wording that is not simply the name of a town."""

    wording: str
    country: str
    kind: str
    slug: str
    places: tuple[str, ...]
    place_kind: str
    region: str
    names: dict[str, str]
    role: PartyRole
    topics: tuple[str, ...]


def clean(text: str) -> str:
    """Plain spaces only: source texts contain non-breaking ones."""
    return " ".join(text.replace("\xa0", " ").split())


def read_rows(path: Path | None = None) -> list[Row]:
    """All lines of the register, in the order of the file."""
    return [
        Row(
            line=number,
            german_side=row["german_side"],
            german_region=row["german_region"],
            ukrainian_side=row["ukrainian_side"],
            ukrainian_region=row["ukrainian_region"],
            kind=row["kind"],
            since_year=_year(row["since_year"]),
            source=row["source"],
            confidence=row["confidence"],
            ukrainian_names=_names(row),
            note=row["note"],
        )
        for number, row in _lines(path or DATA / "partnerships.csv")
    ]


def read_triangles(path: Path | None = None) -> list[Triangle]:
    """All German-Polish-Ukrainian triangles, in the order of the file."""
    fields = ("german_side", "polish_side", "ukrainian_side", "status", "evidence", "source")
    return [
        Triangle(line=number, since_year=_year(row["since_year"]), **{field: row[field] for field in fields})
        for number, row in _lines(path or DATA / "triangles.csv")
    ]


@cache
def history_lines() -> dict[tuple[str, str], list[HistoryLine]]:
    """The dated events of each pair of sides, in the order of the file."""
    found: dict[tuple[str, str], list[HistoryLine]] = {}
    for _number, row in _lines(DATA / "history.csv"):
        titles = {language: row[f"title_{language}"] for language in ("de", "uk", "en")}
        line = HistoryLine(row["role"], row["date"], row["kind"], row["status"], titles)
        found.setdefault((row["german_side"], row["ukrainian_side"]), []).append(line)
    return found


@cache
def sides() -> dict[str, Side]:
    """The hand list of sides by their wording in the source."""
    return {
        row["side"]: Side(
            wording=row["side"],
            country=row["country"],
            kind=ActorKind(row["kind"]),
            slug=row["slug"],
            places=tuple(row["place"].split("|")),
            place_kind=row["place_kind"],
            region=row["region"],
            names={language: row[f"name_{language}"] for language in ("de", "uk", "en")},
            role=PartyRole(row["role"]) if row["role"] else PartyRole.PARTNER,
            topics=tuple(row["topics"].split(";")) if row["topics"] else (),
        )
        for _number, row in _lines(DATA / "sides.csv")
    }


def _lines(path: Path) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return [(reader.line_num, {key: clean(value or "") for key, value in row.items()}) for row in reader]


def _year(text: str) -> int | None:
    return int(text) if text else None


def _names(row: dict[str, str]) -> tuple[str, ...]:
    names = (row["ukrainian_name_uk"], row["ukrainian_place"], row["ukrainian_name_de"])
    return tuple(dict.fromkeys(name for name in names if name and "," not in name))
