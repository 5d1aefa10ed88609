"""`follow_events`: what time brings for events; beat calls it every minute, and it can run at any time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from events.services import following


class Command(BaseCommand):
    """Reminds, sends mails of the secretariat, documents, and questions how it was."""

    help = "Events: reminders, mails to participants, documents and evaluation afterwards."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says what was done."""
        done = following.follow()
        self.stdout.write(", ".join(f"{name}: {number}" for name, number in done.items()))
