"""Files people upload. Private until somebody with the right to publish them does so."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """Hochgeladene Datei: checked by content, without metadata, under a random name; served only through a view that checks rights.

    `purpose` names who decides about reading ("logo"): apps register a rule per purpose.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="uploads",
        verbose_name=_("uploaded by"),
    )
    purpose = models.SlugField(_("purpose"), max_length=40)
    object_id = models.CharField(_("object id"), max_length=64, blank=True)
    path = models.CharField(_("path"), max_length=120, unique=True)
    media_type = models.CharField(_("media type"), max_length=80)
    size = models.PositiveIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    width = models.PositiveIntegerField(_("width in pixels"), null=True, blank=True)
    height = models.PositiveIntegerField(_("height in pixels"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    class Meta:
        verbose_name = _("uploaded file")
        verbose_name_plural = _("uploaded files")
        ordering = ("-created_at", "pk")

    def __str__(self) -> str:
        return str(self.pk)
