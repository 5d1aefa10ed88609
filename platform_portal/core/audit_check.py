"""Checks the audit log against its seals: which entries were changed, forged or removed behind the portal's back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection, models, transaction

from platform_portal.core.audit_seals import chained, content, digest_of, is_signed, keys
from platform_portal.core.models import AuditEntry, AuditSeal

MAX_NAMED = 50


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that cannot have been written by the portal. `numbers` are entries, or those that may be missing."""

    problem: str
    numbers: tuple[int, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Result:
    """Outcome of a check. `unsealed` entries are newer than the last seal: their content is checked, a missing one is not found."""

    entries: int
    seals: int
    unsealed: int
    findings: tuple[Finding, ...]

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


@transaction.atomic
def check(*, expected: str = "") -> Result:
    """Reads the whole log once, from one snapshot. `expected` is a seal known from the portal's own logs: it must still be there."""
    if connection.in_atomic_block and len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    seals = list(AuditSeal.objects.order_by("up_to"))
    findings = [*_entries(seals), *_segments(seals), *_end(seals)]
    if expected and expected not in {seal.seal for seal in seals}:
        findings.append(Finding("missing seal", (), f"The seal {expected} is not there."))
    sealed_up_to = seals[-1].up_to if seals else 0
    return Result(
        entries=AuditEntry.objects.count(),
        seals=len(seals),
        unsealed=AuditEntry.objects.filter(pk__gt=sealed_up_to).count(),
        findings=tuple(findings),
    )


def _entries(seals: list[AuditSeal]) -> list[Finding]:
    """Each entry against its own seal. Without one are only those written before there were seals."""
    known = keys()
    first_with_seal = AuditEntry.objects.exclude(seal="").aggregate(first=models.Min("pk"))["first"]
    found = []
    for entry in AuditEntry.objects.order_by("pk").iterator(chunk_size=2_000):
        if entry.seal:
            if not is_signed(content(entry), entry.seal, known):
                found.append(
                    Finding("changed", (entry.pk,), "Changed or added: the seal does not fit the content.")
                )
        elif (first_with_seal and entry.pk > first_with_seal) or (seals and entry.pk > seals[0].up_to):
            found.append(Finding("forged", (entry.pk,), "Added without a seal, or its seal was removed."))
    return found


def _segments(seals: list[AuditSeal]) -> list[Finding]:
    """Each seal against the entries it closes and the seal before it."""
    known, found = keys(), []
    last: AuditSeal | None = None
    for seal in seals:
        start = last.up_to if last else 0
        rows = AuditEntry.objects.filter(pk__gt=start, pk__lte=seal.up_to)
        digest, count, _highest = digest_of(rows)
        if not is_signed(chained(seal, digest, last), seal.seal, known):
            promised = seal.count - (last.count if last else 0)
            found.append(_broken(seal, start, promised, count, rows))
        last = seal
    return found


def _broken(
    seal: AuditSeal, start: int, promised: int, count: int, rows: models.QuerySet[AuditEntry]
) -> Finding:
    where = f"between {start + 1} and {seal.up_to}"
    if count < promised:
        there = set(rows.values_list("pk", flat=True))
        first = (
            start + 1 if start else min(there, default=1)
        )  # numbers before the first entry were never the log's
        gaps = [number for number in range(first, seal.up_to + 1) if number not in there]
        return Finding(
            "missing",
            tuple(gaps[:MAX_NAMED]),
            f"{promised - count} entries are missing {where}; these numbers are free.",
        )
    if count > promised:
        return Finding("added", (), f"{count - promised} entries too many {where}.")
    return Finding("broken seal", (seal.up_to,), f"Entries {where}, or the seal itself, were changed.")


def _end(seals: list[AuditSeal]) -> list[Finding]:
    """An emptied log: numbers were given out, and nothing is there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value, is_called FROM core_auditentry_id_seq")
        last, was_used = cursor.fetchone()
    if was_used and not seals and not AuditEntry.objects.exists():
        return [Finding("missing", (), f"The log is empty, though {last} numbers were given out.")]
    return []
