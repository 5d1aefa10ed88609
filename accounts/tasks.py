"""Tasks of the accounts; each may run twice."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def apply_retention() -> None:
    """Erases what is due; run every hour."""
    call_command("apply_retention")
