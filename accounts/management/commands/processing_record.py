"""Writes docs/processing-record.md from the registry of personal data; with --check only says whether it is current."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import record


class Command(BaseCommand):
    """One file."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only `--check`."""
        parser.add_argument("--check", action="store_true", help="write nothing, fail when the file is old")

    def handle(self, *, check: bool, **options: Any) -> None:
        """Writes or compares."""
        text = record.markdown()
        if not check:
            record.path().write_text(text, encoding="utf-8")
        elif not record.path().exists() or record.path().read_text(encoding="utf-8") != text:
            raise CommandError("docs/processing-record.md is old: run `./run manage processing_record`.")
