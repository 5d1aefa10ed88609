"""Self-check: how each side sees the success factors of its partnership, once a year; private to the sides and the secretariat."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.enums_living import Factor, Level
from partnerships.models.partnership import Partnership


class SelfCheck(models.Model):
    """Selbstcheck of one side in one year. The other side sees it only once it has answered itself; never public."""

    partnership = models.ForeignKey(
        Partnership, models.CASCADE, related_name="self_checks", verbose_name=_("partnership")
    )
    actor = models.ForeignKey("actors.Actor", models.PROTECT, related_name="+", verbose_name=_("actor"))
    year = models.PositiveSmallIntegerField(_("year"))
    answered_at = models.DateTimeField(_("answered at"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    helps_others = models.BooleanField(
        _("advises colleagues"),
        default=False,
        help_text=_("Others may be told that this side is strong in something and glad to advise."),
    )

    class Meta:
        verbose_name = _("self-check")
        verbose_name_plural = _("self-checks")
        ordering = ("-year", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "actor", "year"), name="partnerships_self_check_once_a_year"
            ),
        )

    def __str__(self) -> str:
        return f"self-check {self.pk}"


class SelfCheckMark(models.Model):
    """How well one factor is met, in the eyes of the side."""

    check_up = models.ForeignKey(SelfCheck, models.CASCADE, related_name="marks")
    factor = models.CharField(_("factor"), max_length=12, choices=Factor)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)

    class Meta:
        verbose_name = _("mark of a self-check")
        verbose_name_plural = _("marks of self-checks")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("check_up", "factor"), name="partnerships_self_check_mark_once"),
            models.CheckConstraint(
                condition=models.Q(level__gte=1, level__lte=4), name="partnerships_self_check_level"
            ),
        )

    def __str__(self) -> str:
        return f"{self.factor} {self.level}"
