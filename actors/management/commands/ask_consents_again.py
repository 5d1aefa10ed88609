"""Asks again for consents that ended because the details of a contact were changed."""

from django.core.management.base import BaseCommand

from actors.services import consent


class Command(BaseCommand):
    """Runs every hour; may run twice."""

    help = __doc__

    def handle(self, **options: object) -> None:
        """Says how many were asked."""
        self.stdout.write(f"{consent.ask_again()} asked")
