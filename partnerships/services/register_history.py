"""Builds the dated history of one partnership from its lines, their notes and the evidence of its triangle."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from partnerships.enums import DatePrecision, PartnershipStatus
from partnerships.models import HistoryEntry
from partnerships.services.register_kinds import CONFIDENCE, JOINT_AID, KINDS, KindWord, readable
from partnerships.services.register_source import HistoryLine, Row, Triangle, history_lines
from partnerships.services.source_dates import SourceDate, parse_date


@dataclass(slots=True)
class Chronicle:
    """What the history says as a whole: the entries, when it began, where it stands now."""

    entries: list[HistoryEntry] = field(default_factory=list)
    since_on: dt.date | None = None
    since_precision: DatePrecision = DatePrecision.YEAR
    status: PartnershipStatus = PartnershipStatus.ACTIVE


def chronicle(rows: Sequence[Row], triangle: Triangle | None) -> Chronicle:
    """The history of the lines of one pair (earliest first); entries are unsaved and without partnership."""
    lines = _lines_of(rows, triangle)
    starts = [line for line in lines if line.role in ("start", "change")]
    told = Chronicle(status=CONFIDENCE[rows[-1].confidence][1] if rows else PartnershipStatus.ACTIVE)
    beginnings = [(KINDS[row.kind], row.since_year, readable(row.source)) for row in rows]
    if not rows and triangle:
        beginnings = [(JOINT_AID, triangle.since_year, readable(triangle.source))]
    for index, (word, year, source) in enumerate(beginnings):
        line = starts[index] if index < len(starts) else None
        told.entries.append(_beginning(word, year, source, line, told.status))
    for line in lines:
        if line not in starts:
            told.entries.append(_event(line, _source_of(line, rows, triangle)))
            told.status = PartnershipStatus(line.status) if _is_turn(line, told.status) else told.status
    first = told.entries[0]
    told.since_on, told.since_precision = first.on, DatePrecision(first.precision)
    return told


def _lines_of(rows: Sequence[Row], triangle: Triangle | None) -> list[HistoryLine]:
    pairs = [row.pair for row in rows] or (
        [(triangle.german_side, triangle.ukrainian_side)] if triangle else []
    )
    return [line for pair in dict.fromkeys(pairs) for line in history_lines().get(pair, [])]


def _beginning(
    word: KindWord, year: int | None, source: str, line: HistoryLine | None, status: PartnershipStatus
) -> HistoryEntry:
    planned = status in (PartnershipStatus.PLANNED, PartnershipStatus.FAILED)
    said = parse_date(line.date) if line else None
    date = said or (SourceDate(dt.date(year, 1, 1), DatePrecision.YEAR) if year else None)
    entry = _entry(date, line.titles if line and line.titles["de"] else word.titles, source)
    entry.kind = word.kind
    entry.status = PartnershipStatus.PLANNED if planned else PartnershipStatus.ACTIVE
    return entry


def _event(line: HistoryLine, source: str) -> HistoryEntry:
    entry = _entry(parse_date(line.date), line.titles, source)
    entry.kind, entry.status = line.kind, line.status
    return entry


def _entry(date: SourceDate | None, titles: dict[str, str], source: str) -> HistoryEntry:
    return HistoryEntry(
        on=date.on if date else None,
        precision=date.precision if date else DatePrecision.YEAR,
        source=source,
        **{f"title_{language}": title for language, title in titles.items()},
    )


def _source_of(line: HistoryLine, rows: Sequence[Row], triangle: Triangle | None) -> str:
    if triangle and (line.role == "bridge" or not rows):
        return readable(triangle.source)
    return "; ".join(dict.fromkeys(readable(row.source) for row in rows))


def _is_turn(line: HistoryLine, status: PartnershipStatus) -> bool:
    """Whether an event leaves the partnership in another state; earlier plans of an active one do not."""
    return (
        line.status in (PartnershipStatus.DORMANT, PartnershipStatus.ENDED)
        and status == PartnershipStatus.ACTIVE
    )
