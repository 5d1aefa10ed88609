"""Builds the search index of actors anew, after a restore or a change of how words are folded."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from actors.services import index


class Command(BaseCommand):
    """`rebuild_index`"""

    help = "Build the search index of actors anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing; readers see the old index until it is done."""
        self.stdout.write(f"{index.rebuild()} actors in the index")
