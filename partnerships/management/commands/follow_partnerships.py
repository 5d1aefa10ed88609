"""Asks silent partnerships how they are and closes questions whose time is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from partnerships.services.living import pulse


class Command(BaseCommand):
    """Safe to run twice, also at the same time."""

    help = "Asks silent partnerships how they are; those that do not answer within four weeks become dormant."

    def handle(self, *args: Any, **options: Any) -> None:
        """Does what is due and says how much it was."""
        done = pulse.follow()
        if options["verbosity"]:
            self.stdout.write(", ".join(f"{name}: {number}" for name, number in done.items()))
