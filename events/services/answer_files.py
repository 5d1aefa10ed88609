"""Files in answers: checked by their content, read by the secretariat only, gone with the answer."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from accounts.upload_purposes import Purpose
from events.querysets import is_desk
from events.services.answers import PURPOSE
from platform_portal.core.uploads import Checked, Sent, checked_picture
from platform_portal.core.uploads_documents import checked_document

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Upload, User

PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")


def purpose() -> Purpose:
    """What accounts has to know about these files; they are needed as long as an answer points to them."""
    return Purpose(PURPOSE, may_read, lambda rows: rows.filter(event_answer__isnull=False), days=1)


def may_read(user: User | AnonymousUser, _upload: Upload) -> bool:
    """The rule of this purpose: the secretariat."""
    return is_desk(user)


def checked(file: Sent | IO[bytes]) -> Checked:
    """A document or a picture; refuses what is something else, broken, or would grow without end."""
    file.seek(0)
    start = file.read(4)
    return checked_picture(file) if start.startswith(PICTURES) else checked_document(file)
