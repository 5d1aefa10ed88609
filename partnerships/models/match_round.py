"""MatchRound: the secretariat brings many actors together at once; with its participants, wishes about pairs, runs and proposals."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind
from partnerships.enums_rounds import AT_WORK, PairState, RoundStatus, RunPhase, RunStatus
from partnerships.querysets_rounds import MatchRunQuerySet, RoundProposalQuerySet

#: Most new conversations one actor can be given in one round.
LARGEST_CAPACITY = 20
FRACTION = (MinValueValidator(0), MaxValueValidator(100))


class MatchRound(models.Model):
    """Matchrunde: who takes part, with how many free places, and what counts. Not a list of suggestions, which everyone has at any time.

    `weights` holds the weight of each measure where it differs from the portal's own. `minimum_fit` and `newcomer_bonus` are
    hundredths of the fit.
    """

    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind of organisation"), max_length=30, choices=ActorKind, default=ActorKind.MUNICIPALITY
    )
    status = models.CharField(_("status"), max_length=10, choices=RoundStatus, default=RoundStatus.OPEN)
    weights = models.JSONField(_("weights"), default=dict, blank=True)
    minimum_fit = models.PositiveSmallIntegerField(
        _("smallest fit"),
        default=0,
        validators=FRACTION,
        help_text=_("Pairs that fit less are not proposed (0 to 100)."),
    )
    newcomer_bonus = models.PositiveSmallIntegerField(
        _("bonus for newcomers"),
        default=0,
        validators=FRACTION,
        help_text=_(
            "Added to the fit of a pair in which a side has no partner yet (0 to 100). 0: the sum of the fit alone decides."
        ),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("sent by"),
    )
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)

    class Meta:
        verbose_name = _("match round")
        verbose_name_plural = _("match rounds")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(status=RoundStatus.SENT, sent_at__isnull=False)
                | Q(status=RoundStatus.OPEN, sent_at__isnull=True),
                name="partnerships_round_sent_has_time",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("match-round", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Still in preparation."""
        return self.status == RoundStatus.OPEN


class RoundParticipant(models.Model):
    """Teilnehmer einer Runde: an actor with the number of new conversations it can take in this round."""

    round = models.ForeignKey(MatchRound, models.CASCADE, related_name="participants")
    actor = models.ForeignKey("actors.Actor", models.CASCADE, related_name="+", verbose_name=_("actor"))
    country = models.CharField(_("side"), max_length=2)
    capacity = models.PositiveSmallIntegerField(
        _("free places"), default=1, validators=(MaxValueValidator(LARGEST_CAPACITY),)
    )

    class Meta:
        verbose_name = _("participant of a round")
        verbose_name_plural = _("participants of rounds")
        ordering = ("country", "pk")
        constraints = (
            models.UniqueConstraint(fields=("round", "actor"), name="partnerships_round_actor_once"),
            models.CheckConstraint(
                condition=Q(capacity__lte=LARGEST_CAPACITY), name="partnerships_round_capacity_in_bounds"
            ),
        )

    def __str__(self) -> str:
        return f"participant {self.pk}"


