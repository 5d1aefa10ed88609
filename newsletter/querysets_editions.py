"""The query language of editions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils import timezone

from newsletter.enums import EditionState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class EditionQuerySet(models.QuerySet):
    """Ausgaben."""

    def archived(self) -> Self:
        """In the archive for everyone: sent (or being sent), and meant for it."""
        sent = (EditionState.SENDING, EditionState.PAUSED, EditionState.FINISHED)
        return self.filter(is_archived=True, state__in=sent)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """All for the secretariat, else the archive."""
        return self if user.is_authenticated and user.is_staff else self.archived()

    def due(self, now: dt.datetime | None = None) -> Self:
        """Scheduled, and the time has come; the oldest first. Those that wait for a click are left out."""
        return self.filter(
            state=EditionState.SCHEDULED, scheduled_at__lte=now or timezone.now(), hold_reason=""
        ).order_by("scheduled_at", "pk")

    def held(self) -> Self:
        """Scheduled and waiting for a click."""
        return self.filter(state=EditionState.SCHEDULED).exclude(hold_reason="")

    def sending(self) -> Self:
        """Being sent now; the oldest first."""
        return self.filter(state=EditionState.SENDING).order_by("started_at", "pk")
