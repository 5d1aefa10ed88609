"""What an uploaded file really is: type by content, limits, pictures written anew so that nothing hidden in them survives.

Pictures are PNG, JPEG or WebP; whatever else they hold (places where they were taken, scripts behind the last pixel)
is gone, because only the pixels are kept. Documents are kept as they are, so they are checked, and only ever handed out
as a download.
"""

from __future__ import annotations

import hashlib
import io
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Protocol

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)

PICTURE_BYTES = 5 * 1024 * 1024
PICTURE_PIXELS = 40_000_000
PICTURE_SIDE = 10_000
#: Longest side a stored picture has; larger ones are made smaller.
STORED_SIDE = 1_600
_FORMATS = {"PNG": ("image/png", "png"), "JPEG": ("image/jpeg", "jpg"), "WEBP": ("image/webp", "webp")}
_MAGIC = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"))


class Sent(Protocol):
    """A file as a form has it."""

    @property
    def size(self) -> int | None:
        """Bytes it claims to have."""

    def read(self, num_bytes: int = ..., /) -> bytes:
        """Reads."""

    def seek(self, offset: int, /) -> Any:
        """Moves."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be stored: its content as it is to be kept, and what it is."""

    content: bytes
    media_type: str
    suffix: str
    width: int | None = None
    height: int | None = None

    @property
    def sha256(self) -> str:
        """Fingerprint of the content."""
        return hashlib.sha256(self.content).hexdigest()


def checked_picture(file: Sent | IO[bytes], *, longest_side: int = STORED_SIDE) -> Checked:
    """The picture written anew from its pixels. Refuses what is too large, moving, broken, or not PNG, JPEG or WebP.

    The name and the type the browser claims are never looked at. What is refused is logged.
    """
    with refusals_logged("picture"):
        return _checked_picture(file, longest_side)


@contextmanager
def refusals_logged(kind: str) -> Iterator[None]:
    """Notes in the log that a file was refused, and what its sender was told; never its name or content."""
    try:
        yield
    except Refusal as refusal:
        log.warning("%s refused: %s", kind, refusal)
        raise


def _checked_picture(file: Sent | IO[bytes], longest_side: int) -> Checked:
    content = read_limited(file, PICTURE_BYTES)
    kind = _picture_kind(content)
    if kind is None:
        raise Refusal(_("Only PNG, JPEG and WebP pictures can be used here; this file is something else."))
    picture = _pixels(content, kind)
    picture.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    options: dict[str, Any] = {"PNG": {"optimize": True}}.get(kind, {"quality": 88})
    picture.save(out, kind, **options)
    media_type, suffix = _FORMATS[kind]
    return Checked(out.getvalue(), media_type, suffix, picture.width, picture.height)


def read_limited(file: Sent | IO[bytes], limit: int) -> bytes:
    """The content of a file; refuses an empty one and one of more than `limit` bytes, without reading on."""
    file.seek(0)
    content = file.read(limit + 1)
    if not content:
        raise Refusal(_("The file is empty."))
    if len(content) > limit:
        raise Refusal(
            _("The file is too large: at most %(megabytes)d MB.") % {"megabytes": limit // (1024 * 1024)}
        )
    return content


def _picture_kind(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for start, kind in _MAGIC if content.startswith(start)), None)


def _pixels(content: bytes, kind: str) -> Image.Image:
    """The pixels alone, turned as the camera says; the size is known before a single one is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=(kind,)) as probe:
                _refuse_size(probe)
                probe.verify()
            with Image.open(io.BytesIO(content), formats=(kind,)) as picture:
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                plain = upright.convert("RGB" if kind == "JPEG" or not _is_see_through(upright) else "RGBA")
    except Refusal:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except Exception as error:
        # Broken and hostile pictures fail in every way a decoder can: all of them are the same answer.
        log.warning("picture refused: %s", type(error).__name__)
        raise Refusal(
            _("The picture is broken and cannot be read. Please save it again and send the new file.")
        ) from error
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    return bare


def _refuse_size(picture: Image.Image) -> None:
    width, height = picture.size
    if width > PICTURE_SIDE or height > PICTURE_SIDE or width * height > PICTURE_PIXELS:
        raise _too_many_pixels()
    if getattr(picture, "n_frames", 1) > 1:
        raise Refusal(_("Moving pictures cannot be used here."))


def _too_many_pixels() -> Refusal:
    return Refusal(
        _("The picture has too many pixels: at most %(side)d on each side and %(millions)d million in all.")
        % {"side": PICTURE_SIDE, "millions": PICTURE_PIXELS // 1_000_000}
    )


def _is_see_through(picture: Image.Image) -> bool:
    return picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
