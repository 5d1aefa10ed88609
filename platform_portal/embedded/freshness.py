"""Whether a step of the preparation has to be done again: its files, its database, its settings."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import psycopg

from platform_portal.embedded.instance import ROOT, Instance

DATA_FILES = (
    "*/data/**/*",
    "*/management/commands/load_*.py",
    "*/example*.py",
    "*/example/**/*.py",
)
STATIC_FILES = (
    "static/**/*",
    "*/static/**/*",
    "platform_portal/*/static/**/*",
    "node_modules/.installed",
)
TRANSLATION_FILES = ("locale/**/*.po", "*/locale/**/*.po", "platform_portal/*/locale/**/*.po")
MIGRATION_FILES = ("*/migrations/*.py", "platform_portal/*/migrations/*.py", "requirements.lock")
EVERYTHING = (
    *DATA_FILES,
    *STATIC_FILES,
    *TRANSLATION_FILES,
    *MIGRATION_FILES,
    "platform_portal/settings/*.py",
)


def fingerprint(patterns: Iterable[str], target: str = "") -> str:
    """Hash over names, sizes and times of the files, and the target."""
    digest = hashlib.sha256(target.encode())
    for file in sorted({file for pattern in patterns for file in ROOT.glob(pattern) if of_the_product(file)}):
        facts = file.stat()
        digest.update(f"{file.relative_to(ROOT)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def of_the_product(file: Path) -> bool:
    """Neither compiled nor installed by somebody else."""
    first = file.relative_to(ROOT).parts[0]
    return file.suffix != ".pyc" and first not in {"staticfiles", "tests"} and file.is_file()


def is_prepared(instance: Instance, database_url: str) -> bool:
    """Whether the whole preparation can be skipped: nothing has changed, neither here nor in the database."""
    return instance.stamp("prepared") == everything(database_url)


def remember_prepared(instance: Instance, database_url: str) -> None:
    """The counterpart of `is_prepared`, after a complete preparation."""
    instance.set_stamp("prepared", everything(database_url))


def everything(database_url: str) -> str:
    """All inputs of the preparation, and the migrations in the database (other ones after a restore)."""
    example = os.environ.get("PORTAL_EXAMPLE_WORLD", "")
    return fingerprint(EVERYTHING, f"{database_url} {example} {migrations_applied(database_url)}")


def migrations_applied(database_url: str) -> str:
    """Number, last key and time of the applied migrations; empty for an empty or unreachable database."""
    try:
        with psycopg.connect(database_url, connect_timeout=10) as connection:
            return str(
                connection.execute("SELECT count(*), max(id), max(applied) FROM django_migrations").fetchone()
            )
    except psycopg.Error:
        return ""
