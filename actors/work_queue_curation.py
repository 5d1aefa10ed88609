"""What waits for the secretariat so that the register stays true: entries to confirm, dormant ones, suspected duplicates."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Min, QuerySet
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.enums import FreshnessAnswer
from actors.models import Actor, DuplicateSuspicion, FreshnessCheck
from actors.selectors import duplicates, freshness
from platform_portal.core.formats import precise
from platform_portal.core.work_queue import Action, Item, Queue, register


def entries_to_confirm(limit: int) -> list[Item]:
    """Entries nobody keeps that nobody has confirmed for six months. One query."""
    return [_to_confirm(actor) for actor in _due().select_related("place")[:limit]]


def count_entries_to_confirm() -> tuple[int, dt.datetime | None]:
    """Waiting since the day they became due. One query."""
    found = list(_due().values_list("waiting_since", flat=True))
    return len(found), _became_due(found[0]) if found else None


def dormant_entries(limit: int) -> list[Item]:
    """Entries whose keepers did not answer, or said that they are no longer active. One query."""
    return [_dormant(check) for check in freshness.dormant()[:limit]]


def count_dormant_entries() -> tuple[int, dt.datetime | None]:
    """One query each."""
    rows = freshness.dormant()
    return rows.count(), rows.order_by().aggregate(oldest=Min("last_asked_at"))["oldest"]


def suspected_duplicates(limit: int) -> list[Item]:
    """Pairs that may be one actor, the likeliest first. One query."""
    return [_duplicate(row) for row in duplicates.open_ones()[:limit]]


def count_suspected_duplicates() -> tuple[int, dt.datetime | None]:
    """One query each."""
    rows = duplicates.open_ones()
    return rows.count(), rows.order_by().aggregate(oldest=Min("found_at"))["oldest"]


def _due() -> QuerySet[Any]:
    return freshness.without_keepers(freshness.due(timezone.now()))


def _became_due(day: dt.date) -> dt.datetime:
    """Six months after the last confirmation."""
    due = freshness.months_before(day, -freshness.ASK_AFTER_MONTHS)
    return dt.datetime.combine(due, dt.time(), timezone.get_current_timezone())


def _to_confirm(actor: Actor) -> Item:
    return Item(
        title=actor.name,
        since=_became_due(actor.waiting_since),  # type: ignore[attr-defined]
        url=actor.get_absolute_url(),
        detail=_("last confirmed or published: %(date)s") % {"date": precise(actor.waiting_since)},  # type: ignore[attr-defined]
        actions=(_action(actor, _("Still right"), "confirm", is_main=True),),
    )


def _dormant(check: FreshnessCheck) -> Item:
    inactive = check.answer == FreshnessAnswer.INACTIVE
    return Item(
        title=check.actor.name,
        since=check.last_asked_at,
        url=reverse("desk-entries"),
        detail=_("says: no longer active") if inactive else _("no answer to three mails"),
        actions=(
            _action(check.actor, _("Still active"), "confirm"),
            _action(check.actor, _("Archive"), "archive", is_main=inactive),
        ),
    )


def _action(actor: Actor, label: str, step: str, *, is_main: bool = False) -> Action:
    return Action(label, reverse("desk-entries-decide"), (("actor", str(actor.pk)), ("step", step)), is_main)


def _duplicate(row: DuplicateSuspicion) -> Item:
    return Item(
        title=f"{row.first} – {row.second}",
        since=row.found_at,
        url=reverse("duplicate-review", args=[row.pk]),
        detail=", ".join(duplicates.reasons_of(row)),
    )


register(
    Queue(
        slug="entries-to-confirm",
        label=gettext_lazy("Entries to confirm"),
        position=50,
        items=entries_to_confirm,
        count=count_entries_to_confirm,
        url=reverse_lazy("desk-entries"),
        due_days=30,
        empty=gettext_lazy("All entries nobody keeps were confirmed within six months."),
    )
)
register(
    Queue(
        slug="dormant-entries",
        label=gettext_lazy("Dormant entries"),
        position=60,
        items=dormant_entries,
        count=count_dormant_entries,
        url=reverse_lazy("desk-entries"),
        due_days=14,
        empty=gettext_lazy("No entry is dormant for want of an answer."),
    )
)
register(
    Queue(
        slug="duplicates",
        label=gettext_lazy("Suspected duplicates"),
        position=70,
        items=suspected_duplicates,
        count=count_suspected_duplicates,
        url=reverse_lazy("desk-duplicates"),
        due_days=14,
        empty=gettext_lazy("No two entries look like one actor."),
    )
)
