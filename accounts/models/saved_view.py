"""Saved views of the secretariat's lists."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SavedView(models.Model):
    """Gespeicherte Ansicht: filters, search and order of a list under a name; shared ones are seen by all colleagues."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("user")
    )
    name = models.CharField(_("name"), max_length=80)
    list_path = models.CharField(_("list"), max_length=120)
    query = models.CharField(_("filters"), max_length=2000, blank=True)
    is_shared = models.BooleanField(_("for all colleagues"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "list_path", "name"),
                name="accounts_saved_view_name_once",
                violation_error_message=_("You already have a view with this name here."),
            ),
        )

    def __str__(self) -> str:
        return self.name
