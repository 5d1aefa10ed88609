"""Registrations and places: who takes part, where there is a place, who waits.

A *bucket* is what has a capacity: an event or a session, on site or online. A *booking* is one registration's place in a bucket,
or its wish for one. Whatever counts, counts bookings under the locks of their buckets (`events.services.places`).
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.enums import (
    OCCUPYING,
    STANDING,
    BookingStatus,
    Food,
    Mode,
    RegistrationStatus,
)
from events.models.event import Event
from events.models.programme import Session
from events.querysets import BookingQuerySet, RegistrationQuerySet

#: Letters of a code that are not mistaken for others when read aloud; ten of them are 50 bits.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10


def new_code() -> str:
    """The code on a badge."""
    return "".join(secrets.choice(CODE_LETTERS) for _number in range(CODE_LENGTH))


class Bucket(models.Model):
    """Kontingent an Plätzen: an event, or a session with places of its own, on site or online. The row is what is locked."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="buckets", verbose_name=_("event"))
    session = models.ForeignKey(
        Session, models.CASCADE, null=True, blank=True, related_name="buckets", verbose_name=_("session")
    )
    mode = models.CharField(_("taking part"), max_length=7, choices=Mode)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("Empty: without limit.")
    )

    class Meta:
        verbose_name = _("places")
        verbose_name_plural = _("places")
        ordering = ("event", F("session").asc(nulls_first=True), "mode")
        constraints = (
            models.UniqueConstraint(
                fields=("event", "session", "mode"), name="events_bucket_once", nulls_distinct=False
            ),
        )

    def __str__(self) -> str:
        return f"{self.session or self.event} ({self.get_mode_display()})"


