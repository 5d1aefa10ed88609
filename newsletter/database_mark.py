"""Notices that the database is not the one a sending was planned in: restored from a backup, or a stand-in that may have lost the last seconds.

Two witnesses. The *mark* (system identifier, number of the database, timeline) changes with `pg_restore`, with point-in-time recovery and with a
fail-over. The *clock of transactions* never runs backwards; the cache remembers how far it was, so that a copied data folder is noticed too. What
neither sees (a folder restored together with its cache) is for `hold_newsletters`, see docs/operations.md.
"""

from __future__ import annotations

from django.core.cache import cache
from django.db import connection

MARK = """
SELECT (SELECT system_identifier FROM pg_control_system())::text || '/'
    || (SELECT oid FROM pg_database WHERE datname = current_database())::text || '/'
    || (SELECT timeline_id FROM pg_control_checkpoint())::text,
    pg_snapshot_xmax(pg_current_snapshot())::text::bigint
"""
REMEMBER_SECONDS = 30 * 24 * 3600
#: After a crash the clock may stand a little before: transactions that had come to nothing are forgotten.
TOLERANCE = 200


def read() -> tuple[str, int]:
    """The mark, and how far the clock of transactions is."""
    with connection.cursor() as cursor:
        cursor.execute(MARK)
        mark, clock = cursor.fetchone()
    return str(mark), int(clock)


def mark() -> str:
    """The mark of the database as it is now, to be kept with what is planned in it."""
    return read()[0]


def is_another(known: str) -> bool:
    """Whether the database is another one than when `known` was taken, or has gone back in time; remembers how far it is."""
    now, clock = read()
    key = f"newsletter:clock:{now}"
    seen = cache.get(key)
    if known and known != now:
        return True
    if isinstance(seen, int) and seen > clock + TOLERANCE:
        return True
    cache.set(key, clock, REMEMBER_SECONDS)
    return False


def accept() -> str:
    """Somebody has looked: the database as it is now is the right one. Returns its mark."""
    now, clock = read()
    cache.set(f"newsletter:clock:{now}", clock, REMEMBER_SECONDS)
    return now
