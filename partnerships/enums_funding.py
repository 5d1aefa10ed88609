"""Choices of funding programmes; values are stored and never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeadlineKind(models.TextChoices):
    """How applications are timed."""

    UNKNOWN = "unknown", pgettext_lazy("deadline", "Unknown")
    DATES = "dates", _("On fixed days")
    ALWAYS = "always", _("At any time")
    CLOSED = "closed", _("No longer open for applications")


class Repeats(models.TextChoices):
    """How often a deadline comes again."""

    NEVER = "never", pgettext_lazy("repetition", "Once")
    YEARLY = "yearly", pgettext_lazy("repetition", "Every year")
    HALF_YEARLY = "half_yearly", pgettext_lazy("repetition", "Every six months")
    QUARTERLY = "quarterly", pgettext_lazy("repetition", "Every three months")
    MONTHLY = "monthly", pgettext_lazy("repetition", "Every month")


#: Months between two occurrences.
MONTHS: dict[str, int] = {
    Repeats.YEARLY: 12,
    Repeats.HALF_YEARLY: 6,
    Repeats.QUARTERLY: 3,
    Repeats.MONTHLY: 1,
}


class ReminderStage(models.IntegerChoices):
    """How many days before a deadline people are reminded at the latest."""

    SIX_WEEKS = 42, _("Six weeks before")
    TWO_WEEKS = 14, _("Two weeks before")
