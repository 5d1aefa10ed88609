"""Documents people upload: PDF and office files, told by their content; packed files are unpacked to see how large they are."""

from __future__ import annotations

import io
import logging
import zipfile
import zlib
from collections.abc import Collection
from typing import IO

from django.utils.translation import gettext as _

from platform_portal.core.errors import Refusal
from platform_portal.core.uploads import Checked, Sent, read_limited, refusals_logged

log = logging.getLogger(__name__)

DOCUMENT_BYTES = 20 * 1024 * 1024
UNPACKED_BYTES = 200 * 1024 * 1024
MEMBERS = 5_000
#: Office files shrink about tenfold; the most regular ones a hundredfold.
RATIO = 200
_OOXML = {
    "word/document.xml": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xl/workbook.xml": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "ppt/presentation.xml": (
        "pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ),
}
_ODF = {
    f"application/vnd.oasis.opendocument.{name}": suffix
    for name, suffix in (("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp"))
}
KINDS = ("pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp")


def checked_document(file: Sent | IO[bytes], *, kinds: Collection[str] = KINDS) -> Checked:
    """The document as it is, with the type its content has. Refuses other kinds, macros, bombs and more than 20 MB, and logs it."""
    with refusals_logged("document"):
        return _checked_document(file, kinds)


def _checked_document(file: Sent | IO[bytes], kinds: Collection[str]) -> Checked:
    content = read_limited(file, DOCUMENT_BYTES)
    suffix, media_type = _kind_of(content)
    if suffix not in kinds:
        allowed = ", ".join(kind.upper() for kind in kinds)
        raise Refusal(
            _("This kind of file cannot be used here. Possible are: %(kinds)s.") % {"kinds": allowed}
        )
    return Checked(content, media_type, suffix)


def _kind_of(content: bytes) -> tuple[str, str]:
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]:
        return "pdf", "application/pdf"
    if not content.startswith(b"PK\x03\x04"):
        return "", ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _refuse_bomb(packed, len(content))
            return _office_kind(packed)
    except Refusal:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        log.warning("document refused: %s", type(error).__name__)
        raise Refusal(_("The file is broken and cannot be read.")) from error


def _refuse_bomb(packed: zipfile.ZipFile, size: int) -> None:
    """What the list of contents claims is compared first; then everything is unpacked, counting, without keeping it."""
    members = packed.infolist()
    allowed = min(UNPACKED_BYTES, max(size * RATIO, 1024 * 1024))
    if len(members) > MEMBERS or sum(member.file_size for member in members) > allowed:
        raise Refusal(_("The file would become too large when unpacked."))
    unpacked = 0
    for member in members:
        if member.filename.startswith(("/", "\\")) or ".." in member.filename.replace("\\", "/").split("/"):
            raise Refusal(_("The file holds names that lead out of it, so it cannot be used."))
        with packed.open(member) as stream:
            while part := stream.read(256 * 1024):
                unpacked += len(part)
                if unpacked > allowed:
                    raise Refusal(_("The file would become too large when unpacked."))


def _office_kind(packed: zipfile.ZipFile) -> tuple[str, str]:
    names = set(packed.namelist())
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".jar")) for name in names):
        raise Refusal(_("The file holds macros or programs. Please send it without them."))
    if "mimetype" in names:
        declared = packed.read("mimetype")[:100].decode("ascii", "replace")
        return (_ODF[declared], declared) if declared in _ODF else ("", "")
    if "[Content_Types].xml" in names:
        return next((kind for name, kind in _OOXML.items() if name in names), ("", ""))
    return "", ""
