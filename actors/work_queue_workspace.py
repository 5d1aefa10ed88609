"""What waits for the secretariat here: requests to join working groups nobody coordinates."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Min
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.models import GroupJoinRequest
from platform_portal.core.work_queue import Action, Item, Queue, register


def join_requests(limit: int) -> list[Item]:
    """The oldest first, each with one click to accept it. One query."""
    rows = GroupJoinRequest.objects.open().without_coordinator().select_related("actor", "group")
    return [_item(row) for row in rows.order_by("asked_at", "pk")[:limit]]


def count_join_requests() -> tuple[int, dt.datetime | None]:
    """One query."""
    rows = GroupJoinRequest.objects.open().without_coordinator()
    found = rows.aggregate(number=Count("pk"), oldest=Min("asked_at"))
    return found["number"], found["oldest"]


def _item(row: GroupJoinRequest) -> Item:
    accept = Action(
        _("Accept"), reverse("admin:actors_groupjoinrequest_decide", args=[row.pk]), (("decision", "accept"),),
        is_main=True,
    )  # fmt: skip
    return Item(
        title=_("%(actor)s for %(group)s") % {"actor": row.actor, "group": row.group},
        since=row.asked_at,
        url=reverse("admin:actors_groupjoinrequest_change", args=[row.pk]),
        detail=" ".join(row.message.split())[:120],
        actions=(accept,),
    )


register(
    Queue(
        slug="group-joins",
        label=gettext_lazy("Requests to join working groups"),
        position=25,
        items=join_requests,
        count=count_join_requests,
        url=reverse_lazy("admin:actors_groupjoinrequest_changelist"),
        empty=gettext_lazy("Nobody waits for a working group without coordination."),
    )
)
