"""Erases what has been kept long enough: overdue rows of the registry of personal data, and accounts whose 30 days are over."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.services import retention


class Command(BaseCommand):
    """Runs every hour; may run twice."""

    help = __doc__

    def handle(self, **options: object) -> None:
        """Says what was erased."""
        for label, count in retention.apply(now=timezone.now()).items():
            if count:
                self.stdout.write(f"{label}: {count}")
