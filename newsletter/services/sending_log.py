"""Writes the log of a sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsletter.models import Edition, SendingLogEntry

if TYPE_CHECKING:
    from accounts.models import User


def note(
    edition: Edition,
    kind: str,
    *,
    by: User | None = None,
    reason: str = "",
    count: int | None = None,
    note: str = "",
) -> SendingLogEntry:
    """One entry."""
    return SendingLogEntry.objects.create(
        edition=edition, kind=kind, by=by, reason=reason, count=count, note=note[:300]
    )
