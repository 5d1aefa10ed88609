"""`hold_newsletters`: everything that would be sent waits for a click; for after a restore nobody can notice."""

from typing import Any

from django.core.management.base import BaseCommand

from newsletter.services.starting import hold_everything


class Command(BaseCommand):
    """Can be run at any time and twice."""

    help = "Make planned and running sendings wait for a click, as after a restore of the database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Holds, and says how many."""
        number = hold_everything()
        if options["verbosity"]:
            self.stdout.write(f"{number} editions wait for a click")
