"""What the secretariat does with an event: mails to many participants, documents that belong to it."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import Mode, ParticipantState, Presence
from events.models.event import Event
from events.models.programme import Session


class BulkMail(models.Model):
    """Rundmail: one text in up to three languages to participants of an event. Not a reminder and not a newsletter.

    A draft until `queued_at`; then a worker sends it to everyone it finds, each once (`RegistrationMail`, key `bulk-<pk>`), and
    notes in `finished_at` that nobody was left.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="bulk_mails", verbose_name=_("event"))
    states = ArrayField(
        models.CharField(max_length=11, choices=ParticipantState), verbose_name=_("who gets it"), default=list
    )
    mode = models.CharField(
        _("taking part"), max_length=7, choices=Mode, blank=True, help_text=_("Empty: everybody.")
    )
    presence = models.CharField(_("presence"), max_length=3, choices=Presence, blank=True)
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("session")
    )
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    subject = models.CharField(_("subject"), max_length=160)
    text = models.TextField(_("text"), max_length=6000)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    queued_at = models.DateTimeField(_("sent off at"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail to participants")
        verbose_name_plural = _("mails to participants")
        ordering = ("-created_at", "-pk")
        indexes = (
            models.Index(
                fields=("queued_at",),
                name="events_bulk_mail_due",
                condition=models.Q(queued_at__isnull=False, finished_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return self.subject

    @property
    def key(self) -> str:
        """Under which it is noted that somebody got it."""
        return f"bulk-{self.pk}"

    @property
    def is_draft(self) -> bool:
        """Nobody has got it."""
        return self.queued_at is None


class EventDocument(models.Model):
    """Dokument einer Veranstaltung: a knowledge product that belongs to an event or one of its sessions.

    Once `announced_at` is set, everyone who attended is told of it, each once (`RegistrationMail`, key `document-<product>`).
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="documents", verbose_name=_("event"))
    session = models.ForeignKey(
        Session, models.SET_NULL, null=True, blank=True, related_name="documents", verbose_name=_("session")
    )
    product = models.ForeignKey(
        "knowledge.KnowledgeProduct",
        models.CASCADE,
        related_name="event_documents",
        verbose_name=_("knowledge product"),
    )
    announced_at = models.DateTimeField(_("announced at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("document of an event")
        verbose_name_plural = _("documents of events")
        ordering = ("event", "pk")
        constraints = (models.UniqueConstraint(fields=("event", "product"), name="events_document_once"),)

    def __str__(self) -> str:
        return str(self.product)

    @property
    def key(self) -> str:
        """Under which it is noted that somebody was told of it."""
        return f"document-{self.product_id}"
