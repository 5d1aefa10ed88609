"""The query language of partnerships and postings."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.enums import PartnershipStatus, PostingStatus
from platform_portal.core.visibility import Visibility, levels_open_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class PartnershipQuerySet(models.QuerySet):
    """Partnerships."""

    def existing(self) -> Self:
        """Bestehend: active or dormant, neither planned, nor completed, nor failed."""
        return self.filter(status__in=(PartnershipStatus.ACTIVE, PartnershipStatus.DORMANT))

    def dated(self) -> Self:
        """Partnerships whose beginning is known."""
        return self.filter(since_on__isnull=False)


class PostingQuerySet(models.QuerySet):
    """Postings."""

    def open(self, on: dt.date | None = None) -> Self:
        """Offen: published and not expired on that day (today by default)."""
        on = on or timezone.localdate()
        return self.filter(Q(expires_on__isnull=True) | Q(expires_on__gte=on), status=PostingStatus.PUBLISHED)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Postings whose level is open to the person; members also see those of their own actors."""
        levels = Q(visibility__in=levels_open_to(user))
        if not user.is_authenticated or user.is_staff:
            return self.filter(levels)
        return self.filter(levels | Q(actor__in=user.memberships.values("actor")))

    def hidden_from_public(self) -> Self:
        """Postings the public only sees as a number."""
        return self.exclude(visibility=Visibility.PUBLIC)
