"""KnowledgeProduct with its versions, and the words the search finds it by."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Language
from knowledge.enums import Accessible, Licence, Precision, ProductKind, ProductStatus, TextState
from knowledge.querysets import ProductQuerySet, VersionQuerySet
from platform_portal.core.visibility import Visibility


class KnowledgeProduct(models.Model):
    """Wissensprodukt: documentation, guide, handbook, slides … with its versions; not the event or project it came from.

    A product without a version is one a source names without giving file or link: the page says so.
    """

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=ProductKind)
    title = models.CharField(_("title"), max_length=240)
    summary = models.TextField(_("summary"), blank=True, max_length=4000)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=_("languages of the content"),
        default=list,
        blank=True,
        help_text=_("Empty: unknown."),
    )
    topics = models.ManyToManyField(
        "actors.Topic", related_name="products", blank=True, verbose_name=_("topics")
    )
    working_groups = models.ManyToManyField(
        "actors.WorkingGroup", related_name="products", blank=True, verbose_name=_("working groups")
    )
    authors = models.ManyToManyField(
        "actors.Actor", related_name="products", blank=True, verbose_name=_("authors")
    )
    licence = models.CharField(_("licence"), max_length=12, choices=Licence, default=Licence.UNKNOWN)
    visibility = models.CharField(
        _("visibility"), max_length=12, choices=Visibility, default=Visibility.PUBLIC
    )
    status = models.CharField(_("status"), max_length=10, choices=ProductStatus, default=ProductStatus.DRAFT)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_precision = models.CharField(
        _("precision"), max_length=5, choices=Precision, default=Precision.DAY
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_example = models.BooleanField(_("example"), default=False)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False,
        related_name="proposed_products", verbose_name=_("proposed by"),
    )  # fmt: skip
    proposed_for = models.ForeignKey(
        "actors.Actor", models.SET_NULL, null=True, blank=True, editable=False,
        related_name="proposed_products", verbose_name=_("proposed for"),
    )  # fmt: skip
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True, editable=False)
    review_note = models.TextField(
        _("answer of the secretariat"), blank=True, max_length=2000, editable=False
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = ProductQuerySet.as_manager()

    class Meta:
        verbose_name = _("knowledge product")
        verbose_name_plural = _("knowledge products")
        ordering = ("-published_on", "-pk")
        indexes = (
            models.Index(
                models.F("published_on").desc(nulls_last=True), models.F("id").desc(), name="knowledge_product_newest",
                condition=Q(status="published"),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("knowledge-product", args=[self.slug])


class ProductVersion(models.Model):
    """Fassung: one file or one link of a product. Exactly one version is the current one; the earlier ones stay."""

    product = models.ForeignKey(
        KnowledgeProduct, models.CASCADE, related_name="versions", verbose_name=_("knowledge product")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    is_current = models.BooleanField(_("current"), default=True)
    upload = models.OneToOneField(
        "accounts.Upload", models.CASCADE, null=True, blank=True, related_name="product_version",
        verbose_name=_("file"),
    )  # fmt: skip
    link = models.URLField(_("link"), max_length=400, blank=True)
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    on = models.DateField(_("date"), default=timezone.localdate)
    stated_accessible = models.CharField(
        _("accessibility as stated"), max_length=8, choices=Accessible, default=Accessible.UNKNOWN
    )
    is_tagged = models.BooleanField(_("tagged PDF"), null=True, blank=True, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True, editable=False)
    text_state = models.CharField(
        _("text for the search"), max_length=10, choices=TextState, default=TextState.NONE, editable=False
    )
    text_attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    text_claimed_at = models.DateTimeField(_("being read since"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ("product", "-number")
        constraints = (
            models.UniqueConstraint(fields=("product", "number"), name="knowledge_version_number_once"),
            models.UniqueConstraint(
                fields=("product",), condition=Q(is_current=True), name="knowledge_version_one_current"
            ),
            models.CheckConstraint(
                condition=Q(upload__isnull=False, link="") | (Q(upload__isnull=True) & ~Q(link="")),
                name="knowledge_version_file_or_link",
                violation_error_message=_("A version is either a file or a link."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.product_id}/{self.number}"


class VersionText(models.Model):
    """The text of a file as the search reads it, bounded; apart, so that lists never load it."""

    version = models.OneToOneField(ProductVersion, models.CASCADE, primary_key=True, related_name="text")
    content = models.TextField(_("text"))

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"text {self.pk}"


class ProductIndex(models.Model):
    """The words a product is found by: of title, summary and the text of its current version, as written and by sound."""

    product = models.OneToOneField(KnowledgeProduct, models.CASCADE, primary_key=True, related_name="index")
    title_words = SearchVectorField()
    words = SearchVectorField()

    class Meta:
        verbose_name = _("index entry")
        verbose_name_plural = _("index entries")
        ordering = ("pk",)
        indexes = (
            GinIndex(fields=("title_words",), name="knowledge_index_title"),
            GinIndex(fields=("words",), name="knowledge_index_words"),
        )

    def __str__(self) -> str:
        return f"index {self.pk}"
