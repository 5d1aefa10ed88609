"""How persons and organisations join: invitations, claims of an entry, the interest form, and who coordinates a working group."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import ActorKind, ClaimStatus, InterestStatus, InvitationStatus, MembershipRole
from actors.querysets_joining import ClaimQuerySet, InterestQuerySet, InvitationQuerySet


class Invitation(models.Model):
    """Einladung: an address is asked to keep the entry of an actor, or, without an actor, to have an account of the secretariat.

    The link in the mail holds the key; only its hash is stored. It opens a page, and the answer is a POST.
    """

    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    actor = models.ForeignKey(
        "actors.Actor",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="invitations",
        verbose_name=_("actor"),
    )
    role = models.CharField(_("role"), max_length=10, choices=MembershipRole, default=MembershipRole.EDITOR)
    message = models.TextField(_("personal message"), blank=True, max_length=1000)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("invited by"),
    )
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    status = models.CharField(
        _("status"), max_length=10, choices=InvitationStatus, default=InvitationStatus.SENT
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accepted by"),
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("-created_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                models.functions.Lower("email"),
                "actor",
                condition=Q(status="sent"),
                nulls_distinct=False,
                name="actors_invitation_open_once",
                violation_error_message=_("This address is already invited."),
            ),
        )

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Claim(models.Model):
    """„Das sind wir“: somebody says that an entry is the own organisation. The secretariat checks it."""

    actor = models.ForeignKey("actors.Actor", models.CASCADE, related_name="claims", verbose_name=_("actor"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("user"),
    )
    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    function = models.CharField(_("function in the organisation"), max_length=160)
    message = models.TextField(_("message"), blank=True, max_length=2000)
    confirmed_at = models.DateTimeField(_("address confirmed at"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=ClaimStatus, default=ClaimStatus.UNCONFIRMED
    )
    reason = models.TextField(_("reason"), blank=True)
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

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                models.functions.Lower("email"),
                "actor",
                condition=Q(status__in=("unconfirmed", "open")),
                name="actors_claim_open_once",
                violation_error_message=_("There is already an open claim with this address."),
            ),
        )

    def __str__(self) -> str:
        return f"claim {self.pk}"


class Interest(models.Model):
    """Interessenbekundung („Mitmachen“): an organisation that is not listed yet wants to take part; becomes a draft entry for review."""

    organisation = models.CharField(_("organisation"), max_length=200)
    group = models.ForeignKey(
        "actors.ActorGroup", models.PROTECT, related_name="+", verbose_name=_("actor group")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=ActorKind)
    place = models.ForeignKey(
        "places.Place", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("place")
    )
    website = models.URLField(_("website"), blank=True)
    working_groups = models.ManyToManyField(
        "actors.WorkingGroup", blank=True, related_name="+", verbose_name=_("working groups wanted")
    )
    name = models.CharField(_("your name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    message = models.TextField(_("message"), blank=True, max_length=4000)
    confirmed_at = models.DateTimeField(_("address confirmed at"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=InterestStatus, default=InterestStatus.UNCONFIRMED
    )
    actor = models.ForeignKey(
        "actors.Actor",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="interests",
        verbose_name=_("entry made from it"),
    )
    reason = models.TextField(_("reason"), blank=True)
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

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest form")
        verbose_name_plural = _("interest forms")
        ordering = ("created_at", "pk")

    def __str__(self) -> str:
        return self.organisation


class Coordinator(models.Model):
    """Koordination: a person coordinates a working group."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="coordinations", verbose_name=_("user")
    )
    group = models.ForeignKey(
        "actors.WorkingGroup", models.CASCADE, related_name="coordinators", verbose_name=_("working group")
    )
    since = models.DateField(_("since"), default=timezone.localdate)

    class Meta:
        verbose_name = _("coordinator of a working group")
        verbose_name_plural = _("coordinators of working groups")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "group"),
                name="actors_coordinator_once",
                violation_error_message=_("This person already coordinates this working group."),
            ),
        )

    def __str__(self) -> str:
        return f"coordinator {self.pk}"
