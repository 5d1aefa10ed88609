"""Handbook: chapters that put products into an order."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge.enums import ProductStatus
from knowledge.models.product import KnowledgeProduct
from knowledge.querysets import HandbookQuerySet


class Handbook(models.Model):
    """Sammelhandbuch: products in the order of chapters, as page and PDF; not a product of the kind "handbook", which is one file."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    status = models.CharField(_("status"), max_length=10, choices=ProductStatus, default=ProductStatus.DRAFT)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_example = models.BooleanField(_("example"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = HandbookQuerySet.as_manager()

    class Meta:
        verbose_name = _("handbook")
        verbose_name_plural = _("handbooks")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("knowledge-handbook", args=[self.slug])


class HandbookChapter(models.Model):
    """Kapitel: a heading, an introduction, and products in their order."""

    handbook = models.ForeignKey(
        Handbook, models.CASCADE, related_name="chapters", verbose_name=_("handbook")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    title = models.CharField(_("title"), max_length=200)
    intro = models.TextField(_("introduction"), blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    products = models.ManyToManyField(
        KnowledgeProduct, through="ChapterProduct", related_name="chapters", verbose_name=_("products")
    )

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ("handbook", "position", "pk")

    def __str__(self) -> str:
        return self.title


class ChapterProduct(models.Model):
    """A product in its place in a chapter."""

    chapter = models.ForeignKey(
        HandbookChapter, models.CASCADE, related_name="entries", verbose_name=_("chapter")
    )
    product = models.ForeignKey(
        KnowledgeProduct, models.CASCADE, related_name="chapter_entries", verbose_name=_("knowledge product")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("product of a chapter")
        verbose_name_plural = _("products of chapters")
        ordering = ("chapter", "position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("chapter", "product"),
                name="knowledge_chapter_product_once",
                violation_error_message=_("This product is in the chapter already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.chapter_id}/{self.product_id}"