class RoundPair(models.Model):
    """What the secretariat says about a pair of a round: it must be, must not be, or a sentence goes along with it."""

    round = models.ForeignKey(MatchRound, models.CASCADE, related_name="pairs")
    german = models.ForeignKey(
        "actors.Actor", models.CASCADE, related_name="+", verbose_name=_("German side")
    )
    ukrainian = models.ForeignKey(
        "actors.Actor", models.CASCADE, related_name="+", verbose_name=_("Ukrainian side")
    )
    state = models.CharField(_("state"), max_length=10, choices=PairState)
    note = models.CharField(
        _("sentence of the secretariat"),
        max_length=400,
        blank=True,
        help_text=_("Both sides read it with the proposal."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"), auto_now=True)

    class Meta:
        verbose_name = _("pair of a round")
        verbose_name_plural = _("pairs of rounds")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("round", "german", "ukrainian"), name="partnerships_round_pair_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.german_id} – {self.ukrainian_id}"


class MatchRun(models.Model):
    """Rechenlauf: one calculation of a round, kept with what went in and what came out, so that runs can be compared.

    A worker holds a run by `claim` until `lease_until`; after that another one may take it over and begin anew. `digest` says what
    went in: two runs with the same one have the same result. `total` is reached, `bound` cannot be exceeded by any assignment.
    """

    round = models.ForeignKey(MatchRound, models.CASCADE, related_name="runs")
    number = models.PositiveSmallIntegerField(_("number"))
    status = models.CharField(_("status"), max_length=10, choices=RunStatus, default=RunStatus.WAITING)
    phase = models.CharField(_("phase"), max_length=12, choices=RunPhase, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    stop_requested = models.BooleanField(_("to be stopped"), default=False)
    claim = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=400, blank=True)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    inputs = models.JSONField(_("settings"), default=dict)
    total = models.FloatField(_("sum of the fit"), null=True, blank=True)
    bound = models.FloatField(_("upper bound of the sum"), null=True, blank=True)
    figures = models.JSONField(_("figures"), default=dict)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("started by")
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    seconds = models.FloatField(_("seconds"), null=True, blank=True)

    objects = MatchRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of a match round")
        verbose_name_plural = _("runs of match rounds")
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("round", "number"), name="partnerships_run_number_once"),
            models.UniqueConstraint(
                fields=("round",),
                condition=Q(status__in=AT_WORK),
                name="partnerships_run_one_at_a_time",
                violation_error_message=_("A run of this round is already at work."),
            ),
        )
        indexes = (
            models.Index(
                fields=("lease_until",), condition=Q(status__in=AT_WORK), name="partnerships_run_due"
            ),
        )

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("match-run", args=[self.round_id, self.number])

    @property
    def is_at_work(self) -> bool:
        """Waiting or running."""
        return self.status in AT_WORK

    @property
    def is_done(self) -> bool:
        """Has a result."""
        return self.status == RunStatus.DONE

    @property
    def waited_since(self) -> dt.datetime:
        """When it was asked for."""
        return self.created_at


class RunPair(models.Model):
    """A pair a run has found, with the reasons as both sides would read them, per language. Fit in 0 to 1."""

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="found")
    german = models.ForeignKey("actors.Actor", models.CASCADE, related_name="+")
    ukrainian = models.ForeignKey("actors.Actor", models.CASCADE, related_name="+")
    fit = models.FloatField(_("fit"))
    german_fit = models.FloatField(_("what the German side gains"))
    ukrainian_fit = models.FloatField(_("what the Ukrainian side gains"))
    is_fixed = models.BooleanField(_("fixed"), default=False)
    reasons = models.JSONField(_("reasons"), default=dict)

    class Meta:
        verbose_name = _("pair of a run")
        verbose_name_plural = _("pairs of runs")
        ordering = ("-fit", "pk")
        constraints = (
            models.UniqueConstraint(fields=("run", "german", "ukrainian"), name="partnerships_run_pair_once"),
        )

    def __str__(self) -> str:
        return f"{self.german_id} – {self.ukrainian_id}"


class RunActor(models.Model):
    """What a run says about a participant: places given, its shadow price ("in demand"), and why it was left over.

    `price`: by how much the sum of the fit would grow if this actor had one free place more.
    """

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="sides")
    actor = models.ForeignKey("actors.Actor", models.CASCADE, related_name="+")
    country = models.CharField(max_length=2)
    capacity = models.PositiveSmallIntegerField(_("free places"))
    used = models.PositiveSmallIntegerField(_("places given"), default=0)
    price = models.FloatField(_("in demand"), default=0)
    why_left = models.JSONField(_("why left over"), default=dict, blank=True)

    class Meta:
        verbose_name = _("participant of a run")
        verbose_name_plural = _("participants of runs")
        ordering = ("country", "-price", "pk")
        constraints = (models.UniqueConstraint(fields=("run", "actor"), name="partnerships_run_actor_once"),)

    def __str__(self) -> str:
        return f"{self.actor_id}"


class RoundProposal(models.Model):
    """Vorschlag des Sekretariats: a pair of a round that was sent to both sides, as it was on that day. Never sent twice."""

    round = models.ForeignKey(MatchRound, models.PROTECT, related_name="proposals")
    german = models.ForeignKey("actors.Actor", models.CASCADE, related_name="round_proposals_german")
    ukrainian = models.ForeignKey("actors.Actor", models.CASCADE, related_name="round_proposals_ukrainian")
    fit = models.FloatField(_("fit"))
    reasons = models.JSONField(_("reasons"), default=dict)
    note = models.CharField(_("sentence of the secretariat"), max_length=400, blank=True)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    objects = RoundProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of a round")
        verbose_name_plural = _("proposals of rounds")
        ordering = ("-sent_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("round", "german", "ukrainian"), name="partnerships_round_proposal_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.german_id} – {self.ukrainian_id}"
