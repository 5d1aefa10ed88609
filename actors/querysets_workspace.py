"""The query language of the workspace: plans and requests to join."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from actors.enums import JoinRequestStatus
from actors.roles import Permission, allow, standing

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class GroupPlanQuerySet(models.QuerySet):
    """Plans of working groups."""

    def with_steps(self) -> Self:
        """Together with their steps and who does them: two queries more."""
        return self.prefetch_related("steps__actor")


class GroupJoinRequestQuerySet(models.QuerySet):
    """Requests of actors to join a working group."""

    def open(self) -> Self:
        """Waiting for an answer."""
        return self.filter(status=JoinRequestStatus.OPEN)

    def without_coordinator(self) -> Self:
        """Nobody coordinates the group, nor the one it is part of: the secretariat answers."""
        return self.filter(group__coordinators__isnull=True, group__parent__coordinators__isnull=True)

    def answerable_by(self, user: User | AnonymousUser) -> Self:
        """All for the secretariat, else those to groups the person coordinates, or that are part of such a group."""
        if allow(standing(user), Permission.MANAGE_GROUP):
            return self
        from actors.models import WorkingGroup

        own = WorkingGroup.objects.coordinated_by(user).values("pk")
        return self.filter(Q(group__in=own) | Q(group__parent__in=own))
