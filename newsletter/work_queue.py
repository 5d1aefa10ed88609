"""What of the newsletter waits for the secretariat: editions to be released, sendings that have stopped, doubtful mails."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from newsletter.enums import EditionState
from newsletter.enums_delivery import DeliveryReason, DeliveryState, PauseReason
from newsletter.models import Delivery, Edition
from platform_portal.core.work_queue import Item, Queue, register


def to_release() -> QuerySet[Edition]:
    """Editions that wait for a second person."""
    return Edition.objects.filter(state=EditionState.IN_REVIEW).order_by("updated_at", "pk")


def stopped() -> QuerySet[Edition]:
    """Sendings that do not go on by themselves: held before the start, paused by themselves, or with mails nobody knows about."""
    doubtful = Delivery.objects.filter(
        edition=OuterRef("pk"), state=DeliveryState.UNKNOWN, reason=DeliveryReason.INTERRUPTED
    )
    waits = Q(state__in=(EditionState.SCHEDULED, EditionState.PAUSED)) & ~Q(
        hold_reason__in=(PauseReason.NONE, PauseReason.EDITOR)
    )
    ended = Q(state__in=(EditionState.FINISHED, EditionState.PAUSED)) & Exists(doubtful)
    return Edition.objects.filter(waits | ended).order_by("updated_at", "pk")


def _count(rows: QuerySet[Edition]) -> tuple[int, dt.datetime | None]:
    found: dict[str, Any] = rows.order_by().aggregate(oldest=Min("updated_at"))
    return rows.count(), found["oldest"]


def _released_items(limit: int) -> list[Item]:
    return [
        Item(
            title=str(edition),
            since=edition.updated_at,
            url=reverse("edition-write", args=[edition.pk]),
            detail=edition.get_kind_display(),
        )
        for edition in to_release()[:limit]
    ]


def _stopped_items(limit: int) -> list[Item]:
    return [
        Item(
            title=str(edition),
            since=edition.updated_at,
            url=reverse("edition-sending", args=[edition.pk]),
            detail=edition.get_hold_reason_display() or _("doubtful mails"),
        )
        for edition in stopped()[:limit]
    ]


register(
    Queue(
        slug="editions-to-release",
        label=_("Release editions"),
        position=40,
        items=_released_items,
        count=lambda: _count(to_release()),
        url=reverse_lazy("admin:newsletter_edition_changelist"),
        due_days=3,
        empty=_("No edition waits for a second person."),
    )
)
register(
    Queue(
        slug="sendings-stopped",
        label=_("Sendings that have stopped"),
        position=2,
        items=_stopped_items,
        count=lambda: _count(stopped()),
        url=reverse_lazy("admin:newsletter_edition_changelist"),
        due_days=1,
        empty=_("No sending has stopped."),
    )
)
