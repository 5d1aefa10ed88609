"""What the workspace of a working group shows, and how somebody stands to a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from actors.models import (
    Actor,
    GroupFile,
    GroupJoinRequest,
    GroupPlan,
    WorkingGroup,
    WorkingGroupMember,
    WorkingGroupResult,
)
from actors.rules import can_enter_workspace, can_lead

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Part:
    """A group with its plans: the group of the workspace itself, or a small group of it."""

    group: WorkingGroup
    plans: Sequence[GroupPlan]


@dataclass(frozen=True, slots=True)
class Workspace:
    """Everything members see. `requests` are open ones, for who answers them; else empty."""

    parts: Sequence[Part]
    results: Sequence[WorkingGroupResult]
    files: Sequence[GroupFile]
    members: Sequence[WorkingGroupMember]
    requests: Sequence[GroupJoinRequest]
    leads: bool
    members_url: str

    @property
    def plan_count(self) -> int:
        """Plans of the group and its small groups."""
        return sum(len(part.plans) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Standing:
    """How somebody stands to a group: may enter, may ask for an actor, waits for an answer."""

    may_enter: bool
    may_ask: bool
    waiting: Sequence[GroupJoinRequest]


def workspace_of(group: WorkingGroup, user: User) -> Workspace:
    """Nine queries for who leads the group, one less for others, however much there is."""
    leads = can_lead(user, group)
    groups = [group, *group.sub_groups.all()]
    plans = list(GroupPlan.objects.filter(group__in=groups).with_steps().order_by("created_at", "pk"))
    above = group.parent
    members = WorkingGroupMember.objects.filter(group=group).select_related("actor__place__region")
    return Workspace(
        parts=[Part(one, [plan for plan in plans if plan.group_id == one.pk]) for one in groups],
        results=list(group.results.order_by("-on", "pk")),
        files=list(group.files.select_related("upload", "actor")),
        members=list(members.order_by("actor__name_de", "pk")),
        requests=_open_requests(group) if leads else [],
        leads=leads,
        members_url=group.members_url or (above.members_url if above else ""),
    )


def _open_requests(group: WorkingGroup) -> list[GroupJoinRequest]:
    return list(GroupJoinRequest.objects.open().filter(group=group).select_related("actor__place__region"))


def standing_of(group: WorkingGroup, user: User | AnonymousUser) -> Standing:
    """At most five queries; none for visitors."""
    if not user.is_authenticated:
        return Standing(False, False, ())
    own = GroupJoinRequest.objects.open().filter(group=group, actor__in=user.memberships.values("actor"))
    return Standing(
        may_enter=can_enter_workspace(user, group),
        may_ask=group.takes_members and askable(group, user).exists(),
        waiting=list(own.select_related("actor")),
    )


def askable(group: WorkingGroup, user: User) -> QuerySet[Actor]:
    """Own actors on public pages that are neither members nor waiting."""
    waiting = GroupJoinRequest.objects.open().filter(group=group).values("actor")
    mine = Actor.objects.kept_by(user).published()
    return (
        mine.exclude(working_group_memberships__group=group).exclude(pk__in=waiting).order_by("name_de", "pk")
    )
