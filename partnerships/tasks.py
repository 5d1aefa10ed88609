"""Tasks of partnerships; each may run twice."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def fill_proposals() -> None:
    """Fills the lists of proposals whose data has changed; beat asks every 20 seconds, mostly for nothing."""
    call_command("fill_proposals", verbosity=0)
