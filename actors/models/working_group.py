"""Working groups and what they produce."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from actors.enums import ResultStatus, WorkingGroupStatus
from actors.querysets import WorkingGroupQuerySet


class WorkingGroup(models.Model):
    """Themenkreis: a thematic group of the platform, or a sub-group of one (parent). Its members are actors, not persons."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sub_groups", verbose_name=_("part of")
    )
    name = models.CharField(_("name"), max_length=160)
    purpose = models.TextField(_("purpose"), blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=WorkingGroupStatus, default=WorkingGroupStatus.ACTIVE
    )
    topics = models.ManyToManyField(
        "actors.Topic", related_name="working_groups", blank=True, verbose_name=_("topics")
    )
    takes_members = models.BooleanField(
        _("takes new members"), default=True, help_text=_("Otherwise nobody can ask to join.")
    )
    members_url = models.URLField(
        _("closed LinkedIn group"), blank=True, help_text=_("Shown to the members of the working group only.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("working-group", args=[self.slug])


#: Source of memberships invented for the example world.
EXAMPLE_SOURCE = "Beispiel"


class WorkingGroupMemberQuerySet(models.QuerySet["WorkingGroupMember"]):
    """Memberships by where they come from."""

    def invented(self) -> WorkingGroupMemberQuerySet:
        """Those of the example world."""
        return self.filter(source=EXAMPLE_SOURCE)


class WorkingGroupMember(models.Model):
    """An actor takes part in a working group."""

    group = models.ForeignKey(
        WorkingGroup, models.CASCADE, related_name="members", verbose_name=_("working group")
    )
    actor = models.ForeignKey(
        "actors.Actor", models.CASCADE, related_name="working_group_memberships", verbose_name=_("actor")
    )
    since_on = models.DateField(_("since"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = WorkingGroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a working group")
        verbose_name_plural = _("members of working groups")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("group", "actor"),
                name="actors_working_group_member_once",
                violation_error_message=_("This actor is already a member of the working group."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.actor} – {self.group}"


class WorkingGroupResult(models.Model):
    """Ergebnis eines Themenkreises: what a group plans or has done, such as a webinar series or a guide."""

    group = models.ForeignKey(
        WorkingGroup, models.CASCADE, related_name="results", verbose_name=_("working group")
    )
    title = models.CharField(_("title"), max_length=200)
    status = models.CharField(_("status"), max_length=10, choices=ResultStatus, default=ResultStatus.PLANNED)
    on = models.DateField(_("date"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("result of a working group")
        verbose_name_plural = _("results of working groups")
        ordering = ("group", "-on", "pk")

    def __str__(self) -> str:
        return self.title
