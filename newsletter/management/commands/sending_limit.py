"""`sending_limit`: at most so many mails of newsletters within so many seconds, of all editions or to one domain."""

import argparse
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from newsletter.addresses import a_label
from newsletter.models import SendingLimit
from newsletter.services.limits import lift_limit, set_limit


class Command(BaseCommand):
    """Holds from the next mail on, for all senders."""

    help = "Show the limits of sending, set one (--messages, --seconds) or lift it (--lift)."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Which, and how many."""
        parser.add_argument("--domain", default="", help="of mails to this domain; left out: of all mails")
        parser.add_argument("--messages", type=int)
        parser.add_argument("--seconds", type=int, default=60)
        parser.add_argument("--lift", action="store_true")

    def handle(
        self, *args: Any, domain: str, messages: int | None, seconds: int, lift: bool, **options: Any
    ) -> None:
        """Does it, then shows all."""
        try:
            key = a_label(domain) if domain else ""
            if lift:
                lift_limit(domain=key)
            elif messages is not None:
                set_limit(domain=key, messages=messages, seconds=seconds)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        for limit in SendingLimit.objects.select_related("edition"):
            self.stdout.write(str(limit))
