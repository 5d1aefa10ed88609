"""Edition: what is sent, to whom, when; and the log of its sending."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsletter.enums import EDITABLE, STARTED, EditionKind, EditionState, SubscriptionKind
from newsletter.enums_delivery import LogKind, PauseReason
from newsletter.querysets_editions import EditionQuerySet


def all_languages() -> list[str]:
    """The languages an edition is written in unless the editor chooses fewer."""
    return [code for code, _name in settings.LANGUAGES]


class Edition(models.Model):
    """Newsletter-Ausgabe: blocks of text in up to three languages, for an audience, released by a second person, sent once.

    Audience: readers who subscribed to one of `audience_kinds` (of these, working groups and regions only the named ones; none named: all), and
    of those the ones whose language is among `audience_languages` and who keep an entry of `audience_groups` (both: empty means everyone).
    A reader whose language is not among `languages` gets `fallback_language`, or nothing where that is empty.
    """

    kind = models.CharField(_("kind"), max_length=13, choices=EditionKind, default=EditionKind.QUARTERLY)
    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    lead = models.TextField(_("lead text"), max_length=4000, blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    outdated_translations = ArrayField(
        models.CharField(max_length=60), verbose_name=_("outdated translations"), default=list, blank=True
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=settings.LANGUAGES),
        verbose_name=_("languages"),
        default=all_languages,
    )
    fallback_language = models.CharField(
        _("for readers of other languages"),
        max_length=2,
        choices=settings.LANGUAGES,
        blank=True,
        default="en",
        help_text=_("Empty: they get nothing."),
    )
    reply_to = models.EmailField(_("replies to"), blank=True, help_text=_("Empty: the secretariat."))

    audience_kinds = ArrayField(
        models.CharField(max_length=13, choices=SubscriptionKind),
        verbose_name=_("for subscribers of"),
        default=list,
        blank=True,
    )
    audience_working_groups = models.ManyToManyField(
        "actors.WorkingGroup", related_name="+", blank=True, verbose_name=_("working groups")
    )
    audience_regions = models.ManyToManyField(
        "places.Region", related_name="+", blank=True, verbose_name=_("regions")
    )
    audience_groups = models.ManyToManyField(
        "actors.ActorGroup", related_name="+", blank=True, verbose_name=_("groups of actors")
    )
    audience_languages = ArrayField(
        models.CharField(max_length=2, choices=settings.LANGUAGES),
        verbose_name=_("languages of the readers"),
        default=list,
        blank=True,
    )
    about_slug = models.CharField(
        _("event it is about"), max_length=120, blank=True, help_text=_("The last part of its address.")
    )

    state = models.CharField(_("state"), max_length=10, choices=EditionState, default=EditionState.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("author")
    )
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)
    scheduled_at = models.DateTimeField(_("to be sent at"), null=True, blank=True)
    hold_reason = models.CharField(
        _("waits because"), max_length=10, choices=PauseReason, blank=True, default=PauseReason.NONE
    )
    started_at = models.DateTimeField(_("sent since"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    recipients = models.PositiveIntegerField(_("recipients"), default=0)
    failures_in_a_row = models.PositiveSmallIntegerField(
        _("failed connections in a row"), default=0, editable=False
    )
    database_mark = models.CharField(max_length=80, blank=True, editable=False)
    is_archived = models.BooleanField(
        _("in the archive"),
        default=True,
        help_text=_("Everybody can read it on the web once it has been sent."),
    )
    is_example = models.BooleanField(_("example"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    updated_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = (
            F("started_at").desc(nulls_first=True),
            F("scheduled_at").desc(nulls_first=True),
            "-created_at",
            "-pk",
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | Q(author__isnull=True) | ~Q(released_by=F("author")),
                name="newsletter_edition_four_eyes",
                violation_error_message=_("Another person has to release it."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=(EditionState.DRAFT, EditionState.IN_REVIEW, EditionState.CANCELLED))
                | Q(released_at__isnull=False),
                name="newsletter_edition_sent_was_released",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(EditionState.SENDING, EditionState.PAUSED, EditionState.FINISHED))
                | Q(started_at__isnull=False),
                name="newsletter_edition_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=EditionState.SCHEDULED) | Q(scheduled_at__isnull=False),
                name="newsletter_edition_scheduled_has_time",
            ),
        )
        indexes = (
            models.Index(
                fields=("state", "scheduled_at"),
                name="newsletter_edition_at_work",
                condition=Q(state__in=(EditionState.SCHEDULED, EditionState.SENDING)),
            ),
        )

    def __str__(self) -> str:
        return self.subject or self.slug

    def get_absolute_url(self) -> str:
        """Its page in the archive."""
        return reverse("edition", args=[self.slug])

    @property
    def is_editable(self) -> bool:
        """Whether texts and blocks may still change."""
        return self.state in EDITABLE

    @property
    def has_ledger(self) -> bool:
        """Whether its sending has begun."""
        return self.state in STARTED and self.started_at is not None


class SendingLogEntry(models.Model):
    """Protokoll des Versands: what happened while an edition was sent, for the editor. Who did what stands in the audit log too."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="log", verbose_name=_("edition"))
    at = models.DateTimeField(_("time"), default=timezone.now)
    kind = models.CharField(_("what happened"), max_length=10, choices=LogKind)
    reason = models.CharField(_("reason"), max_length=10, choices=PauseReason, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    count = models.PositiveIntegerField(_("mails"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("entry of the sending log")
        verbose_name_plural = _("sending log")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
