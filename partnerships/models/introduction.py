"""Introduction: what begins when a request is accepted — a shared page, and questions how it goes."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.enums_requests import CheckInStage, NothingReason, Progress
from partnerships.models.request import CooperationRequest
from partnerships.querysets_requests import IntroductionQuerySet


class Introduction(models.Model):
    """Vermittlung: an accepted request; the contacts of its sides are released to each other while it is not closed."""

    request = models.OneToOneField(
        CooperationRequest, models.PROTECT, related_name="introduction", verbose_name=_("request")
    )
    introduced_at = models.DateTimeField(_("introduced at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = _("introduction")
        verbose_name_plural = _("introductions")
        ordering = ("-introduced_at", "-pk")

    def __str__(self) -> str:
        return f"introduction {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("introduction", args=[self.request_id])


class IntroductionMessage(models.Model):
    """Nachricht on the shared page, in the language of who wrote it; seen by all sides and the secretariat."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="messages")
    actor = models.ForeignKey(
        "actors.Actor", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("actor")
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    text = models.TextField(_("message"), max_length=4000)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    written_at = models.DateTimeField(_("written at"), default=timezone.now)

    class Meta:
        verbose_name = _("message of an introduction")
        verbose_name_plural = _("messages of introductions")
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return f"message {self.pk}"


class IntroductionStep(models.Model):
    """Nächster Schritt: what the sides have agreed to do, who does it and until when."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="steps")
    text = models.CharField(_("next step"), max_length=300)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    actor = models.ForeignKey(
        "actors.Actor", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    due_on = models.DateField(_("until"), null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("written by"),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True)

    class Meta:
        verbose_name = _("next step of an introduction")
        verbose_name_plural = _("next steps of introductions")
        ordering = (models.F("due_on").asc(nulls_last=True), "pk")

    def __str__(self) -> str:
        return f"step {self.pk}"


class IntroductionFile(models.Model):
    """Datei on the shared page: an upload only the sides and the secretariat can read."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="files")
    upload = models.OneToOneField(
        "accounts.Upload", models.CASCADE, related_name="introduction_file", verbose_name=_("file")
    )
    title = models.CharField(_("title"), max_length=160)
    actor = models.ForeignKey(
        "actors.Actor", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("actor")
    )
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    class Meta:
        verbose_name = _("file of an introduction")
        verbose_name_plural = _("files of introductions")
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return f"file {self.pk}"


class CheckIn(models.Model):
    """Nachfrage: a side is asked how it goes, 4 weeks, 12 weeks and 12 months after the introduction; answered by one click."""

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="check_ins")
    actor = models.ForeignKey("actors.Actor", models.PROTECT, related_name="+", verbose_name=_("actor"))
    stage = models.CharField(_("when"), max_length=10, choices=CheckInStage)
    due_on = models.DateField(_("due on"))
    asked_at = models.DateTimeField(_("asked at"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Progress, blank=True)
    reason = models.CharField(_("because"), max_length=12, choices=NothingReason, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )

    class Meta:
        verbose_name = _("question how it goes")
        verbose_name_plural = _("questions how it goes")
        ordering = ("due_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("introduction", "actor", "stage"), name="partnerships_check_in_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="partnerships_check_in_answer_has_time",
            ),
        )
        indexes = (
            models.Index(
                fields=("due_on",),
                condition=Q(asked_at__isnull=True),
                name="partnerships_check_in_due",
            ),
        )

    def __str__(self) -> str:
        return f"check-in {self.pk}"
