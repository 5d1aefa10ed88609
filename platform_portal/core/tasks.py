"""Tasks of core; each may run twice."""

from django.core.management import call_command

from platform_portal.celery import shared_task
from platform_portal.core import outbox


@shared_task
def sweep_outbox() -> None:
    """Sends what is due; told after a commit, by itself while there may be more, and run every 60 seconds anyway."""
    if outbox.send_due() == outbox.BATCH:
        outbox.tell_worker()


@shared_task
def seal_audit() -> None:
    """Seals what was added to the audit log; run every hour."""
    call_command("seal_audit")
