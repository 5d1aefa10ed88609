"""Keeping and removing uploaded files. A file lies below PORTAL_PRIVATE_ROOT under a random name; the row says what it is."""

from __future__ import annotations

import datetime as dt
import os
import secrets
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Upload
from platform_portal.core.errors import Refusal
from platform_portal.core.uploads import Checked

if TYPE_CHECKING:
    from accounts.models import User

#: Files of one person that wait, within a day.
PER_DAY = 50


def store(*, user: User | None, purpose: str, file: Checked, object_id: str = "") -> Upload:
    """Writes the checked content and its row. Refuses a 51st waiting file of one day. The row comes second: without it the file is removed again.

    Without a person (public forms) whoever calls counts by the address of the client.

    Runs in a transaction of its own or the caller's; when the caller's is rolled back the file stays until the retention
    job finds it.
    """
    since = timezone.now() - dt.timedelta(days=1)
    if user is not None and Upload.objects.filter(uploaded_by=user, created_at__gt=since).count() >= PER_DAY:
        raise Refusal(_("You have sent many files today. Please try again tomorrow."))
    name = secrets.token_hex(20)
    path = f"{name[:2]}/{name}.{file.suffix}"
    target = location(path)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(file.content)
    try:
        with transaction.atomic():
            return Upload.objects.create(
                uploaded_by=user, purpose=purpose, object_id=object_id, path=path, media_type=file.media_type,
                size=len(file.content), sha256=file.sha256, width=file.width, height=file.height,
            )  # fmt: skip
    except BaseException:
        target.unlink(missing_ok=True)
        raise


@transaction.atomic
def take_over(*, uploads: models.QuerySet[Upload]) -> int:
    """Makes files the portal's own because they are published now: they stay when the account of the sender is erased."""
    return uploads.update(uploaded_by=None)


@transaction.atomic
def remove(*, uploads: models.QuerySet[Upload]) -> int:
    """Deletes rows now and their files once that is certain; may run twice. Returns how many rows."""
    found = list(uploads.values_list("pk", "path"))
    Upload.objects.filter(pk__in=[pk for pk, _path in found]).delete()
    for _pk, path in found:
        transaction.on_commit(partial(_unlink, path))
    return len(found)


def content_of(upload: Upload) -> bytes:
    """The stored bytes. Raises FileNotFoundError."""
    return location(upload.path).read_bytes()


def location(path: str) -> Path:
    """Where a file lies. Refuses every path that leads out of the private folder."""
    root = Path(settings.PORTAL_PRIVATE_ROOT).resolve()
    found = (root / path).resolve()
    if not found.is_relative_to(root) or found == root:
        raise ValueError("path outside the private folder")
    return found


def _unlink(path: str) -> None:
    location(path).unlink(missing_ok=True)
