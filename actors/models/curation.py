"""What keeps the register true: questions whether an entry is right, suspected duplicates, old addresses, notes of the secretariat."""

from __future__ import annotations

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import DuplicateStatus, FreshnessAnswer
from actors.querysets_consent import ContactConsentQuerySet


class FreshnessCheck(models.Model):
    """Aktualitätsabfrage: the owners of an entry are asked whether it is still right; one open question per actor.

    The links in the mail hold a key of which only the hash is stored; they work once, whichever is used first.
    """

    actor = models.ForeignKey(
        "actors.Actor", models.CASCADE, related_name="freshness_checks", verbose_name=_("actor")
    )
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    last_asked_at = models.DateTimeField(_("last asked at"), default=timezone.now)
    answer = models.CharField(_("answer"), max_length=12, choices=FreshnessAnswer, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("question whether an entry is right")
        verbose_name_plural = _("questions whether entries are right")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("actor",), condition=Q(closed_at__isnull=True), name="actors_freshness_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"freshness {self.pk}"


class DuplicateSuspicion(models.Model):
    """Dublettenverdacht: two entries that may be one actor, with what speaks for it. A pair that was checked stays checked."""

    first = models.ForeignKey("actors.Actor", models.CASCADE, related_name="+", verbose_name=_("first entry"))
    second = models.ForeignKey(
        "actors.Actor", models.CASCADE, related_name="+", verbose_name=_("second entry")
    )
    score = models.FloatField(_("likeness"))
    reasons = models.JSONField(_("reasons"), default=list)
    status = models.CharField(
        _("status"), max_length=10, choices=DuplicateStatus, default=DuplicateStatus.OPEN
    )
    found_at = models.DateTimeField(_("found at"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )

    class Meta:
        verbose_name = _("suspected duplicate")
        verbose_name_plural = _("suspected duplicates")
        ordering = ("-score", "pk")
        constraints = (
            models.UniqueConstraint(fields=("first", "second"), name="actors_duplicate_pair_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="actors_duplicate_pair_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"

    @property
    def percent(self) -> int:
        """The likeness for people."""
        return round(self.score * 100)


class FormerSlug(models.Model):
    """Frühere Adresse: an address that leads to another entry since a merge or a renaming."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    actor = models.ForeignKey(
        "actors.Actor", models.CASCADE, related_name="former_slugs", verbose_name=_("actor")
    )
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class Note(models.Model):
    """Notiz, Wiedervorlage: what the secretariat wants to remember about an actor or a person, for a colleague, until a day."""

    actor = models.ForeignKey(
        "actors.Actor",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notes",
        verbose_name=_("actor"),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="notes_about",
        verbose_name=_("person"),
    )
    text = models.TextField(_("note"), max_length=4000)
    remind_on = models.DateField(_("remind on"), null=True, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="notes_assigned",
        limit_choices_to={"is_staff": True},
        verbose_name=_("for"),
    )
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
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = (F("remind_on").asc(nulls_last=True), "created_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(actor__isnull=False, person__isnull=True)
                | Q(actor__isnull=True, person__isnull=False),
                name="actors_note_is_about_one",
                violation_error_message=_("A note is about an actor or about a person."),
            ),
        )

    def __str__(self) -> str:
        return f"note {self.pk}"


class ContactConsent(models.Model):
    """Einwilligung: a person agrees that a contact is shown in public; the wording is kept as it was read.

    Rows are never changed but for the times: answered, withdrawn, or ended because something else was asked or is shown now.
    """

    contact = models.ForeignKey(
        "actors.Contact", models.CASCADE, related_name="consents", verbose_name=_("contact")
    )
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("asked by"),
    )
    email = models.EmailField(_("address asked"))
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    wording_version = models.CharField(_("version of the wording"), max_length=20)
    wording = models.TextField(_("wording"))
    shown = models.JSONField(_("what is shown"), default=dict)
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = ContactConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent to publication")
        verbose_name_plural = _("consents to publication")
        ordering = ("-asked_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(given_at__isnull=False),
                name="actors_consent_withdrawn_was_given",
            ),
            models.UniqueConstraint(
                fields=("contact",),
                condition=Q(given_at__isnull=False, withdrawn_at__isnull=True, ended_at__isnull=True),
                name="actors_consent_in_force_once",
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="gone_with_the_proof",
                operation=pgtrigger.Delete,
                when=pgtrigger.After,
                condition=pgtrigger.Q(
                    old__given_at__isnull=False, old__withdrawn_at__isnull=True, old__ended_at__isnull=True
                ),
                func="""
                    UPDATE actors_contact SET consented_at = NULL,
                        visibility = CASE WHEN is_personal THEN 'matched' ELSE 'members' END
                        WHERE id = OLD.contact_id;
                    RETURN NULL;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"consent {self.pk}"
