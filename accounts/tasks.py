"""Tasks of the accounts; each may run twice."""

from django.core.management import call_command

from platform_portal.celery import shared_task


@shared_task
def apply_retention() -> None:
    """Erases what is due; run every hour."""
    call_command("apply_retention")


@shared_task
def send_notices() -> None:
    """Sends the messages that are due; run every five minutes."""
    call_command("send_notices")
