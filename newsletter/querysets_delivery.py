"""The query language of the ledger and of what comes back."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Sum
from django.utils import timezone

from newsletter.enums_delivery import OPEN, DeliveryState, ReportKind

#: Soft bounces within so many days lead to suppression.
SOFT_WITHIN = dt.timedelta(days=30)


class DeliveryQuerySet(models.QuerySet):
    """Zustellungen."""

    def undecided(self) -> Self:
        """Still to be decided about by a sender: waiting, taken or being sent."""
        return self.filter(state__in=OPEN)

    def not_sent(self) -> Self:
        """Who did not get it, or perhaps not: failed, left out, unknown."""
        return self.filter(state__in=(DeliveryState.FAILED, DeliveryState.SKIPPED, DeliveryState.UNKNOWN))

    def forget_recipients(self) -> int:
        """Takes the person out of the rows, which stay so that the figures do; what was waiting is left out by the sender. How many."""
        return self.update(subscriber=None, address="", address_key=None)


class LedgerTallyQuerySet(models.QuerySet):
    """Zählwerk."""

    def figures(self, edition_id: int) -> dict[str, int]:
        """How many mails of the edition stand in each state, every state named. A handful of rows, however large the ledger."""
        counted = self.filter(edition_id=edition_id).values_list("state").annotate(total=Sum("amount"))
        return dict.fromkeys(DeliveryState.values, 0) | {
            state: int(total) for state, total in counted.order_by()
        }


class MailReportQuerySet(models.QuerySet):
    """Rückmeldungen."""

    def complaints(self) -> Self:
        """Reported as spam."""
        return self.filter(kind=ReportKind.COMPLAINT)

    def recent_soft(self, now: dt.datetime | None = None) -> Self:
        """Soft bounces within the last 30 days."""
        return self.filter(kind=ReportKind.SOFT, at__gt=(now or timezone.now()) - SOFT_WITHIN)
