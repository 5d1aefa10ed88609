"""Fills the lists of proposals whose data has changed; run by the worker, safe at any time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partnerships.services import proposals


class Command(BaseCommand):
    """A thin edge around the service."""

    help = "Fills the lists of proposals for every kind of organisation whose data has changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--anyway` fills them although nothing has changed."""
        parser.add_argument("--anyway", action="store_true")

    def handle(self, *args: Any, anyway: bool, **options: Any) -> None:
        """Says which ones were filled."""
        kinds = proposals.refresh_lists(anyway=anyway)
        self.stdout.write(f"Filled: {', '.join(kinds)}." if kinds else "All lists are up to date.")
