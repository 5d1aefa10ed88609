"""``load_places``: fills the gazetteer from the committed files."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from places import gazetteer
from places.loading import load


class Command(BaseCommand):
    """Loads countries, regions, places, names and statuses; a second run ends at once."""

    help = "Load the gazetteer (about 20,000 places with all their names); can be run again at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of the command."""
        parser.add_argument("--force", action="store_true", help="load again even if nothing has changed")
        parser.add_argument(
            "--folder", type=Path, default=gazetteer.DATA, help="folder with the gazetteer files"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how long it took."""
        begun = time.monotonic()
        load(folder=options["folder"], force=options["force"], say=self._say)
        self._say(f"load_places: done in {time.monotonic() - begun:.1f} s")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
