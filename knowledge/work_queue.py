"""What waits for the secretariat here: proposed products."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Min
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge.models import KnowledgeProduct
from platform_portal.core.work_queue import Action, Item, Queue, register


def proposed_products(limit: int) -> list[Item]:
    """Proposals of members, the oldest first, each with one click to publish it. Two queries."""
    rows = (
        KnowledgeProduct.objects.in_review().select_related("proposed_for").prefetch_related("working_groups")
    )
    return [_item(row) for row in rows.order_by("submitted_at", "pk")[:limit]]


def count_proposed_products() -> tuple[int, dt.datetime | None]:
    """One query."""
    found = KnowledgeProduct.objects.in_review().aggregate(number=Count("pk"), oldest=Min("submitted_at"))
    return found["number"], found["oldest"]


def _item(row: KnowledgeProduct) -> Item:
    by = [str(row.proposed_for)] if row.proposed_for else [str(group) for group in row.working_groups.all()]
    return Item(
        title=row.title,
        since=row.submitted_at or timezone.now(),
        url=reverse("admin:knowledge_knowledgeproduct_change", args=[row.pk]),
        detail=" · ".join([str(row.get_kind_display()), *by]),
        actions=(
            Action(
                _("Publish"),
                reverse("admin:knowledge_knowledgeproduct_step", args=[row.pk, "publish"]),
                is_main=True,
            ),
        ),
    )


register(
    Queue(
        slug="products",
        label=gettext_lazy("Proposed knowledge products"),
        position=36,
        items=proposed_products,
        count=count_proposed_products,
        url=reverse_lazy("admin:knowledge_knowledgeproduct_changelist"),
        empty=gettext_lazy("No knowledge product waits for a decision."),
    )
)
