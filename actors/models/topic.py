"""Topic: what people work on."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """Thema / Handlungsfeld: node of the trilingual topic tree (two levels: field, topic). Not a tag: the tree is curated."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("field")
    )
    name = models.CharField(_("name"), max_length=120)
    synonyms = ArrayField(
        models.CharField(max_length=120),
        verbose_name=_("synonyms"),
        default=list,
        blank=True,
        help_text=_("All languages; search understands them."),
    )
    crs_code = models.CharField(_("CRS code"), max_length=10, blank=True)
    crs_name = models.CharField(_("CRS name"), max_length=200, blank=True)
    sdgs = ArrayField(models.PositiveSmallIntegerField(), verbose_name=_("SDGs"), default=list, blank=True)
    is_protected = models.BooleanField(
        _("protected"),
        default=False,
        help_text=_(
            "Needs on this topic could endanger infrastructure: they start as visible to members only."
        ),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name
