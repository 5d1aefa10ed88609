"""Tasks of the actors; each may run twice."""

from django.core.management import call_command

from platform_portal.celery import shared_task


@shared_task
def ask_freshness() -> None:
    """Asks who keeps an entry whether it is right, reminds, lets entries become dormant; run every day."""
    call_command("ask_freshness", verbosity=0)


@shared_task
def ask_consents_again() -> None:
    """Asks for consents that ended because the details of a contact were changed; run every hour."""
    call_command("ask_consents_again")


@shared_task
def find_duplicates() -> None:
    """Compares all entries; run every night."""
    call_command("find_duplicates", verbosity=0)


@shared_task
def run_imports() -> None:
    """Checks and writes what has been uploaded at the desk; told after each upload and run every 30 seconds anyway."""
    from actors.services import import_jobs

    import_jobs.run_due()
