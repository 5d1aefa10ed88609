"""How a partnership begins on the portal and stays alive: checklist, signs of life, the friendly question, wishes to join."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partnerships.enums import PartyRole
from partnerships.enums_living import ChecklistItem, JoinStatus, Pulse, PulseOutcome, PulseReason, Sign
from partnerships.models.introduction import Introduction
from partnerships.models.partnership import Partnership


class Initiation(models.Model):
    """Anbahnung: the beginning of a partnership on the portal. Until all sides have confirmed it, only they and the secretariat see it."""

    partnership = models.OneToOneField(
        Partnership, models.CASCADE, related_name="initiation", verbose_name=_("partnership")
    )
    introduction = models.OneToOneField(
        Introduction,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="initiation",
        verbose_name=_("introduction"),
    )
    trial_ends_on = models.DateField(_("end of the trial period"), null=True, blank=True)
    public_at = models.DateTimeField(_("confirmed by all sides at"), null=True, blank=True)
    begun_at = models.DateTimeField(_("begun at"), default=timezone.now)

    class Meta:
        verbose_name = _("beginning of a partnership")
        verbose_name_plural = _("beginnings of partnerships")
        ordering = ("-begun_at", "-pk")

    def __str__(self) -> str:
        return f"initiation {self.pk}"


class InitiationTick(models.Model):
    """Häkchen: a side says that a point of the checklist is done; with an empty point, that it confirms the partnership."""

    initiation = models.ForeignKey(Initiation, models.CASCADE, related_name="ticks")
    item = models.CharField(_("point"), max_length=12, choices=ChecklistItem, blank=True)
    actor = models.ForeignKey("actors.Actor", models.PROTECT, related_name="+", verbose_name=_("actor"))
    done_at = models.DateTimeField(_("done at"), default=timezone.now)

    class Meta:
        verbose_name = _("tick of a checklist")
        verbose_name_plural = _("ticks of checklists")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("initiation", "item", "actor"), name="partnerships_initiation_tick_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} {self.actor_id}"


class SignOfLife(models.Model):
    """Lebenszeichen: something happened in a partnership. It holds no person, only when, what and from which side."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="signs_of_life")
    sign = models.CharField(_("sign"), max_length=10, choices=Sign)
    actor = models.ForeignKey("actors.Actor", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("partnership", "-at"), name="partnerships_sign_latest"),)

    def __str__(self) -> str:
        return f"{self.sign} {self.partnership_id}"


class PulseQuestion(models.Model):
    """Nachfrage: both sides are asked kindly how their partnership is, before it is called dormant."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="pulse_questions")
    reason = models.CharField(_("reason"), max_length=8, choices=PulseReason)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    due_on = models.DateField(_("due on"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=PulseOutcome, blank=True)

    class Meta:
        verbose_name = _("question how a partnership is")
        verbose_name_plural = _("questions how partnerships are")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership",),
                condition=Q(closed_at__isnull=True),
                name="partnerships_pulse_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"pulse {self.pk}"


class PulseAnswer(models.Model):
    """Antwort: one side's place for its answer; filled once, by the link of the mail or in the portal."""

    question = models.ForeignKey(PulseQuestion, models.CASCADE, related_name="answers")
    actor = models.ForeignKey("actors.Actor", models.PROTECT, related_name="+", verbose_name=_("actor"))
    answer = models.CharField(_("answer"), max_length=8, choices=Pulse, blank=True)
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
        verbose_name = _("answer how a partnership is")
        verbose_name_plural = _("answers how partnerships are")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("question", "actor"), name="partnerships_pulse_answer_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="partnerships_pulse_answer_has_time",
            ),
        )

    def __str__(self) -> str:
        return f"pulse answer {self.pk}"


class JoinWish(models.Model):
    """Beitrittswunsch: an organisation of one of the cities asks to join the partnership of its city."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="join_wishes")
    actor = models.ForeignKey("actors.Actor", models.PROTECT, related_name="+", verbose_name=_("actor"))
    role = models.CharField(_("role"), max_length=12, choices=PartyRole)
    text = models.CharField(_("what we would bring"), max_length=400, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    status = models.CharField(_("status"), max_length=8, choices=JoinStatus, default=JoinStatus.ASKED)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("wish to join a partnership")
        verbose_name_plural = _("wishes to join partnerships")
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "actor"),
                condition=Q(status="asked"),
                name="partnerships_join_wish_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"join wish {self.pk}"
