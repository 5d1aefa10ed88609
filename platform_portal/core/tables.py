"""Reads a table from a file of unknown quality: CSV or XLSX in, rows of plain text with their line numbers out.

Nothing is evaluated or guessed silently: a formula stays text, another encoding is named and asked for. What makes the
whole file unusable raises a :class:`Refusal`; what concerns one row stands with that row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from platform_portal.core.errors import Refusal
from platform_portal.core.tables_csv import csv_records
from platform_portal.core.tables_xlsx import is_workbook, xlsx_records

MAX_BYTES = 50_000_000
MAX_ROWS = 50_000
MAX_COLUMNS = 100
MAX_CELL = 20_000  # characters
_FORMULA = ("=", "+", "-", "@")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Record:
    """One line as it was read: its number in the file, its cells, and what was wrong with reading it."""

    line: int
    cells: list[str]
    problem: str = ""


@dataclass(slots=True)
class TableRow:
    """One row: text by column (known columns only, empty where there is none), what forbids its use, what to look at."""

    line: int
    cells: dict[str, str]
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A table that could be read: rows that are not empty, and remarks about the file as a whole."""

    rows: list[TableRow]
    columns: list[str]
    warnings: list[str]


def read_table(
    path: Path, *, known: Iterable[str], required: Iterable[str] = (), encoding: str = ""
) -> Table:
    """The rows of a CSV file (comma, semicolon or tab) or of the first sheet of an XLSX file.

    `known` are the columns that are read, `required` those that must be there; `encoding` is for CSV files that are
    not UTF-8. Raises :class:`Refusal` when the file is none, is empty, too large, no table, or lacks a column.
    """
    data = _bytes_of(path)
    warnings: list[str] = []
    records = xlsx_records(data, warnings) if is_workbook(data) else csv_records(data, encoding)
    lines = (Record(line, [clean(cell) for cell in cells], problem) for line, cells, problem in records)
    header = next((record for record in lines if any(record.cells) and not _is_hint(record)), None)
    if header is None:
        raise Refusal(_("The file is empty."))
    columns = _columns(header, set(known), list(required), warnings)
    rows = [_row(record, columns, set(known)) for record in _limited(lines) if _has_content(record)]
    return Table(rows, [column for column in columns if column], warnings)


def clean(text: str) -> str:
    """Without spaces around it and with plain ones inside; an apostrophe that only protects a formula goes."""
    text = text.replace("\xa0", " ").strip()
    return text[1:] if text.startswith("'") and text[1:2] in _FORMULA and len(text) > 1 else text


def _bytes_of(path: Path) -> bytes:
    if not path.exists():
        raise Refusal(_("There is no file %(path)s.") % {"path": path})
    if not path.is_file():
        raise Refusal(_("%(path)s is not a file.") % {"path": path})
    if path.stat().st_size > MAX_BYTES:
        limit = MAX_BYTES // 1_000_000
        raise Refusal(_("The file is larger than %(limit)s MB. Split it.") % {"limit": limit})
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refusal(
            _("The file cannot be read: %(reason)s.") % {"reason": error.strerror or error}
        ) from error
    if not data.strip():
        raise Refusal(_("The file is empty."))
    if data.startswith(_OLD_OFFICE):
        raise Refusal(
            _("This is an old or password-protected Excel file. Save it as XLSX without password, or as CSV.")
        )
    return data


def _is_hint(record: Record) -> bool:
    """The line "sep=;" that Excel understands."""
    return record.cells[0].lower().startswith("sep=")


def _columns(header: Record, known: set[str], required: list[str], warnings: list[str]) -> list[str]:
    columns = [cell.lower().replace(" ", "_").replace("-", "_") for cell in header.cells]
    while columns and not columns[-1]:
        columns.pop()
    if len(columns) > MAX_COLUMNS:
        raise Refusal(
            _("The table has %(number)s columns; at most %(limit)s can be read.")
            % {"number": len(columns), "limit": MAX_COLUMNS}
        )
    if twice := sorted({column for column in columns if column and columns.count(column) > 1}):
        raise Refusal(_("These columns are there twice: %(columns)s.") % {"columns": ", ".join(twice)})
    if not known & set(columns):
        raise Refusal(
            _("This is no table that can be read: its first line names none of the columns %(columns)s.")
            % {"columns": ", ".join(sorted(known))}
        )
    if missing := [column for column in required if column not in columns]:
        raise Refusal(
            _("These columns are missing: %(missing)s. The file has: %(found)s.")
            % {"missing": ", ".join(missing), "found": _short(", ".join(filter(None, columns)))}
        )
    if unknown := [column for column in columns if column and column not in known]:
        warnings.append(
            _("These columns are not known and are left out: %(columns)s.")
            % {"columns": _short(", ".join(unknown))}
        )
    return columns


def _limited(records: Iterator[Record]) -> Iterator[Record]:
    """Stops with a refusal when there are more rows than an import can take."""
    number = 0
    for record in records:
        number += _has_content(record)
        if number > MAX_ROWS:
            raise Refusal(_("The table has more than %(limit)s rows. Split the file.") % {"limit": MAX_ROWS})
        yield record


def _has_content(record: Record) -> bool:
    return bool(record.problem) or any(record.cells)


def _row(record: Record, columns: list[str], known: set[str]) -> TableRow:
    row = TableRow(record.line, dict.fromkeys(known, ""))
    if record.problem:
        row.problems.append(record.problem)
        return row
    if any(record.cells[len(columns) :]):
        row.problems.append(
            _("more cells (%(cells)s) than columns (%(columns)s): is a separator not in quotation marks?")
            % {"cells": len(record.cells), "columns": len(columns)}
        )
    for column, text in zip(columns, record.cells, strict=False):
        if column in known:
            row.cells[column] = _checked(row, column, text)
    return row


def _checked(row: TableRow, column: str, text: str) -> str:
    if len(text) > MAX_CELL:
        row.problems.append(
            _("%(column)s: %(length)s characters, at most %(limit)s are allowed")
            % {"column": column, "length": len(text), "limit": MAX_CELL}
        )
        return ""
    if _CONTROL.search(text):
        row.problems.append(
            _("%(column)s: contains characters that are no text (NUL or control characters)")
            % {"column": column}
        )
        return ""
    if text.startswith(_FORMULA):
        row.warnings.append(
            _("%(column)s: looks like a formula (“%(text)s”) and is taken as text")
            % {"column": column, "text": _short(text, 30)}
        )
    return text


def _short(text: str, length: int = 300) -> str:
    return text if len(text) <= length else f"{text[:length]}…"
