"""The workspace of a working group: plans with their steps, private files, and actors that ask to take part."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import JoinRequestStatus
from actors.querysets_workspace import GroupJoinRequestQuerySet, GroupPlanQuerySet


class GroupPlan(models.Model):
    """Vorhaben: what a working group or small group has taken on, step by step; seen in the workspace only.

    It is written by members, in one language. What becomes public is the result, :class:`WorkingGroupResult`.
    """

    group = models.ForeignKey(
        "actors.WorkingGroup", models.CASCADE, related_name="plans", verbose_name=_("working group")
    )
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    is_example = models.BooleanField(_("example"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = GroupPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan of a working group")
        verbose_name_plural = _("plans of working groups")
        ordering = ("group", "created_at", "pk")

    def __str__(self) -> str:
        return self.title


class PlanStep(models.Model):
    """Schritt of a plan: what, until when, and who: a function or an actor, never a person's name."""

    plan = models.ForeignKey(GroupPlan, models.CASCADE, related_name="steps", verbose_name=_("plan"))
    text = models.CharField(_("step"), max_length=300)
    function = models.CharField(
        _("function"), max_length=120, blank=True, help_text=_("A function, such as “moderation”; no person.")
    )
    actor = models.ForeignKey(
        "actors.Actor", models.SET_NULL, null=True, blank=True, related_name="plan_steps",
        verbose_name=_("actor"),
    )  # fmt: skip
    until_on = models.DateField(_("until"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("step of a plan")
        verbose_name_plural = _("steps of plans")
        ordering = ("plan", "position", "pk")

    def __str__(self) -> str:
        return self.text


class GroupFile(models.Model):
    """Datei of a working group: an upload only its workspace can read."""

    group = models.ForeignKey(
        "actors.WorkingGroup", models.CASCADE, related_name="files", verbose_name=_("working group")
    )
    upload = models.OneToOneField(
        "accounts.Upload", models.CASCADE, related_name="group_file", verbose_name=_("file")
    )
    title = models.CharField(_("title"), max_length=160)
    actor = models.ForeignKey(
        "actors.Actor", models.SET_NULL, null=True, blank=True, related_name="group_files",
        verbose_name=_("actor"),
    )  # fmt: skip
    added_at = models.DateTimeField(_("added at"), default=timezone.now)

    class Meta:
        verbose_name = _("file of a working group")
        verbose_name_plural = _("files of working groups")
        ordering = ("-added_at", "-pk")

    def __str__(self) -> str:
        return self.title


class GroupJoinRequest(models.Model):
    """Aufnahmewunsch: an actor asks to become a member of a working group; its coordinators or the secretariat answer."""

    group = models.ForeignKey(
        "actors.WorkingGroup", models.CASCADE, related_name="join_requests", verbose_name=_("working group")
    )
    actor = models.ForeignKey(
        "actors.Actor", models.CASCADE, related_name="group_join_requests", verbose_name=_("actor")
    )
    message = models.TextField(_("message"), blank=True, max_length=2000)
    status = models.CharField(
        _("status"), max_length=10, choices=JoinRequestStatus, default=JoinRequestStatus.OPEN
    )
    reason = models.TextField(_("reason"), blank=True, max_length=2000)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("asked by")
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name=_("decided by"),
    )  # fmt: skip

    objects = GroupJoinRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to join a working group")
        verbose_name_plural = _("requests to join working groups")
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("group", "actor"),
                condition=Q(status="open"),
                name="actors_group_join_request_open_once",
                violation_error_message=_("This actor has already asked to join this working group."),
            ),
        )

    def __str__(self) -> str:
        return f"join request {self.pk}"
