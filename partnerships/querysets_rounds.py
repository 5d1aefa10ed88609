"""The query language of match rounds and of what they send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.enums_rounds import AT_WORK, RunStatus

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class MatchRunQuerySet(models.QuerySet):
    """Runs of match rounds."""

    def at_work(self) -> Self:
        """Waiting or running."""
        return self.filter(status__in=AT_WORK)

    def due(self, now: dt.datetime | None = None) -> Self:
        """Waiting, or running with a worker that has not been heard of until its lease ended; the oldest first."""
        now = now or timezone.now()
        gone = Q(status=RunStatus.RUNNING, lease_until__lte=now)
        return self.filter(Q(status=RunStatus.WAITING) | gone).order_by("created_at", "pk")

    def done(self) -> Self:
        """With a result."""
        return self.filter(status=RunStatus.DONE)


class RoundProposalQuerySet(models.QuerySet):
    """Proposals of the secretariat out of match rounds."""

    def of(self, actor_ids: Iterable[int]) -> Self:
        """Those in which one of the actors is a side."""
        ids = list(actor_ids)
        return self.filter(Q(german__in=ids) | Q(ukrainian__in=ids))

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All for the secretariat, else those of the actors whose entry the person keeps."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self
        return self.of(user.memberships.values_list("actor", flat=True))

    def since(self, moment: dt.datetime) -> Self:
        """Sent at that time or later."""
        return self.filter(sent_at__gte=moment)

    def with_sides(self) -> Self:
        """Together with both actors, their places and regions."""
        return self.select_related("german__place__region", "ukrainian__place__region", "round")
