"""Enters actors from a CSV or XLSX file; docs/operations.md explains the columns."""

from __future__ import annotations

from pathlib import Path

from actors.services.imports import import_actors
from platform_portal.core.import_command import ImportCommand
from platform_portal.core.import_report import ImportReport, Progress


class Command(ImportCommand):
    """`import_actors FILE`"""

    help = "Enter actors from a CSV or XLSX file; a second run changes nothing."

    def read(
        self, *, path: Path, encoding: str, dry_run: bool, all_or_nothing: bool, progress: Progress
    ) -> ImportReport:
        """Good rows go in, bad ones are reported."""
        return import_actors(
            path=path, encoding=encoding, dry_run=dry_run, all_or_nothing=all_or_nothing, progress=progress
        )
