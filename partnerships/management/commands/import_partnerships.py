"""Enters partnerships from a CSV or XLSX file; docs/operations.md explains the columns."""

from __future__ import annotations

from pathlib import Path

from partnerships.services.imports import import_partnerships
from platform_portal.core.import_command import ImportCommand
from platform_portal.core.import_report import ImportReport, Progress


class Command(ImportCommand):
    """`import_partnerships FILE`"""

    help = "Enter partnerships from a CSV or XLSX file; a second run changes nothing."

    def read(
        self, *, path: Path, encoding: str, dry_run: bool, all_or_nothing: bool, progress: Progress
    ) -> ImportReport:
        """Good rows go in, bad ones are reported."""
        return import_partnerships(
            path=path, encoding=encoding, dry_run=dry_run, all_or_nothing=all_or_nothing, progress=progress
        )
