"""`follow_requests`: what time brings for cooperation requests; beat calls it every hour, and it can run at any time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from partnerships.services.requests import following


class Command(BaseCommand):
    """Expires, reminds, passes on, asks how it goes."""

    help = "Cooperation requests: reminders, expiry, free places, questions how it goes."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what was done."""
        done = following.follow()
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in done.items()))
