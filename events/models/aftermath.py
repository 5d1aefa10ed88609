"""What is left of an event: evaluations, numbers instead of names, and what members propose for the next one."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import ImpulseKind, ImpulseStatus, Mode
from events.models.event import Event
from events.models.programme import Session


class Evaluation(models.Model):
    """Rückmeldung of somebody who attended, without a name: nobody can tell whose it is, only on which day it came."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="evaluations", verbose_name=_("event"))
    rating = models.PositiveSmallIntegerField(
        _("how useful it was"), validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    what_helped = models.TextField(_("what helped"), max_length=2000, blank=True)
    what_was_missing = models.TextField(_("what was missing"), max_length=2000, blank=True)
    given_on = models.DateField(_("given on"))

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ("event", "given_on", "rating")

    def __str__(self) -> str:
        return f"{self.rating}/5"


class ParticipantCount(models.Model):
    """Teilnehmerzahl: what remains of the names after twelve months; per session, way of taking part and group."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="counts", verbose_name=_("event"))
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="counts", verbose_name=_("session")
    )
    mode = models.CharField(_("taking part"), max_length=7, choices=Mode)
    group = models.ForeignKey(
        "actors.ActorGroup",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group of actors"),
    )
    registered = models.PositiveIntegerField(_("registered"), default=0)
    attended = models.PositiveIntegerField(_("attended"), default=0)

    class Meta:
        verbose_name = _("number of participants")
        verbose_name_plural = _("numbers of participants")
        ordering = ("event", "session", "mode", "group")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "session", "mode", "group"),
                name="events_count_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.event}: {self.registered}"


class Impulse(models.Model):
    """Veranstaltungsvorschlag or Impuls of a member for a working group; the secretariat decides about it."""

    kind = models.CharField(_("kind"), max_length=7, choices=ImpulseKind)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=4000)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    working_group = models.ForeignKey(
        "actors.WorkingGroup",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="impulses",
        verbose_name=_("working group"),
    )
    actor = models.ForeignKey(
        "actors.Actor", models.CASCADE, related_name="impulses", verbose_name=_("actor")
    )
    when = models.CharField(_("when"), max_length=120, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=ImpulseStatus, default=ImpulseStatus.OPEN)
    reason = models.CharField(_("reason"), max_length=400, blank=True)
    event = models.ForeignKey(
        Event,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="impulses",
        verbose_name=_("what became of it"),
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal of a member")
        verbose_name_plural = _("proposals of members")
        ordering = ("-proposed_at", "-pk")

    def __str__(self) -> str:
        return self.title
