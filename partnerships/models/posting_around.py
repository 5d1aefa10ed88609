"""What belongs to a posting: consents to show it to more readers, mails about its end, and postings that answer it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.querysets_postings import PostingMatchQuerySet
from platform_portal.core.visibility import Visibility


class PostingWidening(models.Model):
    """Freigabe: one member of the secretariat agrees that a protected posting is shown to more readers. Two are needed.

    It holds for the words as they were (`content_hash`); who changes them begins anew.
    """

    posting = models.ForeignKey(
        "partnerships.Posting", models.CASCADE, related_name="widenings", verbose_name=_("posting")
    )
    visibility = models.CharField(_("visible to"), max_length=12, choices=Visibility)
    content_hash = models.CharField(_("fingerprint of the content"), max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("person")
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("consent to wider visibility")
        verbose_name_plural = _("consents to wider visibility")
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("posting", "visibility", "content_hash", "user"),
                name="partnerships_widening_once_each",
                violation_error_message=_("You have agreed already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.posting} → {self.visibility}"


class PostingRenewal(models.Model):
    """Verlängerung: the mail two weeks before a posting ends, with a link that works once. One per posting and last day."""

    posting = models.ForeignKey(
        "partnerships.Posting", models.CASCADE, related_name="renewals", verbose_name=_("posting")
    )
    expires_on = models.DateField(_("expires on"))
    key_hash = models.CharField(_("fingerprint of the key"), max_length=64, unique=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("posting", "expires_on"), name="partnerships_renewal_once_per_end"
            ),
        )

    def __str__(self) -> str:
        return f"{self.posting}, {self.expires_on}"


class PostingMatch(models.Model):
    """Treffer: an offer that answers a need. One that fits no longer stays as a row, so that nobody is told of it twice."""

    need = models.ForeignKey(
        "partnerships.Posting", models.CASCADE, related_name="matches_as_need", verbose_name=_("need")
    )
    offer = models.ForeignKey(
        "partnerships.Posting", models.CASCADE, related_name="matches_as_offer", verbose_name=_("offer")
    )
    score = models.FloatField(_("score"))
    is_current = models.BooleanField(_("fits at present"), default=True)
    found_at = models.DateTimeField(_("found at"), default=timezone.now)
    told_at = models.DateTimeField(_("both sides told at"), null=True, blank=True)

    objects = PostingMatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("match of postings")
        verbose_name_plural = _("matches of postings")
        ordering = ("-score", "pk")
        constraints = (
            models.UniqueConstraint(fields=("need", "offer"), name="partnerships_match_once_per_pair"),
            models.CheckConstraint(
                condition=~Q(need=F("offer")), name="partnerships_match_is_of_two_postings"
            ),
        )

    def __str__(self) -> str:
        return f"{self.need} – {self.offer}"
