"""What of partnerships waits for the secretariat: requests to be checked."""

from __future__ import annotations

from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from partnerships.models.request import DAYS_TO_CHECK
from partnerships.selectors.request_board import oldest_to_check, to_check
from platform_portal.core.work_queue import Action, Item, Queue, register


def items(limit: int) -> list[Item]:
    """Requests to be checked, the oldest first; one click passes one on."""
    return [
        Item(
            title=_("%(sender)s asks %(recipient)s")
            % {"sender": row.sender.name, "recipient": row.recipient.name},
            since=row.sent_at or row.created_at,
            url=row.get_absolute_url(),
            detail=row.get_first_step_display(),
            actions=(Action(_("Pass on"), reverse("request-approve", args=[row.pk]), is_main=True),),
        )
        for row in oldest_to_check(limit)
    ]


register(
    Queue(
        slug="requests",
        label=_("Check requests"),
        position=5,
        items=items,
        count=to_check,
        url=reverse_lazy("desk-requests"),
        due_days=DAYS_TO_CHECK,
        empty=_("No request waits for the check."),
    )
)

from partnerships import work_queue_living, work_queue_postings  # noqa: E402, F401
