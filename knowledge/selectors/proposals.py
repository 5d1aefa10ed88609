"""For whom somebody may propose products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from actors.models import Actor, WorkingGroup
from actors.roles import Permission, allow, standing
from knowledge.models import KnowledgeProduct

if TYPE_CHECKING:
    from accounts.models import User


def actors_of(user: User) -> QuerySet[Actor]:
    """Actors whose entry the person keeps: one of them is the author."""
    return Actor.objects.kept_by(user).order_by("name_de", "pk")


def groups_of(user: User) -> QuerySet[WorkingGroup]:
    """Working groups one of these actors is a member of, or that the person looks after."""
    if allow(standing(user), Permission.MANAGE_GROUP):
        return WorkingGroup.objects.all()
    own = Q(members__actor__in=user.memberships.values("actor"))
    looked_after = Q(pk__in=WorkingGroup.objects.coordinated_by(user).values("pk"))
    return WorkingGroup.objects.filter(own | looked_after).distinct()


def may_propose(user: User) -> bool:
    """Whether there is anybody to propose for; two queries at most."""
    return bool(actors_of(user).exists() or groups_of(user).exists())


def own(user: User) -> list[KnowledgeProduct]:
    """What the person or the own side has proposed, the newest first; two queries."""
    found = KnowledgeProduct.objects.proposed_by_side_of(user).order_by("-submitted_at", "-pk")
    return list(found.select_related("proposed_for")[:100])
