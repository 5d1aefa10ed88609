"""Questions an event asks with the registration, and the answers."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import Mode, QuestionKind
from events.models.event import Event
from events.models.registration import Registration


class Question(models.Model):
    """Frage zur Anmeldung. May depend on a choice in another question; its answers are deleted `purge_days` after the event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="questions", verbose_name=_("event"))
    kind = models.CharField(_("kind"), max_length=9, choices=QuestionKind)
    label = models.CharField(_("question"), max_length=250)
    help_text = models.CharField(_("explanation"), max_length=300, blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    is_required = models.BooleanField(_("must be answered"), default=False)
    mode = models.CharField(
        _("asked those who take part"),
        max_length=7,
        choices=Mode,
        blank=True,
        help_text=_("Empty: everybody."),
    )
    asked_if = models.ForeignKey(
        "events.QuestionOption",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="follow_ups",
        verbose_name=_("only asked after this choice"),
    )
    length_max = models.PositiveIntegerField(_("characters at most"), default=1000)
    purge_days = models.PositiveSmallIntegerField(_("days after the event until it is deleted"), default=30)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ("event", "position", "pk")

    def __str__(self) -> str:
        return self.label


class QuestionOption(models.Model):
    """Antwortmöglichkeit, perhaps with a limit: so many may choose it."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="options", verbose_name=_("question"))
    label = models.CharField(_("answer"), max_length=160)
    capacity = models.PositiveIntegerField(_("how many may choose it"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("answer to choose")
        verbose_name_plural = _("answers to choose")
        ordering = ("question", "position", "pk")

    def __str__(self) -> str:
        return self.label


class Answer(models.Model):
    """Antwort of a participant; deleted on `purge_on` by the retention job."""

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, models.CASCADE, related_name="answers")
    text = models.TextField(_("text"), blank=True)
    options = models.ManyToManyField(QuestionOption, related_name="answers", blank=True)
    is_agreed = models.BooleanField(_("agreed"), default=False)
    upload = models.OneToOneField(
        "accounts.Upload",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="event_answer",
        verbose_name=_("file"),
    )
    purge_on = models.DateField(_("deleted on"), default=dt.date.max)

    class Meta:
        verbose_name = _("answer of a participant")
        verbose_name_plural = _("answers of participants")
        ordering = ("registration", "question")
        indexes = (models.Index(fields=("purge_on",), name="events_answer_purge"),)
        constraints = (
            models.UniqueConstraint(fields=("registration", "question"), name="events_answer_once"),
        )

    def __str__(self) -> str:
        return f"answer {self.pk}"
