"""What waits for the secretariat here. One function per queue."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from actors.mails_revision import labelled
from actors.models import Claim, Interest, Revision
from actors.revisions import subjects
from actors.selectors.joining import Fit, domain_hint
from platform_portal.core.work_queue import Action, Item, Queue, register


def claims(limit: int) -> list[Item]:
    """Claims to be checked; one click accepts where the address fits the website and nobody else wants or keeps the entry. One query."""
    rows = Claim.objects.open().with_rivals().select_related("actor").order_by("confirmed_at", "pk")[:limit]
    return [_claim(row) for row in rows]


def count_claims() -> tuple[int, dt.datetime | None]:
    """One query."""
    return _count(Claim.objects.open())


def interest_forms(limit: int) -> list[Item]:
    """Organisations that want to take part. One query."""
    rows = Interest.objects.open().select_related("group").order_by("confirmed_at", "pk")[:limit]
    return [_interest(row) for row in rows]


def count_interest_forms() -> tuple[int, dt.datetime | None]:
    """One query."""
    return _count(Interest.objects.open())


def change_proposals(limit: int) -> list[Item]:
    """Changes members have proposed, each with one click to accept all of it. Two queries, and one per need or offer."""
    rows = Revision.objects.open().oldest_first().with_fields()[:limit]
    return [_change(row) for row in rows]


def count_change_proposals() -> tuple[int, dt.datetime | None]:
    """One query."""
    found = Revision.objects.open().aggregate(number=Count("pk"), oldest=Min("created_at"))
    return found["number"], found["oldest"]


def _change(row: Revision) -> Item:
    subject = subjects.of(row)
    labels = [labelled(subject.field(field.field)) for field in row.fields.all()]
    more = f" +{len(labels) - 4}" if len(labels) > 4 else ""
    return Item(
        title=subject.title(row),
        since=row.created_at,
        url=reverse("revision-review", args=[row.pk]),
        detail=", ".join(labels[:4]) + more,
        actions=(Action(_("Accept all"), reverse("revision-accept-all", args=[row.pk]), is_main=True),),
    )


def _claim(row: Any) -> Item:
    hint = domain_hint(row.email, row.actor.website)
    accept = Action(
        _("Accept"), reverse("admin:actors_claim_decide", args=[row.pk]), (("decision", "accept"),)
    )
    return Item(
        title=_("%(name)s for %(organisation)s") % {"name": row.name, "organisation": row.actor.name},
        since=row.confirmed_at or row.created_at,
        url=reverse("admin:actors_claim_change", args=[row.pk]),
        detail=f"{row.function} · {hint.address}: {hint.fit.label}",
        actions=(accept,) if hint.fit == Fit.MATCH and not row.has_rivals else (),
    )


def _interest(row: Interest) -> Item:
    return Item(
        title=row.organisation,
        since=row.confirmed_at or row.created_at,
        url=reverse("admin:actors_interest_change", args=[row.pk]),
        detail=f"{row.group} · {row.get_kind_display()}",
    )


def _count(rows: QuerySet[Claim] | QuerySet[Interest]) -> tuple[int, dt.datetime | None]:
    found = rows.aggregate(number=Count("pk"), oldest=Min("confirmed_at"))
    return found["number"], found["oldest"]


register(
    Queue(
        slug="claims",
        label=gettext_lazy("“This is us”"),
        position=10,
        items=claims,
        count=count_claims,
        url=reverse_lazy("admin:actors_claim_changelist"),
        empty=gettext_lazy("Nobody claims an entry at the moment."),
    )
)
register(
    Queue(
        slug="interest",
        label=gettext_lazy("“Take part”"),
        position=20,
        items=interest_forms,
        count=count_interest_forms,
        url=reverse_lazy("admin:actors_interest_changelist"),
        empty=gettext_lazy("No new organisation wants to take part at the moment."),
    )
)
register(
    Queue(
        slug="changes",
        label=gettext_lazy("Change proposals"),
        position=30,
        items=change_proposals,
        count=count_change_proposals,
        url=reverse_lazy("revisions"),
        empty=gettext_lazy("No changes wait for a decision."),
    )
)

from actors import work_queue_curation, work_queue_notes, work_queue_workspace  # noqa: E402, F401
