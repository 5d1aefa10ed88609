"""Tasks of partnerships; each may run twice."""

from django.core.management import call_command

from platform_portal.celery import shared_task


@shared_task
def fill_proposals() -> None:
    """Fills the lists of proposals whose data has changed; beat asks every 20 seconds, mostly for nothing."""
    call_command("fill_proposals", verbosity=0)


@shared_task
def follow_requests() -> None:
    """Reminds, expires and passes on cooperation requests; every hour, because quiet times end at any hour."""
    call_command("follow_requests", verbosity=0)


@shared_task
def work_match_runs() -> None:
    """Works out the runs of match rounds that are due; told when one is started, and run every 20 seconds anyway."""
    call_command("work_match_runs", verbosity=0)


@shared_task
def list_without_partner() -> None:
    """Tells the secretariat who is still without a partner; run every week."""
    call_command("list_without_partner", verbosity=0)


@shared_task
def remind_of_deadlines() -> None:
    """Reminds of deadlines of funding programmes; run every day."""
    call_command("remind_of_deadlines", verbosity=0)


@shared_task
def follow_partnerships() -> None:
    """Asks silent partnerships kindly how they are, and calls those dormant that do not answer; run every day."""
    call_command("follow_partnerships", verbosity=0)


@shared_task
def follow_postings() -> None:
    """Ends postings and asks whether they still hold; run every day."""
    call_command("follow_postings", verbosity=0)


@shared_task
def match_postings() -> None:
    """Finds needs and offers that answer each other; run every ten minutes."""
    call_command("match_postings", verbosity=0)


@shared_task
def tell_posting_matches() -> None:
    """Tells both sides of needs and offers that answer each other; run every week."""
    call_command("match_postings", tell=True, verbosity=0)
