"""Erases what has been kept long enough, by the registry of personal data."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.db.models import ProtectedError

from accounts.models import ErasureRequest, Upload, User
from accounts.services import erasure, uploads
from platform_portal.core import privacy
from platform_portal.core.errors import Refusal

log = logging.getLogger(__name__)

BATCH = 1000


def apply(*, now: dt.datetime) -> dict[str, int]:
    """Deletes every row that is overdue at `now`, batch by batch; may run twice and be stopped at any time.

    Accounts go the long way: unused ones are told and closed, those whose 30 days are over are erased. Returns how many
    rows per model.
    """
    done = {}
    for entry in sorted(privacy.entries(), key=lambda entry: entry.model is not ErasureRequest):
        if entry.retention.overdue is not None:
            rows = entry.retention.overdue(now)
            if entry.retention.erase is not None:
                done[entry.label] = entry.retention.erase(rows, now)
            elif entry.retention.detaches:
                done[entry.label] = _detach(rows, entry)
            else:
                done[entry.label] = _handlers.get(entry.model, _delete)(rows, now)
    return done


def _detach(rows: models.QuerySet[Any], entry: privacy.Entry) -> int:
    total = 0
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        rows.model._default_manager.filter(pk__in=keys).update(**entry.detach)
        total += len(keys)
    return total


def _delete(rows: models.QuerySet[Any], now: dt.datetime) -> int:
    del now
    total = 0
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows.model._default_manager.filter(pk__in=keys).delete()
        total += len(keys)
    return total


def _schedule(users: models.QuerySet[User], now: dt.datetime) -> int:
    found = list(users)
    for user in found:
        erasure.request(user=user, by=None, now=now)
    return len(found)


def _erase(requests: models.QuerySet[ErasureRequest], now: dt.datetime) -> int:
    erased = 0
    for wish in requests.select_related("user"):
        try:
            erasure.erase(user=wish.user, now=now)
            erased += 1
        except (Refusal, ProtectedError) as error:  # the others must not wait for this one
            log.error("account %s could not be erased: %s", wish.user_id, error)
    return erased


def _remove_files(rows: models.QuerySet[Any], now: dt.datetime) -> int:
    del now
    return uploads.remove(uploads=rows)


_handlers: dict[type[models.Model], Callable[[Any, dt.datetime], int]] = {
    User: _schedule,
    Upload: _remove_files,
    ErasureRequest: _erase,
}
