"""Choices of the app; the kinds are the vocabulary of the German register of municipal partnerships."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PartnershipKind(models.TextChoices):
    """Kind of a partnership (Art). It can change over time; the history keeps each with its date."""

    TWINNING = "twinning", _("Twinning")  # Partnerschaft: formal, unlimited
    FRIENDSHIP = "friendship", _("Friendship")  # Freundschaft: agreement, limited
    CONTACT = "contact", _("Contact")  # Kontakt: informal
    PROJECT = "project", _("Project partnership")  # topic- and time-limited
    SOLIDARITY = "solidarity", _("Solidarity partnership")  # needs-driven, not formal
    DISTRICT = "district", _("District partnership")  # Kreis-/Bezirkspartnerschaft
    REGION = "region", _("Region partnership")
    OPERATOR = "operator", _("Operator partnership")  # Betreiberpartnerschaft
    INSTITUTION = "institution", _("Institution partnership")  # e.g. clinics


class PartnershipStatus(models.TextChoices):
    """Where a partnership stands."""

    INITIATION = "initiation", pgettext_lazy("partnership status", "in initiation")
    PLANNED = "planned", pgettext_lazy("partnership status", "planned")
    ACTIVE = "active", pgettext_lazy("partnership status", "active")
    DORMANT = "dormant", pgettext_lazy("partnership status", "dormant")
    ENDED = "ended", pgettext_lazy("partnership status", "completed")
    FAILED = "failed", pgettext_lazy("partnership status", "did not come about")


class Confidence(models.TextChoices):
    """How well a row of the register is documented."""

    DOCUMENTED = "documented", _("documented")
    WEAK = "weak", _("weakly documented")
    DATASET = "dataset", _("from a data set")
    OWN = "own", _("stated by the partners")


class PartyRole(models.TextChoices):
    """Role of a party in a partnership."""

    PARTNER = "partner", _("Partner")
    BRIDGE = "bridge", _("Bridge")
    LEAD = "lead", _("Lead partner")
    COMPANY = "company", _("Company")
    ASSOCIATION = "association", _("Association")
    UTILITY = "utility", _("Utility")
    CLINIC = "clinic", _("Clinic")
    FUNDER = "funder", _("Funder")


class DatePrecision(models.TextChoices):
    """How exact a date of a source is; pages show no more than is known."""

    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class TieFamily(models.TextChoices):
    """Four families of ties: the colours of map, charts, legend and cards."""

    TOWN = "town", _("Municipal")
    BRIDGE = "bridge", _("Triangle through Poland")
    UTILITY = "utility", _("Operators and institutions")
    REGION = "region", _("Regions and districts")


FAMILY_OF_KIND: dict[str, TieFamily] = {
    PartnershipKind.REGION: TieFamily.REGION,
    PartnershipKind.DISTRICT: TieFamily.REGION,
    PartnershipKind.OPERATOR: TieFamily.UTILITY,
    PartnershipKind.INSTITUTION: TieFamily.UTILITY,
}


class Direction(models.TextChoices):
    """A posting seeks or gives."""

    NEED = "need", _("Need")
    OFFER = "offer", _("Offer")


class PostingStatus(models.TextChoices):
    """Life of a posting."""

    DRAFT = "draft", pgettext_lazy("posting status", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("posting status", "In review")
    PUBLISHED = "published", pgettext_lazy("posting status", "Published")
    MATCHED = "matched", pgettext_lazy("posting status", "Matched")
    EXPIRED = "expired", pgettext_lazy("posting status", "Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("posting status", "Withdrawn")


class Urgency(models.IntegerChoices):
    """How soon a need must be met; the number is its weight in matching."""

    NORMAL = 1, _("normal")
    SOON = 2, _("soon")
    URGENT = 3, _("urgent")
