"""Reading the text of files for the search: in the worker, one file at a time, each in a process with limits.

A row is claimed before its file is read. When the worker is killed the claim runs out and another one takes the row up; a
file that has brought the worker down three times is left alone.
"""

from __future__ import annotations

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone

from accounts.services.uploads import location
from knowledge.enums import TextState
from knowledge.extraction import Extract, extract
from knowledge.models import ProductVersion, VersionText
from knowledge.querysets import MOST_ATTEMPTS
from knowledge.services import index

log = logging.getLogger(__name__)


def tell_worker() -> None:
    """Asks a worker to look; the sweep comes anyway."""
    from knowledge.tasks import read_texts

    try:
        read_texts.apply_async(ignore_result=True, retry=False)
    except Exception as error:  # the queue is down: the row is safe, the next sweep finds it
        log.warning("queue unavailable, the sweep will read: %s", error)


def read_due(*, now: dt.datetime | None = None, limit: int = 20) -> int:
    """Reads what waits, at most `limit` files. Can run twice and at the same time. Returns how many were read."""
    done = 0
    while done < limit and (version := _claim(now or timezone.now())) is not None:
        read(version=version)
        done += 1
    return done


@transaction.atomic
def _claim(now: dt.datetime) -> ProductVersion | None:
    """Takes one waiting row that nobody else has; those tried too often end here."""
    rows = ProductVersion.objects.to_read(now).select_for_update(of=("self",), no_key=True, skip_locked=True)
    version = rows.order_by("pk").first()
    if version is None:
        return None
    version.text_attempts += 1
    version.text_claimed_at = now
    version.save(update_fields=("text_attempts", "text_claimed_at"))
    return version


def read(*, version: ProductVersion) -> ProductVersion:
    """Reads the file of a claimed version and writes its text, pages and tags, and the index."""
    found = _found(version)
    with transaction.atomic():
        row = (
            ProductVersion.objects.select_for_update(of=("self",), no_key=True).filter(pk=version.pk).first()
        )
        if row is None:
            return version
        row.text_state, row.pages, row.is_tagged = found.state, found.pages, found.is_tagged
        row.text_claimed_at = None
        row.save(update_fields=("text_state", "pages", "is_tagged", "text_claimed_at"))
        if found.text:
            VersionText.objects.update_or_create(version=row, defaults={"content": found.text})
        else:
            VersionText.objects.filter(version=row).delete()
        if row.is_current:
            index.refresh([row.product_id])
    return row


def _found(version: ProductVersion) -> Extract:
    if version.upload is None:
        return Extract(TextState.NONE)
    if version.text_attempts > MOST_ATTEMPTS:
        return Extract(TextState.TOO_MUCH)
    path = location(version.upload.path)
    if not path.is_file():
        return Extract(TextState.BROKEN)
    found = extract(path, path.suffix.removeprefix("."))
    return found if found.state in TextState.values else Extract(TextState.BROKEN)
