"""What the commands that read a table have in common: options, progress, report, exit status."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import IntegrityError
from django.utils.translation import gettext as _

from platform_portal.core.errors import Refusal
from platform_portal.core.import_report import ImportReport


class ImportCommand(BaseCommand):
    """Reads FILE with a service, reports every row. Exit status 1 when nothing could be read, or --all-or-nothing met a bad row."""

    #: Takes path, encoding, dry_run, all_or_nothing and progress.
    service: Callable[..., ImportReport]

    def add_arguments(self, parser: CommandParser) -> None:
        """File and mode; the report also goes to a file."""
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV (comma, semicolon or tab) or XLSX")
        parser.add_argument("--dry-run", action="store_true", help="Check and report, write nothing.")
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="Write nothing if one row cannot be used."
        )
        parser.add_argument("--report", type=Path, metavar="FILE.csv", help="Write the report as CSV too.")
        parser.add_argument("--encoding", default="", help="Encoding of a CSV file that is not UTF-8.")

    def handle(self, *args: Any, **options: Any) -> None:
        """`--verbosity 0` prints only rows that failed."""
        try:
            report = self.service(
                path=options["file"],
                encoding=options["encoding"],
                dry_run=options["dry_run"],
                all_or_nothing=options["all_or_nothing"],
                progress=self._progress,
            )
            if options["report"]:
                report.write(options["report"])
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except IntegrityError as error:
            raise CommandError(
                _("Someone entered the same at the same moment; nothing was written. Run the import again.")
            ) from error
        for line in report.lines(only_failures=options["verbosity"] == 0):
            self.stdout.write(line)
        if report.is_useless or (options["all_or_nothing"] and report.has_failures):
            raise CommandError(report.summary)

    def _progress(self, step: str, done: int, total: int) -> None:
        self.stderr.write(f"{step}: {done}/{total}")
