"""Events and series: what takes place when and where, for whom, and how a place is got."""

from __future__ import annotations

import datetime as dt
import uuid
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from actors.enums import Language
from events.enums import (
    MODES_OF,
    Admission,
    Audience,
    DatePrecision,
    EventFormat,
    EventKind,
    EventStatus,
    Mode,
    SeriesAdmission,
    StreamAccess,
    WaitingPolicy,
)
from events.querysets import EventQuerySet, SeriesQuerySet

#: Zones in which events are entered; others are possible, these are offered first.
ZONES = ("Europe/Berlin", "Europe/Kyiv", "Europe/Warsaw", "UTC")
#: Words of addresses below `/events/`, which no event may have as its slug.
RESERVED = frozenset({"calendar", "series", "working-groups", "registration", "registrations", "impulses"})


class Series(models.Model):
    """Veranstaltungsreihe: events that belong together, such as a training every two months. Not the days of one conference."""

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    rhythm = models.CharField(
        _("rhythm"), max_length=120, blank=True, help_text=_("Such as “every two months”.")
    )
    admission = models.CharField(
        _("registration"), max_length=8, choices=SeriesAdmission, default=SeriesAdmission.PER_DATE
    )
    working_group = models.ForeignKey(
        "actors.WorkingGroup",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="event_series",
        verbose_name=_("working group"),
    )
    organisers = models.ManyToManyField(
        "actors.Actor", related_name="event_series", blank=True, verbose_name=_("organisers")
    )
    audience = models.CharField(_("audience"), max_length=7, choices=Audience, default=Audience.PUBLIC)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_example = models.BooleanField(_("example"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of events")
        verbose_name_plural = _("series of events")
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page in the reader's language."""
        return reverse("series", args=[self.slug])


class Event(models.Model):
    """Veranstaltung: from a webinar to a conference of several days; its parts are sessions.

    Times are moments (UTC in the database), shown in the zone of the event. Where a source gives days only, `has_times` is false and
    `starts_at` and `ends_at` are the bounds of the days. `sequence` rises when time, place, format or status change, not on a typo.
    """

    slug = models.SlugField(_("slug"), max_length=120, unique=True)
    uid = models.UUIDField(_("calendar number"), default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(
        _("calendar sequence"),
        default=0,
        editable=False,
        help_text=_("Rises when time, place, format or status change."),
    )
    series = models.ForeignKey(
        Series, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("series")
    )
    kind = models.CharField(_("kind"), max_length=13, choices=EventKind)
    format = models.CharField(_("format"), max_length=7, choices=EventFormat)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("summary"), max_length=400, blank=True)
    description = models.TextField(_("description"), blank=True)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    outdated_translations = ArrayField(
        models.CharField(max_length=60), verbose_name=_("outdated translations"), default=list, blank=True
    )
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    has_times = models.BooleanField(
        _("times of day are known"), default=True, help_text=_("Otherwise only the days are shown.")
    )
    date_precision = models.CharField(
        _("how exactly the date is known"),
        max_length=5,
        choices=DatePrecision,
        default=DatePrecision.DAY,
        help_text=_("Otherwise beginning and end are the bounds of the month, the year or the plan."),
    )
    zone = models.CharField(
        _("time zone"), max_length=40, choices=[(name, name) for name in ZONES], default="Europe/Berlin"
    )
    place = models.ForeignKey(
        "places.Place",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("place"),
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    venue_address = models.CharField(_("address of the venue"), max_length=200, blank=True)
    stream_url = models.URLField(_("link to take part online"), max_length=500, blank=True)
    stream_access = models.CharField(
        _("who sees the link"), max_length=12, choices=StreamAccess, default=StreamAccess.PARTICIPANTS
    )
    languages = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=_("spoken languages"),
        default=list,
        blank=True,
    )
    interpretation = ArrayField(
        models.CharField(max_length=2, choices=Language),
        verbose_name=_("interpreted into"),
        default=list,
        blank=True,
    )
    organisers = models.ManyToManyField(
        "actors.Actor", related_name="organised_events", blank=True, verbose_name=_("organisers")
    )
    working_group = models.ForeignKey(
        "actors.WorkingGroup",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("working group"),
    )
    topics = models.ManyToManyField(
        "actors.Topic", related_name="events", blank=True, verbose_name=_("topics")
    )
    audience = models.CharField(_("audience"), max_length=7, choices=Audience, default=Audience.PUBLIC)
    status = models.CharField(_("status"), max_length=9, choices=EventStatus, default=EventStatus.DRAFT)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True, editable=False)
    is_template = models.BooleanField(
        _("template"), default=False, help_text=_("Never shown; new events are copied from it.")
    )
    # registration
    admission = models.CharField(_("registration"), max_length=10, choices=Admission, default=Admission.OPEN)
    registration_url = models.URLField(_("registration with the organiser"), max_length=500, blank=True)
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes_at = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("Empty: when the event begins.")
    )
    waiting_policy = models.CharField(
        _("waiting list"), max_length=9, choices=WaitingPolicy, default=WaitingPolicy.AUTOMATIC
    )
    offer_hours = models.PositiveSmallIntegerField(_("hours an offer stands"), default=48)
    colleagues_max = models.PositiveSmallIntegerField(
        _("colleagues one person may register"), default=5, validators=[MaxValueValidator(5)]
    )
    asks_food = models.BooleanField(_("ask about food"), default=False)
    asks_headset = models.BooleanField(_("ask about interpretation headsets"), default=False)
    has_participant_list = models.BooleanField(
        _("participants may see each other"),
        default=False,
        help_text=_("Only those who agree, and only among themselves."),
    )
    # afterwards
    report = models.TextField(_("report"), blank=True)
    report_public_at = models.DateTimeField(_("report is public since"), null=True, blank=True)
    evaluation_asked_at = models.DateTimeField(
        _("participants are asked for an evaluation since"), null=True, blank=True, editable=False
    )
    released_version = models.ForeignKey(
        "events.ProgrammeVersion",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("released programme"),
        editable=False,
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_example = models.BooleanField(_("example"), default=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ("starts_at", "pk")
        indexes = (models.Index(fields=("status", "ends_at"), name="events_event_upcoming"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="events_event_ends_after_start",
                violation_error_message=_("The event must end after it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(admission=Admission.ELSEWHERE) | ~Q(registration_url=""),
                name="events_event_elsewhere_has_link",
                violation_error_message=_("Enter the link to the organiser's registration."),
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="events_event_closes_after_opening",
                violation_error_message=_("The registration must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(date_precision=DatePrecision.DAY) | Q(has_times=False),
                name="events_event_times_need_days",
                violation_error_message=_("Where the day is not known, times of day cannot be."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page in the reader's language."""
        return reverse("event", args=[self.slug])

    def clean(self) -> None:
        """Words that stand where the slug stands in addresses are no slugs."""
        if self.slug in RESERVED:
            raise ValidationError(
                {"slug": _("This address is needed for another page; please choose another one.")}
            )

    @property
    def tzinfo(self) -> ZoneInfo:
        """The zone in which its times are shown."""
        return ZoneInfo(self.zone)

    @property
    def local_start(self) -> dt.datetime:
        """Beginning in the zone of the event."""
        return self.starts_at.astimezone(self.tzinfo)

    @property
    def local_end(self) -> dt.datetime:
        """End in the zone of the event."""
        return self.ends_at.astimezone(self.tzinfo)

    @property
    def has_day(self) -> bool:
        """Whether it is known on which day it begins."""
        return self.date_precision == DatePrecision.DAY

    @property
    def modes(self) -> tuple[Mode, ...]:
        """Ways of taking part."""
        return MODES_OF[self.format]

    @property
    def is_cancelled(self) -> bool:
        """It does not take place."""
        return self.status == EventStatus.CANCELLED


class EventPicture(models.Model):
    """Bild eines Berichts: a published file, always with alternative text and credit."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="pictures", verbose_name=_("event"))
    file = models.ImageField(_("picture"), upload_to="events", width_field="width", height_field="height")
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    alt = models.CharField(_("alternative text"), max_length=200)
    credit = models.CharField(_("credit"), max_length=160)
    source_language = models.CharField(
        _("source language"), max_length=2, choices=settings.LANGUAGES, default="de"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("picture of an event")
        verbose_name_plural = _("pictures of events")
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return f"picture {self.pk}"


class GroupQuota(models.Model):
    """Kontingent: at most so many participants of a group of actors, over both ways of taking part."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="quotas", verbose_name=_("event"))
    group = models.ForeignKey(
        "actors.ActorGroup", models.PROTECT, related_name="+", verbose_name=_("group of actors")
    )
    capacity = models.PositiveIntegerField(_("places at most"))

    class Meta:
        verbose_name = _("quota of a group")
        verbose_name_plural = _("quotas of groups")
        ordering = ("event", "group")
        constraints = (
            models.UniqueConstraint(fields=("event", "group"), name="events_quota_once_per_group"),
        )

    def __str__(self) -> str:
        return f"{self.group}: {self.capacity}"


class Reminder(models.Model):
    """Erinnerung: a mail so many minutes before the start, to all participants or those of one way of taking part."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="reminders", verbose_name=_("event"))
    minutes_before = models.PositiveIntegerField(_("minutes before the start"), default=24 * 60)
    mode = models.CharField(
        _("taking part"), max_length=7, choices=Mode, blank=True, help_text=_("Empty: everybody.")
    )

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ("event", "-minutes_before", "mode")
        constraints = (
            models.UniqueConstraint(fields=("event", "minutes_before", "mode"), name="events_reminder_once"),
        )

    def __str__(self) -> str:
        return f"{self.minutes_before} min"

    @property
    def words(self) -> str:
        """How long before, in days, hours or minutes."""
        minutes = self.minutes_before
        if minutes and minutes % (24 * 60) == 0:
            days = minutes // (24 * 60)
            return ngettext("%(number)s day before", "%(number)s days before", days) % {"number": days}
        if minutes and minutes % 60 == 0:
            hours = minutes // 60
            return ngettext("%(number)s hour before", "%(number)s hours before", hours) % {"number": hours}
        return ngettext("%(number)s minute before", "%(number)s minutes before", minutes) % {
            "number": minutes
        }
