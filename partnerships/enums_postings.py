"""Choices of needs and offers that every reader understands in the own language, and what happens around them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class CooperationKind(models.TextChoices):
    """Art der Zusammenarbeit: how one wants to work together."""

    KNOW_HOW = "know_how", pgettext_lazy("kind of cooperation", "Know-how")
    TRAINING = "training", pgettext_lazy("kind of cooperation", "Training")
    MATERIAL = "material", pgettext_lazy("kind of cooperation", "Material")
    JOINT_PROJECT = "joint_project", pgettext_lazy("kind of cooperation", "Joint project")
    FUNDING_BID = "funding_bid", pgettext_lazy("kind of cooperation", "Joint funding bid")
    EXCHANGE = "exchange", pgettext_lazy("kind of cooperation", "Youth or cultural exchange")
    EMERGENCY = "emergency", pgettext_lazy("kind of cooperation", "Emergency aid")


class Horizon(models.TextChoices):
    """Zeithorizont; the values are those of matching."""

    RELIEF = "relief", pgettext_lazy("horizon", "Relief")
    RECONSTRUCTION = "reconstruction", pgettext_lazy("horizon", "Reconstruction")
    EU_ACCESSION = "eu_accession", pgettext_lazy("horizon", "EU accession")


class InReturn(models.TextChoices):
    """Gegenleistung: what one gives oneself."""

    EXPERIENCE = "experience", pgettext_lazy("in return", "Own experience and lessons learned")
    STAFF = "staff", pgettext_lazy("in return", "Time of own staff")
    HOSTING = "hosting", pgettext_lazy("in return", "Hosting of guests")
    INTERPRETING = "interpreting", pgettext_lazy("in return", "Interpreting and translation")
    CO_FUNDING = "co_funding", pgettext_lazy("in return", "Own contribution to the costs")
    CONTACTS = "contacts", pgettext_lazy("in return", "Contacts and networks")
    VISIBILITY = "visibility", pgettext_lazy("in return", "Public relations")
    CULTURE = "culture", pgettext_lazy("in return", "Meetings of citizens and culture")
