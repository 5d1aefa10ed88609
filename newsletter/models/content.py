"""What an edition says: its blocks while it is written, and the frozen content once it is released."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.enums import BlockKind
from newsletter.models.edition import Edition


class Block(models.Model):
    """Baustein: a part of an edition, in its order. Objects of other apps are named by slug, never by key: what was deleted is found.

    `items` are the slugs of objects chosen by hand, in order; where it is empty `parameters` filter them, as the list page of those objects
    does (`{"topic": "abwasser", "region": "…", "limit": 5}`). A portrait has exactly one item, the slug of its partnership.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="blocks", db_index=False, verbose_name=_("edition")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=BlockKind)
    heading = models.CharField(_("heading"), max_length=150, blank=True)
    text = models.TextField(_("text"), max_length=20_000, blank=True)
    link_label = models.CharField(_("label of the link"), max_length=80, blank=True)
    link = models.URLField(_("link"), max_length=400, blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    outdated_translations = ArrayField(
        models.CharField(max_length=60), verbose_name=_("outdated translations"), default=list, blank=True
    )
    items = ArrayField(models.CharField(max_length=200), verbose_name=_("chosen"), default=list, blank=True)
    parameters = models.JSONField(_("filter"), default=dict, blank=True)
    upload = models.ForeignKey(
        "accounts.Upload",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="newsletter_blocks",
        verbose_name=_("picture"),
    )
    file = models.ImageField(
        _("published picture"),
        upload_to="newsletter",
        blank=True,
        width_field="width",
        height_field="height",
        help_text=_("Written when the edition is released; mails show it from the portal."),
    )
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    alt = models.CharField(_("alternative text"), max_length=200, blank=True)
    credit = models.CharField(_("credit"), max_length=160, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "position"),
                name="newsletter_block_position",
                deferrable=models.Deferrable.DEFERRED,
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class EditionContent(models.Model):
    """Eingefrorener Inhalt: what is sent in one language, exactly as it was released. Never changed; taking back the release deletes it.

    `html` and `text` hold placeholders for what is personal (`newsletter.placeholders`), `web` is the article of the archive page and holds none.
    `sha256` is over subject, text and HTML (`newsletter.placeholders.digest`); the sender compares it before the first mail.
    """

    edition = models.ForeignKey(
        Edition, models.CASCADE, related_name="contents", db_index=False, verbose_name=_("edition")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=150)
    html = models.TextField(_("HTML"))
    text = models.TextField(_("text"))
    web = models.TextField(_("archive page"), blank=True)
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(_("frozen at"), default=timezone.now)

    class Meta:
        verbose_name = _("frozen content")
        verbose_name_plural = _("frozen contents")
        ordering = ("edition", "language")
        constraints = (
            models.UniqueConstraint(
                fields=("edition", "language"), name="newsletter_content_once_per_language"
            ),
        )
        triggers = (pgtrigger.Protect(name="frozen", operation=pgtrigger.Update),)

    def __str__(self) -> str:
        return f"content {self.pk}"
