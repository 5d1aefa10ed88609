"""One day's work of asking whether entries are right: questions, reminders, dormant and archived entries."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from actors.services import freshness


class Command(BaseCommand):
    """`ask_freshness [--limit N]`"""

    help = "Ask who keeps an entry whether it is still right; remind; let entries become dormant. Safe to run twice."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--limit` bounds the new questions."""
        parser.add_argument("--limit", type=int, default=None)

    def handle(self, *args: Any, limit: int | None = None, **options: Any) -> None:
        """Each entry in a transaction of its own."""
        done = freshness.run(limit=limit)
        self.stdout.write(
            f"{done.asked} asked, {done.reminded} reminded, {done.dormant} dormant, {done.archived} archived, {done.closed} closed"
        )
