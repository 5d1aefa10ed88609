"""The programme of an event: sessions in rooms and tracks, who speaks, and the versions that were released."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actors.enums import Language
from events.enums import Audience, EventFormat, SessionKind, SpeakerRole
from events.models.event import Event
from events.querysets import SessionQuerySet


class Room(models.Model):
    """Raum: where sessions take place; the order of the rooms is the order of the columns."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="rooms", verbose_name=_("event"))
    name = models.CharField(_("name"), max_length=120)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ("event", "position", "pk")
        constraints = (models.UniqueConstraint(fields=("event", "name"), name="events_room_once"),)

    def __str__(self) -> str:
        return self.name


class Track(models.Model):
    """Programmstrang: sessions that belong together by their subject."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="tracks", verbose_name=_("event"))
    name = models.CharField(_("name"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("track")
        verbose_name_plural = _("tracks")
        ordering = ("event", "position", "pk")

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """Programmpunkt, as it is being planned. What readers see is the released version of the programme.

    The day is always known; times of day may not be yet, then the order within the day holds. Parallel parts point to their frame.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="sessions", verbose_name=_("event"))
    uid = models.UUIDField(_("calendar number"), default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(_("calendar sequence"), default=0, editable=False)
    frame = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("parallel part of"),
    )
    kind = models.CharField(_("kind"), max_length=11, choices=SessionKind)
    title = models.CharField(_("title"), max_length=250)
    abstract = models.TextField(_("description"), blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    day = models.DateField(_("day"), help_text=_("In the time zone of the event."))
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order within the day"), default=0)
    room = models.ForeignKey(
        Room, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("room")
    )
    venue = models.CharField(
        _("other venue"), max_length=200, blank=True, help_text=_("Where it is not in one of the rooms.")
    )
    track = models.ForeignKey(
        Track, models.SET_NULL, null=True, blank=True, related_name="sessions", verbose_name=_("track")
    )
    format = models.CharField(
        _("format"), max_length=7, choices=EventFormat, blank=True, help_text=_("Empty: as the event.")
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=_("spoken languages"),
        default=list,
        blank=True,
        help_text=_("Empty: as the event."),
    )
    interpretation = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=_("interpreted into"),
        default=list,
        blank=True,
    )
    audience = models.CharField(
        _("audience"), max_length=7, choices=Audience, blank=True, help_text=_("Empty: as the event.")
    )
    is_bookable = models.BooleanField(
        _("has places of its own"),
        default=False,
        help_text=_("Participants choose it; otherwise whoever takes part in the event takes part in it."),
    )
    is_tbc = models.BooleanField(_("to be confirmed"), default=False)
    organiser = models.ForeignKey(
        "actors.Actor",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="organised_sessions",
        verbose_name=_("organiser"),
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("day", F("starts_at").asc(nulls_last=True), "position", "pk")
        indexes = (models.Index(fields=("event", "day", "position"), name="events_session_order"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="events_session_ends_after_start",
                violation_error_message=_("The session must end after it begins."),
            ),
        )

    def __str__(self) -> str:
        return self.title


class Speaker(models.Model):
    """Mitwirkende: somebody in a public function who speaks or moderates, never a private person.

    Without a name it is the function that speaks. Shown as the public source says; contact data are not kept.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="speakers", verbose_name=_("event"))
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Only of persons who appear in a public function.")
    )
    function = models.CharField(_("public function"), max_length=200)
    actor = models.ForeignKey(
        "actors.Actor",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ("event", "name", "pk")

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.name, self.function)))


class SessionSpeaker(models.Model):
    """Mitwirkung: what a speaker does in a session, and whether it is certain."""

    session = models.ForeignKey(
        Session, models.CASCADE, related_name="contributions", verbose_name=_("session")
    )
    speaker = models.ForeignKey(
        Speaker, models.CASCADE, related_name="contributions", verbose_name=_("speaker")
    )
    role = models.CharField(_("role"), max_length=11, choices=SpeakerRole, default=SpeakerRole.SPEAKER)
    is_tbc = models.BooleanField(_("to be confirmed"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("contribution to a session")
        verbose_name_plural = _("contributions to sessions")
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("session", "speaker", "role"), name="events_contribution_once"),
        )

    def __str__(self) -> str:
        return f"{self.speaker}"


class ProgrammeVersion(models.Model):
    """Programmstand: the programme as it was released, frozen. `sessions` holds everything readers see, per language.

    The latest version of an event is its `released_version`.
    """

    event = models.ForeignKey(
        Event, models.CASCADE, related_name="programme_versions", verbose_name=_("event")
    )
    number = models.PositiveIntegerField(_("number"))
    sessions = models.JSONField(_("sessions"), default=list)
    note = models.CharField(_("what has changed"), max_length=400, blank=True)
    released_at = models.DateTimeField(_("released at"), default=timezone.now)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released by"),
    )

    class Meta:
        verbose_name = _("version of a programme")
        verbose_name_plural = _("versions of programmes")
        ordering = ("event", "-number")
        constraints = (
            models.UniqueConstraint(fields=("event", "number"), name="events_programme_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.event} {self.number}"
