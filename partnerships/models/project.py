"""Projects of partnerships."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.enums_living import BudgetClass
from partnerships.models.funding import FundingProgramme
from partnerships.models.partnership import Partnership


class PartnershipProject(models.Model):
    """Projekt: what a partnership does together. It never says precisely where infrastructure in Ukraine is."""

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="projects", verbose_name=_("partnership")
    )
    title = models.CharField(_("title"), max_length=160)
    result = models.TextField(_("result"), max_length=1500, blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    topic = models.ForeignKey(
        "actors.Topic", models.PROTECT, related_name="projects", verbose_name=_("topic")
    )
    begins_on = models.DateField(_("begins on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    budget = models.CharField(_("budget"), max_length=8, choices=BudgetClass.choices, blank=True)
    funding = models.ForeignKey(
        FundingProgramme,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("funding programme"),
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    class Meta:
        verbose_name = _("project of a partnership")
        verbose_name_plural = _("projects of partnerships")
        ordering = (F("begins_on").desc(nulls_last=True), "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(begins_on__isnull=True)
                | Q(ends_on__gte=F("begins_on")),
                name="partnerships_project_ends_after_start",
                violation_error_message=_("The end lies before the beginning."),
            ),
        )

    def __str__(self) -> str:
        return self.title
