"""Tasks of the newsletter; each may run twice. The sending has a process of its own (`send_newsletter --forever`)."""

from django.core.management import call_command

from platform_portal.celery import shared_task


@shared_task
def read_bounces() -> None:
    """Takes in bounces and complaints; run every five minutes."""
    call_command("read_bounces", verbosity=0)
