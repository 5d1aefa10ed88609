"""Who: actors, their topics and contacts, working groups."""

from actors.models.actor import Actor, ActorGroup, ActorTopic, Contact, Membership
from actors.models.topic import Topic
from actors.models.working_group import WorkingGroup, WorkingGroupMember, WorkingGroupResult

__all__ = [
    "Actor",
    "ActorGroup",
    "ActorTopic",
    "Contact",
    "Membership",
    "Topic",
    "WorkingGroup",
    "WorkingGroupMember",
    "WorkingGroupResult",
]
