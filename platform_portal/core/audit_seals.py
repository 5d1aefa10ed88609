"""Seals of the audit log: what the database's own superuser changes, adds or removes is found.

Two layers. Every entry carries an HMAC of its content and number, so that a changed or a forged entry is found. Every hour
an `AuditSeal` closes the entries up to a number with their count and an HMAC that includes the seal before, so that a
missing entry is found too. The keys are made from SECRET_KEY, which the database does not know.

A number is given out before the entry is committed, and transactions end in any order. So writers hold an advisory lock (shared)
from before the first number until they end, and a seal is made only at a moment when it can have the lock alone: then no number
given out is still on its way.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import logging
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.encoding import force_bytes

from platform_portal.core import prepared
from platform_portal.core.models import AuditEntry, AuditSeal

log = logging.getLogger(__name__)

#: Number of the advisory lock: "audi" in ASCII.
LOCK = 0x61756469
NUMBERS = """
WITH held AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared(%s))
SELECT nextval(pg_get_serial_sequence('core_auditentry', 'id')) FROM held, generate_series(1, %s)
"""


def number_and_seal(entries: Sequence[AuditEntry]) -> None:
    """Gives unsaved entries their numbers and their seals. One query."""
    if not entries:
        return
    numbers = prepared.rows(NUMBERS, [LOCK, len(entries)])
    key = keys()[0]
    for entry, (number,) in zip(entries, numbers, strict=True):
        entry.pk = number
        entry.seal = signature(content(entry), key)


def keys() -> list[bytes]:
    """The key in use, then the former ones."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [hashlib.sha256(b"audit log:" + force_bytes(secret)).digest() for secret in secrets]


def signature(message: bytes, key: bytes) -> str:
    """HMAC-SHA256, 64 hexadecimal digits."""
    return hmac.digest(key, message, "sha256").hex()


def is_signed(message: bytes, seal: str, known: Sequence[bytes]) -> bool:
    """Whether the seal was made with one of the keys."""
    return any(hmac.compare_digest(signature(message, key), seal) for key in known)


def content(entry: AuditEntry) -> bytes:
    """Everything an entry says, always written the same way: before it is stored and after it was read."""
    facts = [
        entry.pk, _time(entry.at), entry.user_id, entry.action, entry.object_type, entry.object_id,
        entry.object_name, entry.origin, entry.request_id, _plain(entry.details),
    ]  # fmt: skip
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _time(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _plain(value: Any) -> Any:
    """As PostgreSQL gives JSON back: lists for tuples, words as keys, and numbers without regard to how they were written."""
    if isinstance(value, dict):
        return {_key(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{Decimal(repr(value)).normalize():f}"
    return str(value) if isinstance(value, str) else value


def _key(name: Any) -> str:
    return name if isinstance(name, str) else json.dumps(name)


@transaction.atomic
def seal(*, now: dt.datetime | None = None) -> AuditSeal | None:
    """Closes all entries so far; None: nothing new, or somebody is writing at this moment (the next run will do it).

    Two runs at once make one seal. The seal is logged too, so that it is known outside of the database.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return None
    last = AuditSeal.objects.last()
    start = last.up_to if last else 0
    digest, count, up_to = digest_of(AuditEntry.objects.filter(pk__gt=start))
    if not count:
        return None
    made = AuditSeal(at=now or timezone.now(), up_to=up_to, count=(last.count if last else 0) + count)
    made.seal = signature(chained(made, digest, last), keys()[0])
    made.save()
    log.info("audit log sealed: %s entries up to %s, seal %s", made.count, made.up_to, made.seal)
    return made


def digest_of(entries: Any) -> tuple[str, int, int]:
    """Hash over numbers and seals of entries, how many they are, and the highest number.

    Entries from before there were seals count with their content.
    """
    found, count, highest = hashlib.sha256(), 0, 0
    for entry in entries.order_by("pk").iterator(chunk_size=2_000):
        found.update(f"{entry.pk}:{entry.seal or content(entry).hex()}\n".encode())
        count, highest = count + 1, entry.pk
    return found.hexdigest(), count, highest


def chained(made: AuditSeal, digest: str, last: AuditSeal | None) -> bytes:
    """What a seal signs: the seal before, number, count, time and hash of the entries since."""
    facts: Iterable[object] = (last.seal if last else "", made.up_to, made.count, _time(made.at), digest)
    return ":".join(map(str, facts)).encode()


def is_being_written() -> bool:
    """Whether some transaction holds numbers it has not committed yet."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = %s"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [LOCK],
        )
        return bool(cursor.fetchone()[0])
