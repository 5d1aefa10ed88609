"""The query language of consents to publication."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.utils import timezone

#: So long a link waits for an answer.
WAITS = dt.timedelta(days=60)


class ContactConsentQuerySet(models.QuerySet):
    """Consents, asked for or given."""

    def in_force(self) -> Self:
        """Given, and neither withdrawn nor ended by a change of what is shown."""
        return self.filter(given_at__isnull=False, withdrawn_at__isnull=True, ended_at__isnull=True)

    def unanswered(self, now: dt.datetime | None = None) -> Self:
        """Asked for, without an answer so far, and the link still works."""
        return self.filter(
            given_at__isnull=True, declined_at__isnull=True, ended_at__isnull=True,
            asked_at__gt=(now or timezone.now()) - WAITS,
        )  # fmt: skip
