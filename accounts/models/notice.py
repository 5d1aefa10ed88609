"""Notices: what waits to be told to a person, one by one or collected into a digest."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import NotificationKind


class Notice(models.Model):
    """Mitteilung: something a person is told about, at the time the person has chosen. A row is a promise until `sent_at` or `dropped_at`.

    The letter is kept as data (subject, paragraphs, actions, in the language the person had when it was written), so that
    several notices due at the same time become one mail. Dropped are those whose kind the person has turned off meanwhile.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("user")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=NotificationKind)
    letter_kind = models.SlugField(_("kind of letter"), max_length=60)
    letter = models.JSONField(_("letter"))
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    due_at = models.DateTimeField(_("due at"))
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("dropped at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("created_at", "pk")
        indexes = (
            models.Index(
                fields=("due_at", "user"),
                name="accounts_notice_due",
                condition=models.Q(sent_at__isnull=True, dropped_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"notice {self.pk}"
