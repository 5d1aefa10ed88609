"""Choices of partnerships that live: checklist, signs of life, self-check, portrait, projects; values are stored and never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partnerships.enums import PartnershipKind, PartyRole

#: Roles whose actors decide about a partnership; whoever joined it later takes part without deciding.
SIDE_ROLES = (PartyRole.PARTNER, PartyRole.LEAD, PartyRole.BRIDGE)
#: Between operators or institutions, these are the sides themselves.
OPERATOR_ROLES = (PartyRole.UTILITY, PartyRole.CLINIC)
OPERATOR_KINDS = (PartnershipKind.OPERATOR, PartnershipKind.INSTITUTION)


class ChecklistItem(models.TextChoices):
    """What carries a partnership from its first weeks on; each side ticks for itself."""

    CONTACTS = "contacts", _("Contact persons are named")
    POLITICAL = "political", _("The mayor or head of administration backs it")
    COUNCIL = "council", _("The council has decided or been informed")
    LANGUAGE = "language", _("Somebody helps with the languages")
    CIVIL_SOCIETY = "civil", _("Civil society takes part")
    FUNDING = "funding", _("Funding is clear")
    FIRST_PROJECT = "project", _("A first project is agreed")


class Sign(models.TextChoices):
    """A sign of life of a partnership."""

    INTRODUCED = "introduced", pgettext_lazy("sign of life", "introduced")
    CHECKLIST = "checklist", pgettext_lazy("sign of life", "checklist changed")
    KIND = "kind", pgettext_lazy("sign of life", "kind or status changed")
    ANSWER = "answer", pgettext_lazy("sign of life", "question answered")
    SELF_CHECK = "self_check", pgettext_lazy("sign of life", "self-check")
    PORTRAIT = "portrait", pgettext_lazy("sign of life", "portrait written")
    PROJECT = "project", pgettext_lazy("sign of life", "project entered")


class PulseReason(models.TextChoices):
    """Why both sides are asked how their partnership is."""

    SILENCE = "silence", _("nothing heard for a year")
    TRIAL = "trial", _("the trial period ends")


class Pulse(models.TextChoices):
    """The answer of a side."""

    ALIVE = "alive", _("We are in touch")
    RESTING = "resting", _("It is at rest at the moment")
    OVER = "over", _("It has ended")


class PulseOutcome(models.TextChoices):
    """What became of a question."""

    ALIVE = "alive", pgettext_lazy("outcome of a question", "goes on")
    DORMANT = "dormant", pgettext_lazy("outcome of a question", "dormant")
    ENDED = "ended", pgettext_lazy("outcome of a question", "ended")


class Factor(models.TextChoices):
    """Success factor of a partnership, as the exchange rounds of municipalities named them."""

    MAYOR = "mayor", _("Backing by the mayor or head of administration")
    CIVIL_SOCIETY = "civil", _("Civil society takes part")
    MEDIA = "media", _("Media work")
    DIASPORA = "diaspora", _("Diaspora as translators and connectors")
    DEPARTMENTS = "departments", _("Several departments take part")
    STAFF = "staff", _("Enough staff")
    FUNDING = "funding", _("Funding")


class Level(models.IntegerChoices):
    """How well a factor is met, in the eyes of one side."""

    MISSING = 1, pgettext_lazy("level of a factor", "missing")
    WEAK = 2, pgettext_lazy("level of a factor", "weak")
    GOOD = 3, pgettext_lazy("level of a factor", "good")
    STRONG = 4, pgettext_lazy("level of a factor", "strong")


class BudgetClass(models.TextChoices):
    """Size of a project in euros; classes, because exact sums are not for the public."""

    UNKNOWN = "", _("not said")
    SMALL = "small", _("up to 10,000 euros")
    MEDIUM = "medium", _("10,000 to 50,000 euros")
    LARGE = "large", _("50,000 to 250,000 euros")
    HUGE = "huge", _("more than 250,000 euros")


class JoinStatus(models.TextChoices):
    """Where the wish of an organisation to join its city's partnership stands."""

    ASKED = "asked", pgettext_lazy("wish to join", "asked")
    ACCEPTED = "accepted", pgettext_lazy("wish to join", "joined")
    DECLINED = "declined", pgettext_lazy("wish to join", "declined")
