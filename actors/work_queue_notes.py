"""Reminders that are due, in the work queue: one's own first."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from actors.selectors import notes
from platform_portal.core.work_queue import Queue, register

register(
    Queue(
        slug="notes",
        label=_("Reminders"),
        position=80,
        items=notes.items_due,
        items_for=notes.items_due_for,
        count=notes.count_due,
        url=reverse_lazy("admin:actors_note_changelist", query={"state": "due"}),
        due_days=1,
        empty=_("nothing to remember"),
    )
)
