"""The query language of joining: invitations, claims, interest forms."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef

from actors.enums import ClaimStatus, InterestStatus, InvitationStatus


class InvitationQuerySet(models.QuerySet):
    """Invitations."""

    def open(self, now: dt.datetime) -> Self:
        """Sent, not answered, still valid."""
        return self.filter(status=InvitationStatus.SENT, expires_at__gt=now)

    def unanswered(self) -> Self:
        """Neither answered nor withdrawn, also those whose time is over."""
        return self.filter(status=InvitationStatus.SENT)

    def to(self, email: str) -> Self:
        """To this address, whatever its case."""
        return self.filter(email__iexact=email)


class ClaimQuerySet(models.QuerySet):
    """Claims."""

    def open(self) -> Self:
        """With a confirmed address, waiting for the secretariat."""
        return self.filter(status=ClaimStatus.OPEN)

    def with_rivals(self) -> Self:
        """Adds `has_rivals`: somebody keeps the entry already, or has an open claim to it too."""
        others = self.model._default_manager.filter(actor=OuterRef("actor"), status=ClaimStatus.OPEN)
        kept = models.Q(actor__memberships__isnull=False)
        return self.annotate(
            has_rivals=Exists(others.exclude(pk=OuterRef("pk")))
            | Exists(self.model._default_manager.filter(kept, pk=OuterRef("pk")))
        )

    def undecided(self) -> Self:
        """Waiting for the confirmation of the address, or for the secretariat."""
        return self.filter(status__in=(ClaimStatus.UNCONFIRMED, ClaimStatus.OPEN))


class InterestQuerySet(models.QuerySet):
    """Interest forms."""

    def open(self) -> Self:
        """With a confirmed address, waiting for the secretariat."""
        return self.filter(status=InterestStatus.OPEN)

    def waiting_for(self, *, email: str, organisation: str) -> Self:
        """Not yet decided ones of the same person for the same organisation."""
        undecided = self.filter(status__in=(InterestStatus.UNCONFIRMED, InterestStatus.OPEN))
        return undecided.filter(email__iexact=email, organisation__iexact=organisation)
