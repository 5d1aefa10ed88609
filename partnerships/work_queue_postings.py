"""Needs and offers to review, in the work queue."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Min
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from partnerships.enums import PostingStatus
from partnerships.models import Posting
from platform_portal.core.work_queue import Action, Item, Queue, register


def count() -> tuple[int, dt.datetime | None]:
    """How many wait, and since when the oldest."""
    found = Posting.objects.filter(status=PostingStatus.IN_REVIEW).aggregate(
        number=Count("pk"), oldest=Min("updated_at")
    )
    return found["number"], found["oldest"]


def items(limit: int) -> list[Item]:
    """The oldest first, with who seeks or gives. One query."""
    waiting = Posting.objects.filter(status=PostingStatus.IN_REVIEW).select_related("actor", "place")
    return [_item(posting) for posting in waiting.order_by("updated_at", "pk")[:limit]]


def _item(posting: Posting) -> Item:
    return Item(
        title=posting.title,
        since=posting.updated_at,
        url=reverse("admin:partnerships_posting_change", args=[posting.pk]),
        detail=f"{posting.get_direction_display()}, {posting.actor or posting.place}",
        actions=(
            Action(_("Publish"), _step(posting, "publish"), is_main=True),
            Action(_("Back to draft"), _step(posting, "draft")),
        ),
    )


def _step(posting: Posting, slug: str) -> str:
    return reverse("admin:partnerships_posting_step", args=[posting.pk, slug])


register(
    Queue(
        slug="postings",
        label=gettext_lazy("Needs and offers to review"),
        position=40,
        items=items,
        count=count,
        url=reverse_lazy("admin:partnerships_posting_changelist", query={"status__exact": "in_review"}),
    )
)
