"""Two imports at once: the second waits, so that neither enters what the other is about to enter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection

from actors.models import Actor
from actors.services import imports
from actors.services.imports import import_actors


@contextmanager
def another_import() -> Iterator[None]:
    """A second, real connection that is importing."""
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [imports._LOCK])
        yield
    finally:
        other.close()


def _impatient() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")


def test_an_import_waits_for_another_one(world, utility, write_csv):
    with another_import():
        _impatient()
        with pytest.raises(OperationalError, match="lock timeout"):
            import_actors(path=write_csv(utility))
    assert Actor.objects.count() == 0


def test_without_the_lock_it_would_not_wait(world, utility, write_csv, monkeypatch):
    with another_import():
        _impatient()
        monkeypatch.setattr(imports, "_LOCK", 1)
        import_actors(path=write_csv(utility))
    assert Actor.objects.count() == 1


def test_what_a_person_enters_meanwhile_ends_the_import_with_advice(world, utility, write_csv, monkeypatch):
    def meanwhile(**_: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(imports, "write", meanwhile)
    with pytest.raises(CommandError, match="Run the import again"):
        call_command("import_actors", write_csv(utility))
