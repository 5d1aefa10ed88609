"""Core's own queue: mails that could not be sent."""

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from platform_portal.core import failed_mails
from platform_portal.core.work_queue import Queue, register

register(
    Queue(
        slug="failed-mails",
        label=_("Failed mails"),
        position=90,
        items=failed_mails.items,
        count=failed_mails.waiting,
        url=reverse_lazy("admin:core_outboxmail_changelist", query={"state__exact": "failed"}),
        due_days=1,
        empty=_("everything delivered"),
    )
)
