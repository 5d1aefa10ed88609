"""How each kind of file is read. Runs in a process of its own; every reader yields text until enough has been read."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

#: More than a book; what follows is not searched.
CHARACTERS = 300_000
PAGES = 600
CELLS = 100_000
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_SPACE = re.compile(r"[^\S\n]+|[\x00-\x08\x0b-\x1f\x7f]")
#: A word divided at the end of a line; only between small letters, for "Nord-\nSüd" keeps its dash.
_DIVIDED = re.compile(r"(?<=[a-zäöüßа-яіїєґ])-\n(?=[a-zäöüßа-яіїєґ])")


def read(path: Path, suffix: str) -> dict[str, Any]:
    """`state` and, as far as known, `text`, `pages`, `is_tagged`. Raises whatever the libraries raise."""
    if suffix == "pdf":
        return _pdf(path)
    reader = _READERS.get(suffix)
    if reader is None:
        return {"state": "none"}
    return _answer(reader(path))


def _answer(parts: Iterable[str], **facts: Any) -> dict[str, Any]:
    """Reads until there is enough."""
    kept: list[str] = []
    length = 0
    is_cut = False
    for part in parts:
        kept.append(part)
        length += len(part) + 1
        if length > CHARACTERS:
            is_cut = True
            break
    text = tidy("\n".join(kept))[:CHARACTERS]
    state = "shortened" if is_cut else "read" if text else "empty"
    return {"state": state, "text": text, **facts}


def tidy(text: str) -> str:
    """One kind of white space, no signs nobody sees, words whole again that were divided at the end of a line."""
    plain = unicodedata.normalize("NFC", text).encode("utf-8", "ignore").decode()
    lines = _DIVIDED.sub("", _SPACE.sub(" ", _INVISIBLE.sub("", plain))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def _pdf(path: Path) -> dict[str, Any]:
    from pypdf import PdfReader

    reader = PdfReader(path, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return {"state": "encrypted"}
    root = reader.root_object
    marks = root.get("/MarkInfo")
    marked = marks.get_object().get("/Marked") if marks is not None else None
    is_tagged = bool(getattr(marked, "value", marked)) and "/StructTreeRoot" in root
    pages = len(reader.pages)
    found = _answer(_pages(reader, min(pages, PAGES)), pages=pages, is_tagged=is_tagged)
    if pages > PAGES and found["state"] == "read":
        found["state"] = "shortened"
    return found


def _pages(reader: Any, number: int) -> Iterator[str]:
    """A page that cannot be read does not spoil the others."""
    for index in range(number):
        try:
            yield reader.pages[index].extract_text() or ""
        except (MemoryError, RecursionError):
            raise
        except Exception:
            yield ""


def _docx(path: Path) -> Iterator[str]:
    from docx import Document
    from docx.table import Table

    document = Document(str(path))
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " ".join(cell.text for cell in row.cells)
        else:
            yield block.text


def _pptx(path: Path) -> Iterator[str]:
    from pptx import Presentation

    for slide in Presentation(str(path)).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if getattr(shape, "has_table", False) and shape.has_table:
                for row in shape.table.rows:
                    yield " ".join(cell.text for cell in row.cells)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def _xlsx(path: Path) -> Iterator[str]:
    import openpyxl

    seen = 0
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    for sheet in book.worksheets:
        yield str(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            seen += len(row)
            if seen > CELLS:
                return
            if words := [str(cell) for cell in row if cell is not None]:
                yield " ".join(words)


def _opendocument(path: Path) -> Iterator[str]:
    """The text of each paragraph; read as a stream, so that no tree is built."""
    with zipfile.ZipFile(path) as packed, packed.open("content.xml") as stream:
        for _event, element in ElementTree.iterparse(stream):  # noqa: S314 - in a process with limits
            if element.tag.endswith("}p") or element.tag.endswith("}h"):
                yield "".join(element.itertext())
                element.clear()


_READERS: dict[str, Callable[[Path], Iterator[str]]] = {
    "docx": _docx,
    "pptx": _pptx,
    "xlsx": _xlsx,
    "odt": _opendocument,
    "ods": _opendocument,
    "odp": _opendocument,
}
