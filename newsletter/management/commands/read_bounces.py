"""`read_bounces`: takes in bounces, complaints and mails to leave, from a mailbox or, with `--pipe`, one message from the mail server."""

import argparse
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsletter import mailboxes
from newsletter.services.mailbox import take_message


class Command(BaseCommand):
    """Can be run at any time and twice at once: a message counts once."""

    help = "Take in bounces and complaints of the newsletter from PORTAL_BOUNCE_MAILBOX, --mailbox or standard input."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Where they are."""
        parser.add_argument("--mailbox", help="imaps://user:password@host/INBOX or maildir:/path")
        parser.add_argument("--pipe", action="store_true", help="read one message from standard input")
        parser.add_argument(
            "--recipient", default="", help="with --pipe: the address the message was sent to"
        )

    def handle(self, *args: Any, mailbox: str | None, pipe: bool, recipient: str, **options: Any) -> None:
        """Reads, and says how many."""
        if pipe:
            found = take_message(sys.stdin.buffer.read(), recipient=recipient)
            self._say(options, found or "not for the newsletter")
            return
        address = mailbox or settings.PORTAL_BOUNCE_MAILBOX
        if not address:
            self._say(options, "PORTAL_BOUNCE_MAILBOX is not set: nothing to read")
            return
        try:
            understood, others = mailboxes.read(address, take_message)
        except mailboxes.Unusable as error:
            raise CommandError(str(error)) from error
        if understood or others:
            self._say(options, f"{understood} taken in, {others} left in the mailbox")

    def _say(self, options: dict[str, Any], text: str) -> None:
        if options["verbosity"]:
            self.stdout.write(text)