class Registration(models.Model):
    """Anmeldung of one person for an event. Colleagues registered together point to the one who registered them (`leader`).

    `person_key` is the address in the form in which two are compared; a person has one standing registration per event.
    Links in mails are signed with `key_version`; raising it makes all of them worthless.
    """

    event = models.ForeignKey(Event, models.PROTECT, related_name="registrations", verbose_name=_("event"))
    leader = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="colleagues",
        verbose_name=_("registered by"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="event_registrations",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"))
    person_key = models.CharField(_("person"), max_length=254, editable=False)
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    actor = models.ForeignKey(
        "actors.Actor",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="event_registrations",
        verbose_name=_("actor"),
    )
    group = models.ForeignKey(
        "actors.ActorGroup",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("group of actors"),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    mode = models.CharField(_("taking part"), max_length=7, choices=Mode)
    status = models.CharField(
        _("status"), max_length=11, choices=RegistrationStatus, default=RegistrationStatus.UNCONFIRMED
    )
    held_until = models.DateTimeField(
        _("held until"),
        null=True,
        blank=True,
        help_text=_("Until then the address, or the invitation, must be confirmed."),
    )
    access_needs = models.CharField(_("what you need to take part"), max_length=400, blank=True)
    food = models.CharField(_("food"), max_length=10, choices=Food, blank=True)
    wants_headset = models.BooleanField(_("needs interpretation"), default=False)
    list_consent_at = models.DateTimeField(
        _("agreed to be on the participants' list at"), null=True, blank=True
    )
    list_consent_wording = models.CharField(max_length=400, blank=True, editable=False)
    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    key_version = models.PositiveSmallIntegerField(default=1, editable=False)
    sequence = models.PositiveIntegerField(_("calendar sequence"), default=0, editable=False)
    reason = models.CharField(_("reason"), max_length=400, blank=True, help_text=_("When it was declined."))
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, blank=True, editable=False)
    evaluated_at = models.DateTimeField(_("evaluation given at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("registered at"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("address confirmed at"), null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True, editable=False)

    objects = RegistrationQuerySet.as_manager()

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        ordering = ("created_at", "pk")
        indexes = (
            models.Index(fields=("event", "status"), name="events_registration_status"),
            models.Index(fields=("person_key",), name="events_registration_person"),
            models.Index(
                fields=("held_until",),
                name="events_registration_held",
                condition=Q(held_until__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("event", "person_key"),
                condition=Q(status__in=STANDING),
                name="events_one_registration_per_person",
                violation_error_message=_("This address is registered for the event already."),
            ),
        )

    def __str__(self) -> str:
        return f"registration {self.pk}"


class Booking(models.Model):
    """Platzbuchung: the place of a registration in a bucket, or its wish for one.

    `period` is when the person is there, half-open; null while no time is known. `waiting_number` is given once under the lock of
    the bucket and never changes: strictly the smallest moves up first. Two exclusion constraints keep a person from being in two
    places at once: events against events, sessions against sessions.
    """

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="bookings", verbose_name=_("registration")
    )
    bucket = models.ForeignKey(Bucket, models.PROTECT, related_name="bookings", verbose_name=_("places"))
    is_session = models.BooleanField(default=False, editable=False)
    mode = models.CharField(_("taking part"), max_length=7, choices=Mode)
    person_key = models.CharField(_("person"), max_length=254, editable=False)
    period = DateTimeRangeField(_("time"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=BookingStatus)
    waiting_number = models.PositiveIntegerField(_("number on the waiting list"), null=True, blank=True)
    offered_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    created_at = models.DateTimeField(_("booked at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("booking")
        verbose_name_plural = _("bookings")
        ordering = ("bucket", "pk")
        indexes = (
            models.Index(fields=("bucket", "status"), name="events_booking_count"),
            # where else somebody is at that time, whatever the way of taking part
            models.Index(
                fields=("person_key",), name="events_booking_person", condition=Q(status__in=OCCUPYING)
            ),
            models.Index(
                fields=("offered_until",), name="events_booking_offers", condition=Q(status="offered")
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("registration", "bucket"),
                condition=~Q(status=BookingStatus.RELEASED),
                name="events_booking_once",
            ),
            models.UniqueConstraint(
                fields=("bucket", "waiting_number"),
                condition=Q(status=BookingStatus.WAITING),
                name="events_waiting_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.WAITING) | Q(waiting_number__isnull=False),
                name="events_waiting_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(status=BookingStatus.OFFERED) | Q(offered_until__isnull=False),
                name="events_offer_has_deadline",
            ),
            *(
                ExclusionConstraint(
                    name=name,
                    expressions=(
                        ("person_key", RangeOperators.EQUAL),
                        ("period", RangeOperators.OVERLAPS),
                    ),
                    condition=Q(
                        mode=Mode.ON_SITE,
                        is_session=is_session,
                        status__in=OCCUPYING,
                        period__isnull=False,
                    ),
                    violation_error_message=_("You are somewhere else at that time already."),
                )
                for name, is_session in (
                    ("events_person_at_one_event", False),
                    ("events_person_in_one_session", True),
                )
            ),
        )

    def __str__(self) -> str:
        return f"booking {self.pk}"


class CheckIn(models.Model):
    """Einlass: a booking was used; once, however many scan the same code."""

    booking = models.OneToOneField(
        Booking, models.CASCADE, related_name="check_in", verbose_name=_("booking")
    )
    at = models.DateTimeField(_("time"), default=timezone.now)
    scan = models.UUIDField(
        _("number of the scan"),
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("Sent along by the device, so that a scan that is sent again is no second one."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )

    class Meta:
        verbose_name = _("check-in")
        verbose_name_plural = _("check-ins")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"check-in {self.pk}"


class RegistrationMail(models.Model):
    """Verschickt: that a registration got a mail of a kind; written with the mail, so each is sent at most once.

    `key` names the kind and what it was about, such as `reminder-1440@2026-12-01T09:00Z`.
    """

    registration = models.ForeignKey(Registration, models.CASCADE, related_name="mails")
    key = models.CharField(_("mail"), max_length=120)
    sent_at = models.DateTimeField(_("sent at"), default=timezone.now)

    class Meta:
        verbose_name = _("mail to a participant")
        verbose_name_plural = _("mails to participants")
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("registration", "key"), name="events_registration_mail_once"),
        )

    def __str__(self) -> str:
        return self.key


class CalendarAddress(models.Model):
    """Kalenderadresse: the feed of one person, under a secret address that can be given up. The key itself is not kept."""

    person_key = models.CharField(_("person"), max_length=254)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="de")
    key_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    revoked_at = models.DateTimeField(_("given up at"), null=True, blank=True)

    class Meta:
        verbose_name = _("address of a personal calendar")
        verbose_name_plural = _("addresses of personal calendars")
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return f"calendar {self.pk}"
