"""Whom an edition is for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from newsletter.enums import USUAL_AUDIENCE, SubscriptionKind
from newsletter.models import Edition, Subscriber, Subscription


def recipients(edition: Edition, now: dt.datetime | None = None) -> QuerySet[Subscriber]:
    """Who gets the edition as things stand: each subscriber once, whatever lists the address is on. Unordered.

    Readers whose language it does not have are among them where a fallback is chosen; where none is, they stand in the ledger as left out.
    """
    found = (
        Subscriber.objects.reachable(now)
        .filter(Exists(subscriptions(edition).filter(subscriber=OuterRef("pk"))))
        .order_by()
    )
    if edition.audience_languages:
        found = found.filter(language__in=edition.audience_languages)
    groups = list(edition.audience_groups.values_list("pk", flat=True))
    if groups:
        found = found.filter(user__in=_keepers(groups))
    return found


def subscriptions(edition: Edition) -> QuerySet[Subscription]:
    """The subscriptions that make somebody a reader of the edition."""
    kinds = set(edition.audience_kinds or [USUAL_AUDIENCE[edition.kind]])
    wanted = Q(kind__in=kinds - {SubscriptionKind.WORKING_GROUP, SubscriptionKind.REGION})
    if SubscriptionKind.WORKING_GROUP in kinds:
        wanted |= _named(
            SubscriptionKind.WORKING_GROUP, "working_group", edition.audience_working_groups.all()
        )
    if SubscriptionKind.REGION in kinds:
        wanted |= _named(SubscriptionKind.REGION, "region", edition.audience_regions.all())
    return Subscription.objects.filter(wanted).order_by()


def subscribed_sql(edition: Edition) -> str:
    """The same as a condition of SQL on `newsletter_subscription`, without parameters: words of the code and numbers only."""
    kinds = set(edition.audience_kinds or [USUAL_AUDIENCE[edition.kind]])
    objects: dict[str, tuple[str, Any]] = {
        SubscriptionKind.WORKING_GROUP: ("working_group_id", edition.audience_working_groups),
        SubscriptionKind.REGION: ("region_id", edition.audience_regions),
    }
    parts = []
    for kind in sorted(SubscriptionKind(kind) for kind in kinds):
        part = f"kind = '{kind.value}'"
        if kind in objects:
            column, chosen = objects[kind]
            keys = sorted(int(key) for key in chosen.values_list("pk", flat=True))
            part += f" AND {column} IN ({', '.join(map(str, keys))})" if keys else ""
        parts.append(f"({part})")
    return f"({' OR '.join(parts)})"


def _named(kind: str, field: str, chosen: QuerySet[Any]) -> Q:
    """Subscriptions of a kind: those to the chosen objects, or all where none is chosen."""
    keys = list(chosen.values_list("pk", flat=True))
    return Q(kind=kind, **{f"{field}__in": keys}) if keys else Q(kind=kind)


def _keepers(groups: list[int]) -> QuerySet:
    """Persons who keep an entry of one of the groups."""
    from actors.models import Membership

    return Membership.objects.filter(actor__group__in=groups).values("user")
