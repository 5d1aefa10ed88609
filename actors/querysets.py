"""The query language of actors: adjectives filter, scopes say who sees what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from actors.enums import MUNICIPAL_KINDS, ActorStatus
from platform_portal.core.visibility import Visibility, levels_open_to

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class ActorQuerySet(models.QuerySet):
    """Actors."""

    def published(self) -> Self:
        """Actors on public pages: published, and dormant ones (shown grey, ranked lower)."""
        return self.filter(status__in=(ActorStatus.PUBLISHED, ActorStatus.DORMANT))

    def municipal(self) -> Self:
        """Kommunen: municipalities, districts and regions."""
        return self.filter(kind__in=MUNICIPAL_KINDS)

    def open_to_proposals(self) -> Self:
        """Actors that may be suggested to others: published and opted in."""
        return self.filter(status=ActorStatus.PUBLISHED, is_open_to_proposals=True)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Published ones for everyone; the secretariat sees all, members also what they keep themselves."""
        if not user.is_authenticated:
            return self.published()
        if user.is_staff:
            return self
        own = Q(pk__in=user.memberships.values("actor"))
        return self.filter(own | Q(status__in=(ActorStatus.PUBLISHED, ActorStatus.DORMANT)))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """All for the secretariat, else the actors whose entry the person keeps."""
        if not user.is_authenticated:
            return self.none()
        if user.is_staff:
            return self
        return self.filter(pk__in=user.memberships.values("actor"))


class ContactQuerySet(models.QuerySet):
    """Contacts of actors."""

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Contacts whose level is open to the person; those of an own actor always."""
        if user.is_authenticated and user.is_staff:
            return self
        levels = Q(visibility__in=levels_open_to(user))
        if not user.is_authenticated:
            return self.filter(levels & Q(visibility=Visibility.PUBLIC))
        return self.filter(levels | Q(actor__in=user.memberships.values("actor")))
