"""`match_postings`: finds needs and offers that answer each other; with `--tell` both sides hear of new ones."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from partnerships.services import posting_matches


class Command(BaseCommand):
    """Can be run at any time; nobody is told of the same match twice."""

    help = "Find needs and offers that answer each other."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether letters are written."""
        parser.add_argument("--tell", action="store_true", help="tell both sides of what is new")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many."""
        pairs = posting_matches.find()
        told = posting_matches.tell() if options["tell"] else 0
        if options["verbosity"]:
            self.stdout.write(f"{pairs} matches, {told} letters")
