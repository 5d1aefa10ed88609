"""Uploaded files are what their content is, not what their name says; pictures keep nothing but their pixels."""

import io
import struct
import warnings
import zipfile
import zlib

import pytest
from PIL import Image

from platform_portal.core import uploads
from platform_portal.core.errors import Refusal
from platform_portal.core.uploads import checked_picture
from platform_portal.core.uploads_documents import checked_document


def picture(kind="PNG", size=(40, 30), **options):
    out = io.BytesIO()
    Image.new("RGB", size, "#005bbb").save(out, kind, **options)
    return out.getvalue()


def packed(members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def docx(**more):
    return packed({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"} | more)


def png_that_claims(width, height):
    """A tiny file whose header claims a huge picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    return picture()[:8] + chunk + picture()[33:]


@pytest.mark.parametrize(
    ("kind", "media_type", "suffix"),
    [("PNG", "image/png", "png"), ("JPEG", "image/jpeg", "jpg"), ("WEBP", "image/webp", "webp")],
)
def test_pictures_are_told_by_their_content(kind, media_type, suffix):
    checked = checked_picture(io.BytesIO(picture(kind)))
    assert (checked.media_type, checked.suffix, checked.width, checked.height) == (media_type, suffix, 40, 30)
    assert Image.open(io.BytesIO(checked.content)).format == kind


@pytest.mark.parametrize(
    "content",
    [
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n%%EOF",
        picture("GIF"),
        picture("GIF") + b"/*<script>alert(1)</script>*/",
        picture("BMP"),
        picture("TIFF"),
        b"",
        b"\x89PNG\r\n\x1a\n" + b"x" * 200,
        b"\xff\xd8\xff\xe0" + b"\x00" * 200,
        picture()[:-30],
        picture("JPEG")[:300],
    ],
)
def test_what_is_no_picture_is_refused_under_every_name(content):
    with pytest.raises(Refusal):
        checked_picture(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_what_stands_behind_the_picture_is_gone(kind):
    polyglot = picture(kind) + b"<html><script>alert('polyglot')</script></html>"
    checked = checked_picture(io.BytesIO(polyglot))
    assert b"polyglot" not in checked.content
    assert b"<script" not in checked.content


def test_where_and_by_whom_a_photo_was_taken_is_gone():
    exif = Image.Exif()
    exif[0x010F] = "Kamera-Marker"
    exif.get_ifd(0x8825)[2] = (50.0, 37.0, 0.0)
    photo = picture("JPEG", exif=exif, comment=b"Kommentar-Marker")
    assert b"Kamera-Marker" in photo
    checked = checked_picture(io.BytesIO(photo))
    again = Image.open(io.BytesIO(checked.content))
    assert (len(again.getexif()), "comment" in again.info) == (0, False)
    assert b"Marker" not in checked.content


def test_a_photo_taken_upright_stays_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    checked = checked_picture(io.BytesIO(picture("JPEG", exif=exif)))
    assert (checked.width, checked.height) == (30, 40)


@pytest.mark.parametrize("size", [(30_000, 30_000), (30_000, 10), (10, 10_001), (7_000, 6_000)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked(size):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(Refusal, match=r"Pixel|pixels"):
            checked_picture(io.BytesIO(png_that_claims(*size)))


def test_a_real_picture_of_30000_pixels_is_refused():
    with pytest.raises(Refusal, match=r"Pixel|pixels"):
        checked_picture(io.BytesIO(picture(size=(30_000, 20))))


def test_a_file_larger_than_allowed_is_not_read_to_its_end():
    file = io.BytesIO(picture() + b"\x00" * (uploads.PICTURE_BYTES + 100_000))
    with pytest.raises(Refusal):
        checked_picture(file)
    assert file.tell() == uploads.PICTURE_BYTES + 1


def test_moving_pictures_are_refused():
    out = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(Refusal):
        checked_picture(out)


def test_see_through_logos_stay_see_through_and_large_ones_become_smaller():
    out = io.BytesIO()
    Image.new("RGBA", (3_200, 800), (0, 0, 0, 0)).save(out, "PNG")
    checked = checked_picture(out)
    stored = Image.open(io.BytesIO(checked.content))
    assert (stored.mode, stored.size) == ("RGBA", (1_600, 400))


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (b"%PDF-1.7\nfoo\n%%EOF\n", "pdf"),
        (docx(), "docx"),
        (packed({"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "odt"),
    ],
)
def test_documents_are_told_by_their_content(content, suffix):
    checked = checked_document(io.BytesIO(content))
    assert (checked.suffix, checked.content) == (suffix, content)


@pytest.mark.parametrize(
    "content",
    [
        b"MZ" + b"\x00" * 100,
        b"<html>%PDF-1.7 %%EOF",
        packed({"irgendwas.txt": "Text"}),
        docx(**{"word/vbaProject.bin": "Makro"}),
        docx(**{"../../etc/passwd": "x"}),
        docx(**{"/etc/passwd": "x"}),
        docx()[:-20],
        packed({"mimetype": "text/html", "index.html": "<script>"}),
    ],
)
def test_other_files_are_refused(content):
    with pytest.raises(Refusal):
        checked_document(io.BytesIO(content))


def test_a_zip_bomb_is_refused():
    with pytest.raises(Refusal):
        checked_document(io.BytesIO(docx(**{"word/media/x.bmp": b"\x00" * 60_000_000})))


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    bomb = bytearray(docx(**{"word/media/x.bmp": b"\x00" * 30_000_000}))
    real, claimed = struct.pack("<I", 30_000_000), struct.pack("<I", 1_000)
    assert bomb.count(real) == 2
    lying = bytes(bomb).replace(real, claimed)
    with pytest.raises(Refusal):
        checked_document(io.BytesIO(lying))


@pytest.mark.parametrize(
    ("check", "content"),
    [
        (checked_picture, b"<svg/>"),
        (checked_picture, png_that_claims(30_000, 30_000)),
        (checked_picture, picture()[:60]),
        (checked_document, packed({"a.txt": "x"})),
        (checked_document, docx(**{"word/media/x.bmp": b"\x00" * 60_000_000})),
    ],
)
def test_what_is_refused_is_in_the_log(check, content, caplog):
    with pytest.raises(Refusal):
        check(io.BytesIO(content))
    assert [record.levelname for record in caplog.records if " refused: " in record.getMessage()][-1:] == [
        "WARNING"
    ]


def test_only_the_kinds_asked_for_are_taken():
    with pytest.raises(Refusal, match="PDF"):
        checked_document(io.BytesIO(docx()), kinds=("pdf",))
