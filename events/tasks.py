"""Tasks of events; each may run twice."""

from django.core.management import call_command

from platform_portal.celery import shared_task


@shared_task
def follow_registrations() -> None:
    """Ends what ran out and lets the waiting lists move up; every 30 seconds."""
    call_command("follow_registrations", verbosity=0)


@shared_task
def follow_events() -> None:
    """Reminders, mails to participants, documents and evaluation; every minute."""
    call_command("follow_events", verbosity=0)
