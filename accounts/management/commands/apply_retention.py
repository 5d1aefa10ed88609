"""Erases what has been kept long enough."""

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """Runs every hour; may run twice."""

    help = __doc__

    def handle(self, **options: object) -> None:
        """Nothing is registered yet."""
