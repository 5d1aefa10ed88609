"""Posting: what an actor or place seeks or gives."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Language
from partnerships.enums import DatePrecision, Direction, PostingStatus, Urgency
from partnerships.enums_postings import CooperationKind, Horizon, InReturn
from partnerships.querysets import PostingQuerySet
from platform_portal.core.visibility import Visibility


class Posting(models.Model):
    """Bedarf or Angebot. A *published request* was found in a public source: it keeps source and date and does not expire."""

    slug = models.SlugField(_("slug"), max_length=200, unique=True)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction)
    actor = models.ForeignKey(
        "actors.Actor",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("actor"),
    )
    place = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="postings",
        verbose_name=_("place"),
        help_text=_("For those who are not on the platform yet; hromada or oblast, never more exact."),
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    outdated_translations = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("outdated translations"),
        default=list,
        blank=True,
        help_text=_("Fields whose source text changed after they were translated, such as “description_uk”."),
    )
    topics = models.ManyToManyField(
        "actors.Topic", related_name="postings", verbose_name=_("topics"), blank=True
    )
    cooperation_kinds = ArrayField(
        models.CharField(max_length=16, choices=CooperationKind),
        verbose_name=_("kinds of cooperation"),
        default=list,
        blank=True,
    )
    horizon = models.CharField(_("horizon"), max_length=16, choices=Horizon, blank=True)
    wanted_regions = models.ManyToManyField(
        "places.Region",
        related_name="+",
        verbose_name=_("regions wanted"),
        blank=True,
        help_text=_("Regions of the other country; none: all."),
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=_("working languages"),
        default=list,
        blank=True,
    )
    in_return = ArrayField(
        models.CharField(max_length=16, choices=InReturn),
        verbose_name=_("what one gives in return"),
        default=list,
        blank=True,
    )
    project_url = models.URLField(_("public project page"), max_length=300, blank=True)
    urgency = models.PositiveSmallIntegerField(_("urgency"), choices=Urgency, default=Urgency.NORMAL)
    status = models.CharField(_("status"), max_length=10, choices=PostingStatus, default=PostingStatus.DRAFT)
    visibility = models.CharField(
        _("visibility"), max_length=12, choices=Visibility, default=Visibility.PUBLIC
    )
    is_published_request = models.BooleanField(_("published request"), default=False)
    posted_on = models.DateField(_("date"), null=True, blank=True)
    posted_precision = models.CharField(
        _("precision"), max_length=5, choices=DatePrecision, default=DatePrecision.DAY
    )
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    is_guarded = models.BooleanField(
        _("guarded"),
        default=False,
        help_text=_(
            "Starts for matched partners only; two members of the secretariat must agree to show it to more."
        ),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_example = models.BooleanField(_("example"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = (models.F("posted_on").desc(nulls_last=True), "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(actor__isnull=False) | Q(place__isnull=False),
                name="partnerships_posting_is_actor_or_place",
                violation_error_message=_("Choose an actor or a place."),
            ),
            models.CheckConstraint(
                condition=~Q(is_published_request=True) | (~Q(source="") & Q(expires_on__isnull=True)),
                name="partnerships_posting_request_has_source",
                violation_error_message=_("A published request needs its source and does not expire."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page in the reader's language."""
        return reverse("posting", args=[self.slug])
