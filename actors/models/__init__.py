"""Who: actors, their topics and contacts, working groups."""

from actors.models.actor import Actor, ActorGroup, ActorTopic, Contact, Membership
from actors.models.index import ActorIndex, IndexChange, SearchWord
from actors.models.topic import Topic
from actors.models.working_group import WorkingGroup, WorkingGroupMember, WorkingGroupResult

__all__ = [
    "Actor",
    "ActorGroup",
    "ActorIndex",
    "ActorTopic",
    "Contact",
    "IndexChange",
    "Membership",
    "SearchWord",
    "Topic",
    "WorkingGroup",
    "WorkingGroupMember",
    "WorkingGroupResult",
]
