"""The lines of a CSV file: which encoding, which separator, which line."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from platform_portal.core.errors import Refusal

SEPARATORS = ",;\t"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_TWO_HIGH_BYTES = re.compile(rb"[\x80-\xff]{2}")


def csv_records(data: bytes, encoding: str = "") -> Iterator[tuple[int, list[str], str]]:
    """Line number, cells and problem of each record. Raises :class:`Refusal` for another encoding or no text at all."""
    text = decoded(data, encoding)
    if text.lstrip()[:1] in ("<", "{", "["):
        raise Refusal(_("This is no table but a web page or data of a program. Save it as CSV or XLSX."))
    return _records(text)


def decoded(data: bytes, encoding: str = "") -> str:
    """The text: UTF-8, UTF-16 by its mark, else the encoding that was named. Nothing is guessed silently."""
    if encoding:
        return _as_named(data, encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _as_named(data, name)
    if name := _unmarked_utf16(data):
        return _as_named(data, name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(_advice(data, error.start)) from error
    if _is_binary(data):
        raise Refusal(_("This is no table: the file contains no text. Save the table as CSV or XLSX."))
    return text


def _as_named(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise Refusal(_("There is no encoding “%(name)s”.") % {"name": encoding}) from error
    except UnicodeError as error:
        raise Refusal(_("The file is not in the encoding %(name)s.") % {"name": encoding}) from error


def _unmarked_utf16(data: bytes) -> str:
    head = data[:2_000]
    if len(head) > 7 and head[1::2].count(0) > len(head) * 0.35:
        return "utf-16-le"
    return "utf-16-be" if len(head) > 7 and head[::2].count(0) > len(head) * 0.35 else ""


def _is_binary(data: bytes) -> bool:
    head = data[:2_000]
    return sum(byte < 32 and byte not in b"\t\r\n" for byte in head) > len(head) / 10


def _advice(data: bytes, position: int) -> str:
    if _is_binary(data):
        return _("This is no table: the file contains no text. Save the table as CSV or XLSX.")
    high = sum(byte > 127 for byte in data)
    in_a_row = sum(len(found) for found in _TWO_HIGH_BYTES.findall(data))
    # Ukrainian words are made of such bytes, German ones have single ones among plain letters
    name = "windows-1251" if in_a_row > high / 2 else "windows-1252"
    return _(
        "The file is not in UTF-8 (line %(line)s). It looks like %(name)s: save it as “CSV UTF-8”, or give the"
        " encoding with --encoding %(name)s."
    ) % {"line": data.count(b"\n", 0, position) + 1, "name": name}


def _separator(text: str) -> str:
    """The one that divides the first line with several cells into the most."""
    for line in text.lstrip("\ufeff").splitlines()[:5]:
        if line.lower().startswith("sep=") and len(line.rstrip()) == 5 and line[4] in SEPARATORS:
            return line[4]
        number, separator = max((line.count(char), char) for char in SEPARATORS)
        if number:
            return separator
    return ","


def _records(text: str) -> Iterator[tuple[int, list[str], str]]:
    limit = csv.field_size_limit(len(text) + 1)  # too large a cell is the problem of its row, not of the file
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
        start = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if "unexpected end" in str(error):
                    raise Refusal(
                        _("A quotation mark that opens in line %(line)s is never closed.") % {"line": start}
                    ) from error
                yield start, [], _("a quotation mark stands in the middle of a cell")
            else:
                yield start, cells or [""], ""
            start = reader.line_num + 1
    finally:
        csv.field_size_limit(limit)
