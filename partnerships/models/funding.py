"""FundingProgramme: who gives money for what, to whom, until when; with its deadlines and those who asked to be reminded."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from partnerships.enums_funding import DeadlineKind, ReminderStage, Repeats
from partnerships.querysets_funding import FundingProgrammeQuerySet

#: After so many days without a check a programme counts as outdated.
CHECK_VALID_DAYS = 365


class FundingProgramme(models.Model):
    """Förderprogramm. Everything a source does not say stays empty and is shown as unknown; an empty list never means "nobody"."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    funder = models.CharField(_("funder"), max_length=200, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    applicant_kinds = ArrayField(
        models.CharField(max_length=30, choices=ActorKind),
        verbose_name=_("who may apply"),
        default=list,
        blank=True,
        help_text=_("Empty: unknown."),
    )
    applicant_regions = models.ManyToManyField(
        "places.Region",
        related_name="+",
        verbose_name=_("applicants from"),
        blank=True,
        help_text=_("Empty: unknown, or without restriction; say so in the summary."),
    )
    partner_countries = ArrayField(
        models.CharField(max_length=2),
        verbose_name=_("countries of the partners"),
        default=list,
        blank=True,
        help_text=_("Two letters each, such as UA. Empty: unknown."),
    )
    partner_regions = models.ManyToManyField(
        "places.Region", related_name="+", verbose_name=_("regions of the partners"), blank=True
    )
    topics = models.ManyToManyField(
        "actors.Topic", related_name="funding_programmes", verbose_name=_("topics"), blank=True
    )
    amount_from = models.PositiveIntegerField(_("amount from (euro)"), null=True, blank=True)
    amount_to = models.PositiveIntegerField(_("amount up to (euro)"), null=True, blank=True)
    deadline_kind = models.CharField(
        _("applications"), max_length=10, choices=DeadlineKind, default=DeadlineKind.UNKNOWN
    )
    link = models.URLField(_("link"), max_length=400, blank=True)
    contact = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("An office or a function, not a person.")
    )
    contact_email = models.EmailField(_("address of the office"), blank=True)
    checked_on = models.DateField(_("last checked"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_published = models.BooleanField(_("published"), default=True)
    is_example = models.BooleanField(_("example"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = FundingProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("funding programme")
        verbose_name_plural = _("funding programmes")
        ordering = ("name", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(amount_from__isnull=True)
                | Q(amount_to__isnull=True)
                | Q(amount_from__lte=F("amount_to")),
                name="partnerships_funding_amounts_in_order",
                violation_error_message=_("The smallest amount is larger than the largest."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("funding-programme", args=[self.slug])

    def is_outdated(self, on: dt.date | None = None) -> bool:
        """Nobody has checked it for twelve months, or ever."""
        on = on or timezone.localdate()
        return self.checked_on is None or (on - self.checked_on).days > CHECK_VALID_DAYS


class FundingDeadline(models.Model):
    """Antragsfrist: a day until which applications are taken, once or again and again until `until_on`."""

    programme = models.ForeignKey(FundingProgramme, models.CASCADE, related_name="deadlines")
    on = models.DateField(_("first on"))
    repeats = models.CharField(_("repeats"), max_length=12, choices=Repeats, default=Repeats.NEVER)
    until_on = models.DateField(_("last on"), null=True, blank=True)

    class Meta:
        verbose_name = _("deadline")
        verbose_name_plural = _("deadlines")
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("programme", "on", "repeats"), name="partnerships_deadline_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("on")),
                name="partnerships_deadline_ends_after_it_begins",
                violation_error_message=_("The last day lies before the first."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.on}"


class FundingReminder(models.Model):
    """Somebody has asked to be reminded of the deadlines of a programme."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="funding_reminders")
    programme = models.ForeignKey(FundingProgramme, models.CASCADE, related_name="reminders")
    created_at = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("reminder of deadlines")
        verbose_name_plural = _("reminders of deadlines")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("user", "programme"), name="partnerships_funding_reminder_once"),
        )

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class FundingReminderMail(models.Model):
    """A reminder that was sent, so that nobody gets one twice."""

    reminder = models.ForeignKey(FundingReminder, models.CASCADE, related_name="mails")
    deadline_on = models.DateField(_("deadline"))
    stage = models.PositiveSmallIntegerField(_("days before"), choices=ReminderStage)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    class Meta:
        verbose_name = _("sent reminder")
        verbose_name_plural = _("sent reminders")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("reminder", "deadline_on", "stage"), name="partnerships_funding_mail_once"
            ),
        )

    def __str__(self) -> str:
        return f"mail {self.pk}"
