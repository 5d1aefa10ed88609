"""How fast mails go out: limits, and the slots that keep them over all senders and restarts."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.models.edition import Edition


class SendingLimit(models.Model):
    """Begrenzung: in any window of `seconds` at most `messages` are accepted: of all editions, of one, or to one domain."""

    edition = models.OneToOneField(
        Edition, models.CASCADE, null=True, blank=True, related_name="limit", verbose_name=_("edition")
    )
    domain = models.CharField(
        _("domain"), max_length=253, blank=True, help_text=_("Empty: every domain. In its A-label form.")
    )
    messages = models.PositiveIntegerField(_("mails"), validators=[MinValueValidator(1)])
    seconds = models.PositiveIntegerField(_("within seconds"), default=60, validators=[MinValueValidator(1)])

    class Meta:
        verbose_name = _("limit of sending")
        verbose_name_plural = _("limits of sending")
        ordering = ("domain", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("domain",), condition=Q(edition__isnull=True), name="newsletter_limit_once_per_domain"
            ),
            models.CheckConstraint(
                condition=Q(edition__isnull=True) | Q(domain=""), name="newsletter_limit_has_one_scope"
            ),
            models.CheckConstraint(
                condition=Q(messages__gte=1, messages__lte=100_000, seconds__gte=1, seconds__lte=86_400),
                name="newsletter_limit_in_bounds",
                violation_error_message=_("Between 1 and 100,000 mails within 1 to 86,400 seconds."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.domain or self.edition_id or '*'}: {self.messages}/{self.seconds} s"


class SendingSlot(models.Model):
    """Platz im Zeitfenster: a limit of R mails has R slots. A mail holds one from before DATA until W seconds after its answer.

    So no window of W seconds holds more than R accepted mails: at the moment the last of them began, each of the others held a slot. A killed
    sender leaves its slot taken until the lease ends and W seconds more.
    """

    limit = models.ForeignKey(
        SendingLimit, models.CASCADE, related_name="slots", db_index=False, verbose_name=_("limit of sending")
    )
    free_at = models.DateTimeField(_("free at"), default=timezone.now)

    class Meta:
        verbose_name = _("slot of a limit")
        verbose_name_plural = _("slots of limits")
        ordering = ("limit", "free_at", "pk")
        indexes = (models.Index(fields=("limit", "free_at", "id"), name="newsletter_slot_free"),)

    def __str__(self) -> str:
        return f"slot {self.pk}"
