"""The only tables of core: mails on their way out, and the audit log."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from platform_portal.core import action_words


class MailState(models.TextChoices):
    """Where a mail stands. `sending` is committed before DATA: after a crash it is the only doubtful state."""

    PENDING = "pending", pgettext_lazy("mail state", "Waiting")
    SENDING = "sending", pgettext_lazy("mail state", "Being sent")
    SENT = "sent", pgettext_lazy("mail state", "Sent")
    FAILED = "failed", pgettext_lazy("mail state", "Failed")


class OutboxMail(models.Model):
    """Ausgehende E-Mail: written in the transaction of its cause, sent by a worker. Newsletters have their own ledger."""

    kind = models.SlugField(_("kind"), max_length=60)
    to = models.EmailField(_("to"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    reply_to = models.EmailField(_("reply to"), blank=True)
    calendar = models.TextField(_("for the calendar"), blank=True, help_text=_("In iCalendar format."))
    calendar_method = models.CharField(max_length=10, blank=True, editable=False)
    message_id = models.CharField(_("Message-ID"), max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=8, choices=MailState, default=MailState.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), default=timezone.now)
    leased_until = models.DateTimeField(_("claimed until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(
                fields=("next_attempt_at", "id"),
                name="core_outbox_due",
                condition=models.Q(state__in=("pending", "sending")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}"


#: The database refuses to change, delete or empty what has been written, whoever asks (docs/operations.md, "The audit log").
APPEND_ONLY = (
    pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="never_emptied",
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        func="RAISE EXCEPTION 'The table % is never emptied', TG_TABLE_NAME;",
    ),
)


class AuditEntry(models.Model):
    """Eintrag im Protokoll: a state change by whom and when. The database refuses to change or delete it."""

    at = models.DateTimeField(_("time"), default=timezone.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        blank=True,
        related_name="+",
        db_constraint=False,
        verbose_name=_("user"),
    )
    action = models.CharField(_("action"), max_length=80)
    object_type = models.CharField(_("object type"), max_length=80)
    object_id = models.CharField(_("object id"), max_length=64)
    object_name = models.CharField(_("object"), max_length=200)
    origin = models.CharField(_("from where"), max_length=80, blank=True)
    request_id = models.CharField(_("request id"), max_length=64, blank=True)
    details = models.JSONField(_("details"), default=dict)
    seal = models.CharField(_("seal"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("object_type", "object_id"), name="core_audit_object"),)
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"{self.action} {self.object_name}"

    @property
    def word(self) -> str:
        """What was done, in the reader's language."""
        return action_words.word(self.action)


class AuditSeal(models.Model):
    """Siegel des Protokolls: number and chained hash of all entries up to one, so that a missing entry is found too."""

    at = models.DateTimeField(_("time"), default=timezone.now)
    up_to = models.BigIntegerField(_("up to entry"), unique=True)
    count = models.BigIntegerField(_("entries"))
    seal = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("seal of the audit log")
        verbose_name_plural = _("seals of the audit log")
        ordering = ("up_to",)
        triggers = APPEND_ONLY

    def __str__(self) -> str:
        return f"seal up to {self.up_to}"
