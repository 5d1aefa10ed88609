"""Looks for entries that may be one actor, over the whole register."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand

from actors.services import duplicate_search


class Command(BaseCommand):
    """`find_duplicates`"""

    help = "Find entries that may be one actor. Pairs that were checked stay checked; safe to run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        """Answers how many entries were compared and what was found."""
        began = time.monotonic()
        done = duplicate_search.search_all()
        self.stdout.write(
            f"{done.actors} entries, {done.compared} pairs compared, {done.found} suspected, {done.new} of them new,"
            f" {done.withdrawn} withdrawn, {time.monotonic() - began:.1f} s"
        )
