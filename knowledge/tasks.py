"""Tasks of knowledge; each may run twice."""

from django.core.management import call_command

from platform_portal.celery import shared_task


@shared_task
def read_texts() -> None:
    """Reads the text of new files; told after each new version and run every minute anyway."""
    call_command("read_texts", verbosity=0)
