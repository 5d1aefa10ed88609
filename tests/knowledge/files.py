"""Files made for tests: PDF by hand, office files by their libraries."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from openpyxl import Workbook
from pptx import Presentation
from pypdf import PdfReader, PdfWriter


def pdf(*pages: str, tagged: bool = False) -> bytes:
    """A PDF with a line of Latin text on each page."""
    number = len(pages)
    kids = " ".join(f"{3 + index} 0 R" for index in range(number))
    marks = " /MarkInfo << /Marked true >> /StructTreeRoot << /Type /StructTreeRoot >>" if tagged else ""
    font = 3 + 2 * number
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R{marks} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {number} >>",
        *(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {3 + number + index} 0 R"
            f" /Resources << /Font << /F1 {font} 0 R >> >> >>"
            for index in range(number)
        ),
    ]
    for text in pages:
        stream = f"BT /F1 12 Tf 40 800 Td ({text}) Tj ET"
        parts.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    parts.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    return _written(parts)


def _written(parts: list[str]) -> bytes:
    body, offsets = b"%PDF-1.7\n", []
    for index, part in enumerate(parts, 1):
        offsets.append(len(body))
        body += f"{index} 0 obj\n{part}\nendobj\n".encode("cp1252")
    table = b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    head = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n".encode()
    tail = f"trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    return body + head + table + tail


def locked_pdf(text: str) -> bytes:
    """The same behind a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(text))))
    writer.encrypt("geheim", algorithm="RC4-128")
    return _saved(writer.write)


def docx(*paragraphs: str) -> bytes:
    """A Word file; the last paragraph stands in a table."""
    document = Document()
    for text in paragraphs[:-1]:
        document.add_paragraph(text)
    document.add_table(1, 1).cell(0, 0).text = paragraphs[-1]
    return _saved(document.save)


def pptx(title: str, notes: str) -> bytes:
    """A presentation of one slide with notes."""
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[5])
    slide.shapes.title.text = title
    slide.notes_slide.notes_text_frame.text = notes
    return _saved(slides.save)


def xlsx(*rows: tuple) -> bytes:
    """A workbook of one sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return _saved(book.save)


def odt(*paragraphs: str, raw: str = "") -> bytes:
    """An OpenDocument text; `raw` stands before the root of its content."""
    space = 'xmlns:office="urn:o" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    body = "".join(f"<text:p>{text}</text:p>" for text in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        packed.writestr(
            "content.xml", f'<?xml version="1.0"?>{raw}<office:document {space}>{body}</office:document>'
        )
    return out.getvalue()


def bomb() -> bytes:
    """A Word file that becomes 400 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<x/>")
        with packed.open("word/document.xml", "w", force_zip64=True) as stream:
            for _ in range(400):
                stream.write(b"0" * 1024 * 1024)
    return out.getvalue()


def _saved(write) -> bytes:
    out = io.BytesIO()
    write(out)
    return out.getvalue()
