"""Sends the mails that are due; what the worker does every minute, by hand."""

from typing import Any

from django.core.management.base import BaseCommand

from platform_portal.core import outbox


class Command(BaseCommand):
    """Runs until nothing is due. Several may run at once; each mail is claimed by one."""

    help = "Sends the mails of the outbox that are due"

    def handle(self, *args: Any, **options: Any) -> None:
        """Sends and says how many were tried."""
        tried = 0
        while count := outbox.send_due():
            tried += count
        self.stdout.write(f"{tried} mails tried")
