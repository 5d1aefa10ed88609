"""The lines of a workbook, read as a stream within limits: no formula is computed, no bomb unpacked."""

from __future__ import annotations

import datetime as dt
import io
import warnings as python_warnings
import zipfile
from collections.abc import Iterator

from django.utils.translation import gettext as _

from platform_portal.core.errors import Refusal

MAX_UNPACKED = 150_000_000
#: As many as a sheet of Excel has; most of them may be empty ones that only have a colour.
MAX_SCANNED = 1_048_576
_COLUMNS_READ = 120
_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"})


def is_workbook(data: bytes) -> bool:
    """Whether the file begins like every XLSX file."""
    return data.startswith(b"PK\x03\x04")


def xlsx_records(data: bytes, warnings: list[str]) -> Iterator[tuple[int, list[str], str]]:
    """Row number, cells and problem of each row of the first sheet; remarks about the file go to `warnings`.

    Raises :class:`Refusal` for a file that is no workbook, damaged or larger than it seems.
    """
    _inspect(data)
    try:
        yield from _rows(data, warnings)
    except (Refusal, GeneratorExit):
        raise
    except Exception as error:  # openpyxl answers damaged files with almost any exception
        raise Refusal(_("The workbook is damaged and cannot be read. Save it again, or as CSV.")) from error


def _inspect(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            is_spreadsheet = "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Refusal(_("The workbook is damaged and cannot be read. Save it again, or as CSV.")) from error
    if not is_spreadsheet:
        raise Refusal(_("This is an archive or another document, not a workbook. Save the table as XLSX."))
    if unpacked > MAX_UNPACKED or len(parts) > 1_000:
        raise Refusal(
            _("The workbook unpacks to more than %(limit)s MB. Save the table alone, or as CSV.")
            % {"limit": MAX_UNPACKED // 1_000_000}
        )


def _rows(data: bytes, warnings: list[str]) -> Iterator[tuple[int, list[str], str]]:
    import openpyxl  # takes a quarter of a second to load; CSV files do without

    with python_warnings.catch_warnings():
        python_warnings.simplefilter("ignore")  # it warns of styles it does not know
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            if len(book.worksheets) > 1:
                warnings.append(_("Only the first sheet is read: “%(name)s”.") % {"name": sheet.title})
            sheet.reset_dimensions()  # the file may say anything about its size
            for line, values in enumerate(sheet.iter_rows(max_col=_COLUMNS_READ, values_only=True), start=1):
                if line > MAX_SCANNED:
                    raise Refusal(
                        _("The sheet has more than %(limit)s lines. Split it.") % {"limit": MAX_SCANNED}
                    )
                cells = [_text(value) for value in values]
                yield line, cells, _problem(cells)
        finally:
            book.close()


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return str(getattr(value, "text", value))  # a formula over several cells is an object


def _problem(cells: list[str]) -> str:
    found = next((cell for cell in cells if cell in _ERRORS), "")
    return _("a cell holds the error value %(value)s") % {"value": found} if found else ""
