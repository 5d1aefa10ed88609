"""What of living partnerships waits for the secretariat: wishes to join, which the sides may also answer themselves."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Min
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.enums_living import JoinStatus
from partnerships.models import JoinWish
from platform_portal.core.work_queue import Action, Item, Queue, register


def count() -> tuple[int, dt.datetime | None]:
    """How many wait, and since when the oldest."""
    found = JoinWish.objects.filter(status=JoinStatus.ASKED).aggregate(
        number=Count("pk"), oldest=Min("asked_at")
    )
    return found["number"], found["oldest"]


def items(limit: int) -> list[Item]:
    """The oldest first. One query."""
    rows = JoinWish.objects.filter(status=JoinStatus.ASKED).select_related("actor", "partnership")
    return [
        Item(
            title=_("%(actor)s would like to join a partnership") % {"actor": row.actor.name},
            since=row.asked_at,
            url=reverse("partnership-room", args=[row.partnership.slug]),
            detail=row.text,
            actions=(
                Action(_("Accept"), _decision(row), fields=(("accept", "yes"),), is_main=True),
                Action(_("Decline"), _decision(row), fields=(("accept", "no"),)),
            ),
        )
        for row in rows.order_by("asked_at", "pk")[:limit]
    ]


def _decision(row: JoinWish) -> str:
    return reverse("partnership-join-decide", args=[row.partnership.slug, row.pk])


register(
    Queue(
        slug="joining-partnerships",
        label=gettext_lazy("Wishes to join a partnership"),
        position=45,
        items=items,
        count=count,
        url=reverse_lazy("partnerships"),
        due_days=14,
        empty=gettext_lazy("Nobody is waiting for an answer."),
    )
)
