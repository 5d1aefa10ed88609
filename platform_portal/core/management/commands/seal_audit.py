"""Seals what was added to the audit log since the last seal."""

import time

from django.core.management.base import BaseCommand

from platform_portal.core import audit_seals

ATTEMPTS = 20
PAUSE_SECONDS = 0.25


class Command(BaseCommand):
    """Runs every hour; may run twice."""

    help = __doc__

    def handle(self, **options: object) -> None:
        """Waits some seconds for a moment in which nobody writes, else leaves it to the next run."""
        for attempt in range(ATTEMPTS):
            if made := audit_seals.seal():
                self.stdout.write(f"{made.count} entries up to {made.up_to}: {made.seal}")
                return
            if not audit_seals.is_being_written():
                return
            time.sleep(PAUSE_SECONDS if attempt < ATTEMPTS - 1 else 0)
        self.stderr.write("The log is being written all the time; the next run will seal it.")
