"""Who: actors, their topics and contacts, working groups; how they join, change and are kept true."""

from actors.models.actor import Actor, ActorGroup, ActorTopic, Contact, Membership
from actors.models.curation import ContactConsent, DuplicateSuspicion, FormerSlug, FreshnessCheck, Note
from actors.models.import_job import ImportJob
from actors.models.index import ActorIndex, IndexChange, SearchWord
from actors.models.joining import Claim, Coordinator, Interest, Invitation
from actors.models.revision import FormDraft, Revision, RevisionField
from actors.models.topic import Topic
from actors.models.working_group import WorkingGroup, WorkingGroupMember, WorkingGroupResult
from actors.models.workspace import GroupFile, GroupJoinRequest, GroupPlan, PlanStep

__all__ = [
    "Actor",
    "ActorGroup",
    "ActorIndex",
    "ActorTopic",
    "Claim",
    "Contact",
    "ContactConsent",
    "Coordinator",
    "DuplicateSuspicion",
    "FormDraft",
    "FormerSlug",
    "FreshnessCheck",
    "GroupFile",
    "GroupJoinRequest",
    "GroupPlan",
    "ImportJob",
    "IndexChange",
    "Interest",
    "Invitation",
    "Membership",
    "Note",
    "PlanStep",
    "Revision",
    "RevisionField",
    "SearchWord",
    "Topic",
    "WorkingGroup",
    "WorkingGroupMember",
    "WorkingGroupResult",
]
