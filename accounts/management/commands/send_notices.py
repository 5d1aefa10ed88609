"""Sends the messages that are due, collected into one mail per person."""

from django.core.management.base import BaseCommand

from accounts.services import notices


class Command(BaseCommand):
    """Runs every five minutes; may run twice, may be killed."""

    help = __doc__

    def handle(self, **options: object) -> None:
        """Says how many persons were looked at."""
        self.stdout.write(f"{notices.send_due()} persons")
