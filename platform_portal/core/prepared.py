"""Statements that never change, prepared by the server: planning one anew often costs more than running it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import psycopg
from django.db import connection


def words(values: Iterable[str]) -> str:
    """Fixed words, such as states, to be written into a statement: only then can it use an index that holds for these."""
    return ", ".join(f"'{value}'" for value in values)


def rows(statement: str, values: Sequence[Any] | Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """What the statement finds, nothing where it has no answer: in the running transaction, or at once. Errors and counts of queries are
    Django's."""
    connection.ensure_connection()
    # Django's own cursor writes the values into the text, and the server would see a new statement each time.
    with connection._prepare_cursor(psycopg.Cursor(connection.connection)) as cursor:  # type: ignore[attr-defined]
        cursor.execute(statement, values)
        has_answer = cursor.pgresult.status == psycopg.pq.ExecStatus.TUPLES_OK
        return cursor.fetchall() if has_answer else []
