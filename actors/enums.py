"""Choices of the app; their values are stored and part of URLs, so they never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActorKind(models.TextChoices):
    """What an organisation is; decides with whom it can form a partnership."""

    MUNICIPALITY = "municipality", _("Municipality")
    DISTRICT = "district", _("District (Kreis, raion)")
    REGION = "region", _("Region (Land, oblast)")
    UTILITY = "utility", _("Municipal company or utility")
    COMPANY = "company", _("Company")
    CHAMBER = "chamber", _("Chamber")
    ASSOCIATION = "association", _("Association")
    MUNICIPAL_ASSOCIATION = "municipal-association", _("Association of municipalities")
    DIASPORA = "diaspora", _("Diaspora organisation")
    FOUNDATION = "foundation", _("Foundation")
    UNIVERSITY = "university", _("University or research institute")
    CLINIC = "clinic", _("Clinic or health body")
    NETWORK = "network", _("Network or programme")
    FEDERAL_BODY = "federal-body", _("Federal body")
    STATE_BODY = "state-body", _("State body")
    DIPLOMATIC = "diplomatic", _("Diplomatic mission")
    IMPLEMENTING = "implementing", _("Implementing organisation")
    INTERNATIONAL = "international", _("International organisation")


MUNICIPAL_KINDS = (ActorKind.MUNICIPALITY, ActorKind.DISTRICT, ActorKind.REGION)


class ActorStatus(models.TextChoices):
    """Life of an entry."""

    DRAFT = "draft", pgettext_lazy("actor status", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("actor status", "In review")
    PUBLISHED = "published", pgettext_lazy("actor status", "Published")
    DORMANT = "dormant", pgettext_lazy("actor status", "Dormant")
    ARCHIVED = "archived", pgettext_lazy("actor status", "Archived")


TRANSITIONS: dict[str, frozenset[str]] = {
    ActorStatus.DRAFT: frozenset({ActorStatus.IN_REVIEW, ActorStatus.PUBLISHED, ActorStatus.ARCHIVED}),
    ActorStatus.IN_REVIEW: frozenset({ActorStatus.DRAFT, ActorStatus.PUBLISHED, ActorStatus.ARCHIVED}),
    ActorStatus.PUBLISHED: frozenset({ActorStatus.DORMANT, ActorStatus.ARCHIVED, ActorStatus.DRAFT}),
    ActorStatus.DORMANT: frozenset({ActorStatus.PUBLISHED, ActorStatus.ARCHIVED}),
    ActorStatus.ARCHIVED: frozenset({ActorStatus.DRAFT}),
}


class TopicRole(models.TextChoices):
    """How an actor stands to a topic."""

    WORKS_ON = "works_on", _("works on")
    NEEDS = "needs", _("needs")
    OFFERS = "offers", _("offers")


class WorkingGroupStatus(models.TextChoices):
    """A working group is at work, or announced for later."""

    ACTIVE = "active", pgettext_lazy("working group status", "active")
    PLANNED = "planned", pgettext_lazy("working group status", "planned")


class ResultStatus(models.TextChoices):
    """Where a result of a working group stands."""

    PLANNED = "planned", pgettext_lazy("result status", "planned")
    RUNNING = "running", pgettext_lazy("result status", "in progress")
    DONE = "done", pgettext_lazy("result status", "done")


class JoinRequestStatus(models.TextChoices):
    """Life of an actor's request to join a working group."""

    OPEN = "open", pgettext_lazy("join request status", "Open")
    ACCEPTED = "accepted", pgettext_lazy("join request status", "Accepted")
    REFUSED = "refused", pgettext_lazy("join request status", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("join request status", "Withdrawn")


class MembershipRole(models.TextChoices):
    """What a person may do for an actor."""

    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")


class Language(models.TextChoices):
    """Working languages of actors."""

    GERMAN = "de", _("German")
    UKRAINIAN = "uk", _("Ukrainian")
    ENGLISH = "en", _("English")
    POLISH = "pl", _("Polish")
    FRENCH = "fr", _("French")


class InvitationStatus(models.TextChoices):
    """Life of an invitation; an expired one is `sent` with its time past."""

    SENT = "sent", pgettext_lazy("invitation status", "Sent")
    ACCEPTED = "accepted", pgettext_lazy("invitation status", "Accepted")
    DECLINED = "declined", pgettext_lazy("invitation status", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("invitation status", "Withdrawn")


class ClaimStatus(models.TextChoices):
    """Life of a claim."""

    UNCONFIRMED = "unconfirmed", pgettext_lazy("claim status", "Address not confirmed")
    OPEN = "open", pgettext_lazy("claim status", "To be checked")
    ACCEPTED = "accepted", pgettext_lazy("claim status", "Accepted")
    REFUSED = "refused", pgettext_lazy("claim status", "Refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("claim status", "Withdrawn")


class InterestStatus(models.TextChoices):
    """Life of an interest form."""

    UNCONFIRMED = "unconfirmed", pgettext_lazy("interest status", "Address not confirmed")
    OPEN = "open", pgettext_lazy("interest status", "To be checked")
    ACCEPTED = "accepted", pgettext_lazy("interest status", "Accepted")
    REFUSED = "refused", pgettext_lazy("interest status", "Refused")


class RevisionStatus(models.TextChoices):
    """Life of a change proposal; decided ones keep their decisions field by field."""

    OPEN = "open", pgettext_lazy("revision status", "To be checked")
    DECIDED = "decided", pgettext_lazy("revision status", "Decided")
    WITHDRAWN = "withdrawn", pgettext_lazy("revision status", "Withdrawn")


class Decision(models.TextChoices):
    """What became of one field of a change proposal."""

    OPEN = "open", pgettext_lazy("decision", "open")
    ACCEPTED = "accepted", pgettext_lazy("decision", "accepted")
    REFUSED = "refused", pgettext_lazy("decision", "refused")


class FreshnessAnswer(models.TextChoices):
    """What an actor says when asked whether its entry is right."""

    STILL_RIGHT = "still_right", _("Still right")
    CHANGE = "change", _("Something has changed")
    INACTIVE = "inactive", _("No longer active")


class DuplicateStatus(models.TextChoices):
    """Life of a suspected duplicate."""

    OPEN = "open", pgettext_lazy("duplicate status", "To be checked")
    DIFFERENT = "different", pgettext_lazy("duplicate status", "Two different actors")
    MERGED = "merged", pgettext_lazy("duplicate status", "Merged")


class ImportState(models.TextChoices):
    """Life of an import of a file."""

    TO_CHECK = "to_check", pgettext_lazy("import state", "Waiting to be checked")
    CHECKING = "checking", pgettext_lazy("import state", "Being checked")
    CHECKED = "checked", pgettext_lazy("import state", "Checked, waiting for your decision")
    TO_WRITE = "to_write", pgettext_lazy("import state", "Waiting to be written")
    WRITING = "writing", pgettext_lazy("import state", "Being written")
    DONE = "done", pgettext_lazy("import state", "Done")
    FAILED = "failed", pgettext_lazy("import state", "Failed, nothing was written")
    STOPPED = "stopped", pgettext_lazy("import state", "Stopped, nothing was written")

    @classmethod
    def at_work(cls) -> tuple[str, ...]:
        """States in which a worker is at it, or is about to be."""
        return (cls.TO_CHECK, cls.CHECKING, cls.TO_WRITE, cls.WRITING)
