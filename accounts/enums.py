"""Choices of the app; their values are stored, so they never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NotificationKind(models.TextChoices):
    """What the portal writes about. Mails about the account itself always come at once and are not listed."""

    ENTRY = "entry", _("My entry: reviews, changes, questions of the secretariat")
    REQUESTS = "requests", _("Requests for cooperation and answers to them")
    PROPOSALS = "proposals", _("New suggestions for partners")
    GROUPS = "groups", _("Working groups")
    EVENTS = "events", _("Events")


class Frequency(models.TextChoices):
    """How often mails of one kind come."""

    AT_ONCE = "at_once", pgettext_lazy("how often", "At once")
    DAILY = "daily", pgettext_lazy("how often", "Daily")
    WEEKLY = "weekly", pgettext_lazy("how often", "Weekly")
    NEVER = "never", pgettext_lazy("how often", "Never")


#: What holds for somebody who has chosen nothing.
DEFAULT_FREQUENCY: dict[str, Frequency] = {
    NotificationKind.ENTRY: Frequency.AT_ONCE,
    NotificationKind.REQUESTS: Frequency.AT_ONCE,
    NotificationKind.PROPOSALS: Frequency.WEEKLY,
    NotificationKind.GROUPS: Frequency.DAILY,
    NotificationKind.EVENTS: Frequency.WEEKLY,
}


class TimeZoneName(models.TextChoices):
    """Time zones offered for quiet times."""

    BERLIN = "Europe/Berlin", _("Berlin")
    KYIV = "Europe/Kyiv", _("Kyiv")
    WARSAW = "Europe/Warsaw", _("Warsaw")
    PARIS = "Europe/Paris", _("Paris")
    UTC = "UTC", "UTC"
