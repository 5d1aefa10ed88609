"""Change proposals: what members want changed in public content, field by field, and drafts of long forms."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Decision, RevisionStatus
from actors.querysets_revision import RevisionQuerySet


class Revision(models.Model):
    """Änderungsvorschlag: changes of public content by a member, for the secretariat to accept or refuse field by field.

    `subject` names what is changed ("actor", or a word an upper app has registered, such as "posting"); `subject_id` its
    row, None for something new. `actor` is whose content it is: it decides about rights.
    """

    actor = models.ForeignKey(
        "actors.Actor", models.CASCADE, related_name="revisions", verbose_name=_("actor")
    )
    subject = models.CharField(_("subject"), max_length=20, default="actor")
    subject_id = models.PositiveBigIntegerField(_("number of the subject"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="revisions",
        verbose_name=_("author"),
    )
    language = models.CharField(
        _("language of the form"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    note = models.TextField(_("note for the secretariat"), blank=True, max_length=1000)
    status = models.CharField(_("status"), max_length=10, choices=RevisionStatus, default=RevisionStatus.OPEN)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("change proposal")
        verbose_name_plural = _("change proposals")
        ordering = ("created_at", "pk")
        indexes = (models.Index(fields=("subject", "subject_id"), name="actors_revision_subject"),)

    def __str__(self) -> str:
        return f"revision {self.pk}"


class RevisionField(models.Model):
    """One field of a change proposal: what it was when the author began, what it shall become, and the decision."""

    revision = models.ForeignKey(
        Revision, models.CASCADE, related_name="fields", verbose_name=_("change proposal")
    )
    field = models.CharField(_("field"), max_length=60)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, default=Decision.OPEN)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("field of a change proposal")
        verbose_name_plural = _("fields of change proposals")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("revision", "field"), name="actors_revision_field_once"),
            models.CheckConstraint(
                condition=~Q(decision="refused") | ~Q(reason=""),
                name="actors_revision_refused_has_reason",
                violation_error_message=_("Please say why, so that the author can mend it."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.field} ({self.decision})"


class FormDraft(models.Model):
    """Zwischenstand: what somebody has typed into a long form and not yet sent."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="form_drafts", verbose_name=_("user")
    )
    form = models.CharField(_("form"), max_length=80)
    data = models.JSONField(_("typed"), default=dict)
    saved_at = models.DateTimeField(_("saved at"), default=timezone.now)

    class Meta:
        verbose_name = _("draft of a form")
        verbose_name_plural = _("drafts of forms")
        ordering = ("-saved_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("user", "form"), name="actors_form_draft_once"),)

    def __str__(self) -> str:
        return f"draft {self.pk}"
