"""`remind_of_deadlines`: reminds of deadlines of funding programmes."""

from typing import Any

from django.core.management.base import BaseCommand

from partnerships.services.funding_reminders import send_due


class Command(BaseCommand):
    """Can be run at any time; nobody is reminded twice of the same."""

    help = "Remind those who asked for it, six and two weeks before a deadline."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many mails."""
        number = send_due()
        if options["verbosity"]:
            self.stdout.write(f"{number} reminders sent")
