"""Pictures of editions while they are written: for the secretariat; published as files when the edition is released."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.upload_purposes import Purpose
from actors.rules import is_secretariat

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import Upload, User

PICTURE = "newsletter-picture"


def may_read(user: User | AnonymousUser, upload: Upload) -> bool:
    """The secretariat."""
    return bool(is_secretariat(user))


def purpose() -> Purpose:
    """What accounts has to know: needed as long as a block shows it."""
    return Purpose(PICTURE, may_read, lambda rows: rows.filter(newsletter_blocks__isnull=False))
