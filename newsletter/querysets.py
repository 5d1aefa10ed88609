"""The query language of subscribers and their consent."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from newsletter.addresses import hashes
from newsletter.enums import SubscriberState

#: How long a confirmation link works, and how long an unconfirmed subscriber is kept.
CONFIRM_WITHIN = dt.timedelta(days=7)


class SubscriberQuerySet(models.QuerySet):
    """Abonnentinnen und Abonnenten."""

    def reachable(self, now: dt.datetime | None = None) -> Self:
        """Confirmed and wanting mails now: active, or paused until a moment that is over."""
        now = now or timezone.now()
        return self.filter(
            Q(state=SubscriberState.ACTIVE) | Q(state=SubscriberState.PAUSED, paused_until__lte=now)
        )

    def unconfirmed(self, now: dt.datetime | None = None) -> Self:
        """Pending for longer than a confirmation link works: to be purged."""
        late = (now or timezone.now()) - CONFIRM_WITHIN
        return self.filter(state=SubscriberState.PENDING).filter(
            Q(asked_at__lt=late) | Q(asked_at__isnull=True, created_at__lt=late)
        )

    def with_address(self, key: str) -> Self:
        """The one with this key (`addresses.normalised`)."""
        return self.filter(address_key=key)


class ConsentRecordQuerySet(models.QuerySet):
    """Einwilligungsnachweise."""

    def about(self, key: str) -> Self:
        """All records about an address, also after its erasure."""
        return self.filter(address_hash__in=hashes(key))


class SuppressionQuerySet(models.QuerySet):
    """Sperrliste."""

    def of(self, key: str) -> Self:
        """The entry of an address, whichever secret it was hashed with."""
        return self.filter(address_hash__in=hashes(key))
