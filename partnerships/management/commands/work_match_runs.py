"""`work_match_runs`: works out the runs of match rounds that are due."""

from typing import Any

from django.core.management.base import BaseCommand

from partnerships.services.rounds.runs import work


class Command(BaseCommand):
    """Can be run at any time, twice at once, and be killed."""

    help = "Work out the runs of match rounds that wait, or whose worker was lost."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many."""
        number = work()
        if number and options["verbosity"]:
            self.stdout.write(f"{number} runs worked out")
