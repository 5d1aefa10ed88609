"""Reading tables of unknown quality: what cannot be read is refused with advice, never guessed."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from platform_portal.core.errors import Refusal
from platform_portal.core.tables import MAX_CELL, Table, read_table

KNOWN = ("name", "kind")


def read(path: Path, encoding: str = "") -> Table:
    return read_table(path, known=KNOWN, required=("name",), encoding=encoding)


def written(tmp_path: Path, content: str | bytes, name: str = "file.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_comma_semicolon_and_tab_separate_cells(tmp_path, separator):
    table = read(written(tmp_path, f"name{separator}kind\nRiwne{separator}city\n"))
    assert [row.cells for row in table.rows] == [{"name": "Riwne", "kind": "city"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_unicode_is_read_with_and_without_its_mark(tmp_path, encoding):
    table = read(written(tmp_path, "name,kind\nРівне,Größe\n".encode(encoding)))
    assert table.rows[0].cells == {"name": "Рівне", "kind": "Größe"}


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("windows-1251", "name,kind\nРівненська міська рада,громада\n"),
        ("windows-1252", "name\nKöln und Süd\n"),
    ],
)
def test_an_old_encoding_is_named_and_can_be_given(tmp_path, encoding, text):
    path = written(tmp_path, text.encode(encoding))
    with pytest.raises(Refusal, match=rf"line 2.*--encoding {encoding}"):
        read(path)
    assert read(path, encoding).rows[0].cells["name"] == text.splitlines()[1].split(",")[0]


def test_an_unknown_or_wrong_encoding_is_refused(tmp_path):
    path = written(tmp_path, "name\nКиїв\n")
    with pytest.raises(Refusal, match="There is no encoding"):
        read(path, "klingon")
    with pytest.raises(Refusal, match="not in the encoding ascii"):
        read(path, "ascii")


def test_line_numbers_count_lines_of_the_file_also_within_cells(tmp_path):
    table = read(written(tmp_path, 'name,kind\n\n"two\nlines",a\n,\nlast,b\n'))
    assert [(row.line, row.cells["name"]) for row in table.rows] == [(3, "two\nlines"), (6, "last")]


def test_a_missing_column_is_named_and_an_unknown_one_left_out(tmp_path):
    with pytest.raises(Refusal, match=r"missing: name\. The file has: kind, colour"):
        read(written(tmp_path, "kind,colour\na,b\n"))
    table = read(written(tmp_path, "name,colour\na,b\n"))
    assert table.warnings == ["These columns are not known and are left out: colour."]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"<html><body>name</body></html>", "no table"),
        (b'{"name": 1}', "no table"),
        (b"%PDF-1.7\x00\x01\x02\x03\x04\x05\x06\x07\x00\x01\x02\x03", "no table"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "no table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old or password-protected"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"one,two\n1,2\n", "names none of the columns"),
        (b"name,name\n1,2\n", "twice: name"),
        (b"name" + b",c" * 200 + b"\n", "201 columns; at most 100"),
        (b'name\na\n"never closed\nb\n', "opens in line 3 is never closed"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason(tmp_path, content, said):
    with pytest.raises(Refusal, match=said):
        read(written(tmp_path, content))


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(Refusal, match="is not a file"):
        read(tmp_path)
    with pytest.raises(Refusal, match="There is no file"):
        read(tmp_path / "nothing.csv")


def test_a_cell_of_5_mb_concerns_its_row_only(tmp_path):
    limit = csv.field_size_limit()
    table = read(written(tmp_path, f"name,kind\n{'x' * 5_000_000},a\ngood,b\n"))
    assert table.rows[0].problems == [f"name: 5000000 characters, at most {MAX_CELL} are allowed"]
    assert (table.rows[1].cells["name"], table.rows[1].problems) == ("good", [])
    assert csv.field_size_limit() == limit


def test_nul_bytes_stray_quotes_and_too_many_cells_concern_their_row_only(tmp_path):
    table = read(written(tmp_path, 'name,kind\nA\x00B,a\n"C"D,a\nE,a,b\ngood,a\n'))
    assert [row.line for row in table.rows if row.problems] == [2, 3, 4]
    assert "NUL" in table.rows[0].problems[0]
    assert "quotation mark" in table.rows[1].problems[0]
    assert "more cells (3) than columns (2)" in table.rows[2].problems[0]


@pytest.mark.parametrize("text", ["=1+1", "+49 201", "-x", "@SUM(A1)"])
def test_a_formula_is_text_with_a_warning(tmp_path, text):
    row = read(written(tmp_path, f"name,kind\n{text},a\n")).rows[0]
    assert (row.cells["name"], row.problems) == (text, [])
    assert row.warnings == [f"name: looks like a formula (“{text}”) and is taken as text"]


def test_the_apostrophe_of_our_own_exports_goes_again(tmp_path):
    table = read(written(tmp_path, "name,kind\n'=1+1,'s-Hertogenbosch\n"))
    assert table.rows[0].cells == {"name": "=1+1", "kind": "'s-Hertogenbosch"}


def workbook(tmp_path: Path, *rows: tuple[object, ...], sheets: int = 1) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for number in range(1, sheets):
        book.create_sheet(f"More {number}")
    path = tmp_path / "file.xlsx"
    book.save(path)
    return path


def test_a_workbook_is_read_with_formulas_as_text_and_numbers_plain(tmp_path):
    path = workbook(
        tmp_path, ("Name", "Kind"), ("=HYPERLINK(1)", 2022.0), (None, None), ("Рівне", True), sheets=2
    )
    table = read(path)
    assert [(row.line, row.cells["name"], row.cells["kind"]) for row in table.rows] == [
        (2, "=HYPERLINK(1)", "2022"),
        (4, "Рівне", "true"),
    ]
    assert "formula" in table.rows[0].warnings[0]
    assert "Only the first sheet is read" in table.warnings[0]


def test_an_error_value_of_a_workbook_concerns_its_row(tmp_path):
    assert read(workbook(tmp_path, ("name",), ("#REF!",))).rows[0].problems == [
        "a cell holds the error value #REF!"
    ]


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread(tmp_path):
    path = workbook(tmp_path, ("name",), ("a",))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\x00" * 160_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(Refusal, match="unpacks to more than 150 MB"):
        read(path)


def test_a_workbook_that_claims_endless_rows_is_refused(tmp_path):
    path = workbook(tmp_path, ("name",), ("a",))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(b'<row r="2"', b'<row r="2000000000"')
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (parts | {"xl/worksheets/sheet1.xml": sheet}).items():
            archive.writestr(name, content)
    with pytest.raises(Refusal, match="more than 1048576 lines"):
        read(path)


def test_another_archive_and_a_damaged_workbook_are_refused(tmp_path):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("word/document.xml", "<a/>")
    with pytest.raises(Refusal, match="not a workbook"):
        read(written(tmp_path, archive.getvalue(), "text.docx"))
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(Refusal, match="damaged"):
        read(written(tmp_path, archive.getvalue(), "broken.xlsx"))


def test_too_many_rows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("platform_portal.core.tables.MAX_ROWS", 3)
    assert len(read(written(tmp_path, "name\n" + "a\n" * 3)).rows) == 3
    with pytest.raises(Refusal, match="more than 3 rows"):
        read(written(tmp_path, "name\n" + "a\n" * 4))
