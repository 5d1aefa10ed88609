"""The query language of joining: invitations, claims, interest forms."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models

from actors.enums import ClaimStatus, InterestStatus, InvitationStatus


class InvitationQuerySet(models.QuerySet):
    """Invitations."""

    def open(self, now: dt.datetime) -> Self:
        """Sent, not answered, still valid."""
        return self.filter(status=InvitationStatus.SENT, expires_at__gt=now)


class ClaimQuerySet(models.QuerySet):
    """Claims."""

    def open(self) -> Self:
        """With a confirmed address, waiting for the secretariat."""
        return self.filter(status=ClaimStatus.OPEN)


class InterestQuerySet(models.QuerySet):
    """Interest forms."""

    def open(self) -> Self:
        """With a confirmed address, waiting for the secretariat."""
        return self.filter(status=InterestStatus.OPEN)
