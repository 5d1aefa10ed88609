"""`follow_registrations`: what time brings for registrations; beat calls it every 30 seconds, and it can run at any time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from events.services import leaving


class Command(BaseCommand):
    """Ends holds, invitations and offers that ran out; the waiting lists move up."""

    help = "Registrations: ends what ran out, lets the waiting lists move up."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what was done."""
        self.stdout.write(f"events touched: {leaving.follow()}")
