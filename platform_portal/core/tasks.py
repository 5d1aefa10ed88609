"""Tasks of core; each may run twice."""

from celery import shared_task

from platform_portal.core import outbox


@shared_task
def sweep_outbox() -> None:
    """Sends what is due; told after each commit and run every 60 seconds anyway."""
    outbox.send_due()
