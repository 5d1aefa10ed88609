"""Working groups with their parts, topics, members and results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from actors.enums import ActorStatus, WorkingGroupStatus
from actors.models import Topic, WorkingGroup, WorkingGroupMember, WorkingGroupResult

PUBLIC = (ActorStatus.PUBLISHED, ActorStatus.DORMANT)


@dataclass(frozen=True, slots=True)
class Overview:
    """Groups at work and those announced, each with parts, topics and number of members."""

    active: list[WorkingGroup]
    planned: list[WorkingGroup]


@dataclass(frozen=True, slots=True)
class GroupPage:
    """What the page of a group shows."""

    sub_groups: Sequence[WorkingGroup]
    topics: Sequence[Topic]
    results: Sequence[WorkingGroupResult]


def overview() -> Overview:
    """Groups of the first level; three queries."""
    counted = WorkingGroup.objects.annotate(
        member_count=Count("members", filter=Q(members__actor__status__in=PUBLIC), distinct=True),
        has_invented_members=Exists(
            WorkingGroupMember.objects.invented().filter(group=OuterRef("pk"), actor__status__in=PUBLIC)
        ),
    )
    groups = list(counted.filter(parent=None).prefetch_related("topics", "sub_groups"))
    return Overview(
        active=[group for group in groups if group.status == WorkingGroupStatus.ACTIVE],
        planned=[group for group in groups if group.status == WorkingGroupStatus.PLANNED],
    )


def page_of(group: WorkingGroup) -> GroupPage:
    """Parts, topics, results; three queries. Who takes part stands in the workspace."""
    return GroupPage(
        sub_groups=list(group.sub_groups.all()),
        topics=list(group.topics.all()),
        results=list(group.results.order_by("-on", "pk")),
    )
