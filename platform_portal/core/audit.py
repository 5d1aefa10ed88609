"""The audit log: who changed the state of what, when. Written in the same transaction as the change."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

from platform_portal.core import audit_seals, privacy
from platform_portal.core.logs import origin, request_id
from platform_portal.core.models import AuditEntry
from platform_portal.core.ready_rows import insert

if TYPE_CHECKING:
    from accounts.models import User


def record(*, action: str, obj: models.Model, by: User | None, **details: Any) -> AuditEntry:
    """Writes one entry: `action` as `<noun>.<verb>`, the object, the person (None: the portal itself), plain details.

    Must be called inside the transaction of the change; an entry is never updated or deleted. So it holds no name of a
    person: people appear as number, in `user` and in the name of the object; whoever reads resolves it while the account
    exists.
    """
    entry = _entry(action, obj, by, details)
    audit_seals.number_and_seal([entry])
    insert(entry)
    return entry


def record_many(
    *, action: str, objects: Iterable[tuple[models.Model, dict[str, Any]]], by: User | None
) -> None:
    """One entry per object with its details, as :func:`record` writes them, in few statements: for imports."""
    entries = [_entry(action, obj, by, details) for obj, details in objects]
    audit_seals.number_and_seal(entries)
    if len(entries) == 1:
        insert(entries[0])
    else:
        AuditEntry.objects.bulk_create(entries, batch_size=2_000)


def _entry(action: str, obj: models.Model, by: User | None, details: dict[str, Any]) -> AuditEntry:
    return AuditEntry(
        action=action,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_name=_name(obj),
        user=by,
        origin=origin.get()[:80],
        request_id=request_id.get(),
        details=details,
    )


def _name(obj: models.Model) -> str:
    if privacy.names_a_person(obj):
        return f"{obj._meta.model_name} {obj.pk}"
    return str(obj)[:200]
