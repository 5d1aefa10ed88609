"""The query language of actors: adjectives filter, scopes say who sees what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from actors.enums import MUNICIPAL_KINDS, ActorStatus
from actors.roles import Permission, allow, coordinates_in_preview, memberships_with, standing
from platform_portal.core.visibility import Visibility, levels_open_to, matched

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
        if allow(standing(user), Permission.SEE_UNPUBLISHED):
            return self
        public = Q(status__in=(ActorStatus.PUBLISHED, ActorStatus.DORMANT))
        return self.filter(public | _permitting(user, Permission.SEE_UNPUBLISHED))

    def kept_by(self, user: User | AnonymousUser) -> Self:
        """Actors whose entry the person keeps as editor or owner; nothing more for the secretariat."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(pk__in=user.memberships.values("actor"))

    def editable_by(self, user: User | AnonymousUser) -> Self:
        """All for the secretariat, else the actors whose entry the person keeps."""
        return self.filter(_permitting(user, Permission.EDIT_ENTRY))

    def owned_by(self, user: User | AnonymousUser) -> Self:
        """All for the secretariat, else the actors whose owner the person is, and whose people the person manages."""
        return self.filter(_permitting(user, Permission.MANAGE_PEOPLE))

    def without_keeper(self) -> Self:
        """Actors whose entry nobody keeps."""
        return self.filter(memberships__isnull=True)


def _permitting(user: User | AnonymousUser, permission: Permission) -> Q:
    """Actors in which the person has the permission, by a role on the whole portal or a membership."""
    if allow(standing(user), permission):
        return Q()
    if not user.is_authenticated:
        return Q(pk__in=())
    own = user.memberships.filter(role__in=memberships_with(permission))
    return Q(pk__in=own.values("actor"))


class WorkingGroupQuerySet(models.QuerySet):
    """Working groups."""

    def coordinated_by(self, user: User | AnonymousUser) -> Self:
        """Groups the person is named coordinator of; nothing more for the secretariat."""
        if not user.is_authenticated:
            return self.none()
        shown = coordinates_in_preview(user)
        if shown is not None:
            return self if shown else self.none()
        return self.filter(pk__in=user.coordinations.values("group"))

    def manageable_by(self, user: User | AnonymousUser) -> Self:
        """All for the secretariat, else the groups the person coordinates."""
        return self if allow(standing(user), Permission.MANAGE_GROUP) else self.coordinated_by(user)

    def led_by(self, user: User | AnonymousUser) -> Self:
        """Groups the person looks after, and the small groups that are part of them."""
        if allow(standing(user), Permission.MANAGE_GROUP):
            return self
        own = type(self)(self.model, using=self.db).coordinated_by(user).values("pk")
        return self.filter(Q(pk__in=own) | Q(parent__in=own))

    def taking_part(self, user: User | AnonymousUser) -> Self:
        """Groups with a member actor whose entry the person keeps, and the small groups that are part of them."""
        if not user.is_authenticated:
            return self.none()
        from actors.models import WorkingGroupMember

        own = WorkingGroupMember.objects.filter(actor__in=user.memberships.values("actor")).values("group")
        return self.filter(Q(pk__in=own) | Q(parent__in=own))

    def with_workspace_for(self, user: User | AnonymousUser) -> Self:
        """Groups whose workspace is open to the person: those it takes part in, those it leads, all for the secretariat."""
        led, own = self.led_by(user), self.taking_part(user)
        return self.filter(Q(pk__in=led.values("pk")) | Q(pk__in=own.values("pk")))


class ContactQuerySet(models.QuerySet):
    """Contacts of actors."""

    def public(self) -> Self:
        """Contacts everybody sees: wished to be public, and the person behind them has agreed."""
        return self.filter(visibility=Visibility.PUBLIC, consented_at__isnull=False)

    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Contacts whose level is open to the person; those of an own actor always."""
        if user.is_authenticated and user.is_staff:
            return self
        levels = Q(visibility__in=levels_open_to(user))
        if not user.is_authenticated:
            return self.public()
        return self.filter(levels | Q(actor__in=user.memberships.values("actor")) | matched(user))
