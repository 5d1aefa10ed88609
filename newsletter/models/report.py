"""What comes back: bounces, complaints, replies."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.enums_delivery import ReportKind, ReportSource
from newsletter.models.delivery import Delivery
from newsletter.models.edition import Edition
from newsletter.models.subscriber import Subscriber
from newsletter.querysets_delivery import MailReportQuerySet


class MailReport(models.Model):
    """Rückmeldung: something that came back about a mail: a bounce, a complaint, a reply (only that there was one, never what it says).

    `event_key` is the fingerprint of the notification: the same one read twice counts once. Only what names a mail of ours by a valid signature
    is kept; forged ones leave no row.
    """

    delivery = models.ForeignKey(
        Delivery, models.SET_NULL, null=True, blank=True, related_name="reports", verbose_name=_("delivery")
    )
    edition = models.ForeignKey(
        Edition, models.CASCADE, null=True, blank=True, related_name="reports", verbose_name=_("edition")
    )
    subscriber = models.ForeignKey(
        Subscriber,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("subscriber"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ReportKind)
    source = models.CharField(_("source"), max_length=10, choices=ReportSource)
    status = models.CharField(_("status code"), max_length=12, blank=True)
    diagnostic = models.CharField(_("answer of the mail server"), max_length=500, blank=True)
    event_key = models.CharField(max_length=64, unique=True, editable=False)
    at = models.DateTimeField(_("time"), default=timezone.now)

    objects = MailReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail report")
        verbose_name_plural = _("mail reports")
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(
                fields=("subscriber", "at"), name="newsletter_report_soft", condition=Q(kind=ReportKind.SOFT)
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
