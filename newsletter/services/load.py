"""Many invented subscribers for measurements."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from newsletter.enums import SubscriberState, SubscriptionKind
from newsletter.models import Subscriber, Subscription

BATCH = 5_000
LANGUAGES = ("de", "de", "uk", "en")


def make_subscribers(number: int) -> int:
    """Active readers of the quarterly newsletter at `load.example`; those that are there stay. Answers how many are new."""
    now = timezone.now()
    before = Subscriber.objects.filter(address_key__endswith="@load.example").count()
    for start in range(before, number, BATCH):
        rows = Subscriber.objects.bulk_create(_one(n, now) for n in range(start, min(start + BATCH, number)))
        Subscription.objects.bulk_create(
            Subscription(subscriber=row, kind=SubscriptionKind.QUARTERLY, since=now) for row in rows
        )
    return max(number - before, 0)


def _one(number: int, now: dt.datetime) -> Subscriber:
    address = f"leser{number}@load.example"
    return Subscriber(
        address=address, address_key=address, language=LANGUAGES[number % len(LANGUAGES)],
        state=SubscriberState.ACTIVE, state_since=now, confirmed_at=now, created_at=now, is_example=True,
    )  # fmt: skip
