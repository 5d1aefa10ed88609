"""Figures that others published; never mixed with what the portal counts itself."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CitedFigure(models.Model):
    """Zitierte Kennzahl: a number from a source, such as "36 partnerships in NRW in November 2023". Not a count of the portal."""

    region = models.ForeignKey(
        "places.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cited_figures",
        verbose_name=_("region"),
    )
    label = models.CharField(_("what is counted"), max_length=200)
    value = models.PositiveIntegerField(_("value"))
    on = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        verbose_name = _("cited figure")
        verbose_name_plural = _("cited figures")
        ordering = ("region", "on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("region", "label", "on"), name="partnerships_cited_figure_once"),
        )

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"
