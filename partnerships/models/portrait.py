"""Portrait: the story of a partnership, told along five questions in three languages, released by all sides."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.models.partnership import Partnership


class Portrait(models.Model):
    """Porträt: a guided interview. Public only while all sides have released the present text."""

    partnership = models.OneToOneField(
        Partnership, models.CASCADE, related_name="interview", verbose_name=_("partnership")
    )
    first_contact = models.TextField(_("first contact"), max_length=2000, blank=True)
    why_partner = models.TextField(_("why this partner"), max_length=2000, blank=True)
    what_worked = models.TextField(_("what worked"), max_length=2000, blank=True)
    what_was_hard = models.TextField(_("what was hard"), max_length=2000, blank=True)
    next_step = models.TextField(_("next step"), max_length=2000, blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)
    public_at = models.DateTimeField(_("public since"), null=True, blank=True)

    class Meta:
        verbose_name = _("portrait of a partnership")
        verbose_name_plural = _("portraits of partnerships")
        ordering = ("-public_at", "-pk")

    def __str__(self) -> str:
        return f"portrait {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("partnership-portrait", args=[self.partnership.slug])


class PortraitRelease(models.Model):
    """Freigabe: a side agrees that the present text and pictures are shown to everyone."""

    portrait = models.ForeignKey(Portrait, models.CASCADE, related_name="releases")
    actor = models.ForeignKey("actors.Actor", models.PROTECT, related_name="+", verbose_name=_("actor"))
    released_at = models.DateTimeField(_("released at"), default=timezone.now)

    class Meta:
        verbose_name = _("release of a portrait")
        verbose_name_plural = _("releases of portraits")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("portrait", "actor"), name="partnerships_portrait_release_once"),
        )

    def __str__(self) -> str:
        return f"release {self.pk}"


class PortraitPicture(models.Model):
    """Bild: private as an upload until the portrait is public, then a published file; always with credit and alternative text."""

    portrait = models.ForeignKey(Portrait, models.CASCADE, related_name="pictures")
    upload = models.OneToOneField(
        "accounts.Upload",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="portrait_picture",
        verbose_name=_("file"),
    )
    file = models.ImageField(
        _("published picture"), upload_to="portraits", blank=True, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    alt = models.CharField(_("alternative text"), max_length=200)
    credit = models.CharField(_("credit"), max_length=160)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    class Meta:
        verbose_name = _("picture of a portrait")
        verbose_name_plural = _("pictures of portraits")
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return f"picture {self.pk}"

    @property
    def address(self) -> str:
        """Where it is seen: published for everybody, before that through the view that checks rights."""
        if self.file:
            return str(self.file.url)
        return reverse("upload", args=[self.upload_id]) if self.upload_id else ""
