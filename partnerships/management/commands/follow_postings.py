"""`follow_postings`: ends postings whose last day is over, and asks two weeks before whether they still hold."""

from typing import Any

from django.core.management.base import BaseCommand

from partnerships.services import posting_renewals


class Command(BaseCommand):
    """Can be run at any time; nothing ends and nobody is asked twice."""

    help = "End postings whose time is over and ask two weeks before whether they still hold."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many."""
        ended, asked = posting_renewals.expire_due(), posting_renewals.ask_due()
        if options["verbosity"]:
            self.stdout.write(f"{ended} postings expired, {asked} asked about")
