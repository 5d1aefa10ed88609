"""Personal data of events: who registered, with what needs; who spoke in which public function."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from events.models import (
    Answer,
    Booking,
    BulkMail,
    CalendarAddress,
    CheckIn,
    Event,
    Impulse,
    ProgrammeVersion,
    Registration,
    RegistrationMail,
    Room,
    Speaker,
    Track,
)
from events.services import retention
from platform_portal.core import privacy
from platform_portal.core.privacy import LegalBasis, OnErasure, Retention
from platform_portal.core.visibility import Visibility

SECRETARIAT, MATCHED, PUBLIC = Visibility.SECRETARIAT, Visibility.MATCHED, Visibility.PUBLIC
CALENDARS_KEPT = dt.timedelta(days=30)


def to_be_purged(now: dt.datetime) -> QuerySet[Answer]:
    """Answers whose day has come."""
    return Answer.objects.filter(purge_on__lte=now.date())


privacy.register(
    Registration,
    title=_("Registrations for events"),
    purpose=_("Planning places, food and interpretation, and telling participants what changes."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(
        _("twelve months after the event, then only numbers; needs and food thirty days"),
        retention.overdue,
        erase=retention.apply,
    ),
    fields={
        "event": SECRETARIAT,
        "name": MATCHED,
        "email": SECRETARIAT,
        "organisation": MATCHED,
        "language": SECRETARIAT,
        "mode": SECRETARIAT,
        "status": SECRETARIAT,
        "access_needs": SECRETARIAT,
        "food": SECRETARIAT,
        "wants_headset": SECRETARIAT,
        "list_consent_at": SECRETARIAT,
        "list_consent_wording": SECRETARIAT,
        "reason": SECRETARIAT,
        "checked_in_at": SECRETARIAT,
        "created_at": SECRETARIAT,
    },
    sealed=("person_key", "code"),
    impersonal={"user": "the link to the account", "group": "a group of organisations"},
    rows_of=lambda user: Registration.objects.of_user(user),
)

privacy.register(
    Answer,
    title=_("Answers to questions of events"),
    purpose=_("What an event has to know beforehand."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(
        _("as the event says, thirty days after it where it says nothing"),
        to_be_purged,
        erase=retention.purge_answers,
    ),
    fields={"question": SECRETARIAT, "text": SECRETARIAT, "is_agreed": SECRETARIAT, "upload": SECRETARIAT},
    rows_of=lambda user: Answer.objects.filter(registration__in=Registration.objects.of_user(user)),
)

privacy.register(
    RegistrationMail,
    title=_("Mails about registrations"),
    purpose=_("Sending nobody the same mail twice."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(_("as long as the registration")),
    fields={"key": SECRETARIAT, "sent_at": SECRETARIAT},
    rows_of=lambda user: RegistrationMail.objects.filter(registration__in=Registration.objects.of_user(user)),
)

privacy.register(
    CalendarAddress,
    title=_("My calendar address"),
    purpose=_("Showing your events in your own calendar."),
    legal_basis=LegalBasis.CONSENT,
    retention=Retention(
        _("until it is given up, then thirty days"),
        lambda now: CalendarAddress.objects.filter(revoked_at__lt=now - CALENDARS_KEPT),
    ),
    fields={"language": SECRETARIAT, "created_at": SECRETARIAT, "revoked_at": SECRETARIAT},
    sealed=("person_key", "key_hash"),
    impersonal={"user": "the link to the account"},
    rows_of=lambda user: CalendarAddress.objects.filter(person_key=user.email.casefold()),
)

privacy.register(
    Speaker,
    title=_("Speakers in their public function"),
    purpose=_("Saying who speaks at an event."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("with the programme of the event, which is part of the record of the platform")),
    fields={"name": PUBLIC, "function": PUBLIC},
    impersonal={"source": "where the programme was published"},
)

for model, column in (
    (Event, "created_by"),
    (ProgrammeVersion, "released_by"),
    (CheckIn, "by"),
    (BulkMail, "created_by"),
):
    privacy.impersonal(model, column, because="A member of the secretariat at work.")
privacy.impersonal(
    Event,
    *("slug", "title", "summary", "description", "venue", "venue_address", "report", "source"),
    *("stream_url", "registration_url", "languages", "interpretation", "outdated_translations", "zone"),
    because="About the event, not about a person.",
)
privacy.impersonal(
    ProgrammeVersion, "sessions", "note", because="The public programme; speakers in their public function."
)
privacy.register(
    Impulse,
    title=_("Events and impulses I proposed"),
    purpose=_("Answering proposals of members."),
    legal_basis=LegalBasis.PUBLIC_TASK,
    retention=Retention(_("with the working group, without the person once the account is erased")),
    fields={
        "title": SECRETARIAT,
        "text": SECRETARIAT,
        "when": SECRETARIAT,
        "reason": SECRETARIAT,
        "proposed_by": SECRETARIAT,
        "proposed_at": SECRETARIAT,
    },
    rows_of=lambda user: Impulse.objects.filter(proposed_by_id=user.pk),
    on_erasure=OnErasure.DETACH,
    detach={"proposed_by": None},
)

privacy.impersonal(
    BulkMail, "subject", "text", because="Written by the secretariat to many, about the event."
)
privacy.impersonal(Room, "name", because="Name of a room.")
privacy.impersonal(Track, "name", because="Name of a part of a programme.")

privacy.register(
    Booking,
    title=_("Places at events"),
    purpose=_("Counting places and keeping the waiting list in order."),
    legal_basis=LegalBasis.CONTRACT,
    retention=Retention(_("as long as the registration")),
    fields={
        "bucket": SECRETARIAT,
        "mode": SECRETARIAT,
        "status": SECRETARIAT,
        "waiting_number": SECRETARIAT,
        "created_at": SECRETARIAT,
    },
    sealed=("person_key",),
    rows_of=lambda user: Booking.objects.filter(registration__in=Registration.objects.of_user(user)),
)
