"""`read_texts`: the text of files that wait for it."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from knowledge.services import texts


class Command(BaseCommand):
    """Reads files for the search; beat calls it every minute."""

    help = "Read the text of new files, so that the search finds their words."

    def handle(self, *args: Any, **options: Any) -> None:
        """Until nothing waits, or the batch is full."""
        self.stdout.write(f"{texts.read_due()} files read")
