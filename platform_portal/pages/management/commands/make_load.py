"""Fills the example world with many invented rows for measurements; the rows of an earlier run are replaced."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from actors.services.load import makers
from platform_portal.core.errors import Refusal

KINDS = ("actors", "partnerships", "events", "subscribers")


class Command(BaseCommand):
    """`make_load --actors N --partnerships N --events N --subscribers N`"""

    help = "Make many invented rows for measurements."

    def add_arguments(self, parser: CommandParser) -> None:
        """One number per kind; 0 leaves a kind alone."""
        for kind in KINDS:
            parser.add_argument(f"--{kind}", type=int, default=0, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses before anything is made when a kind is asked for that does not exist yet."""
        wanted = {kind: options[kind] for kind in KINDS if options[kind]}
        known = makers()
        for kind, number in wanted.items():
            if number < 0:
                raise CommandError(f"--{kind}: the number must not be negative")
            if kind not in known:
                raise CommandError(f"--{kind}: nothing makes {kind} yet; leave it out or give 0")
        for kind, number in wanted.items():
            started = time.monotonic()
            try:
                made = known[kind](number)
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(f"{made} {kind} in {time.monotonic() - started:.1f} s")
