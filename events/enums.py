"""Choices of events, programmes and registrations; values are stored and never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    """Veranstaltungsart."""

    CONFERENCE = "conference", _("Conference")
    EXPERT = "expert", _("Expert event")
    DIALOGUE = "dialogue", _("Dialogue event")
    NETWORK = "network", _("Network meeting")
    GROUP_MEETING = "group_meeting", _("Working-group meeting")
    WORKSHOP = "workshop", _("Workshop")
    WEBINAR = "webinar", _("Webinar")
    TRAINING = "training", _("Training")
    EXCHANGE = "exchange", _("Exchange round")
    EXCURSION = "excursion", _("Excursion")


class DatePrecision(models.TextChoices):
    """How exactly it is known when an event takes place; its beginning and end are then the bounds of the month, year or plan."""

    DAY = "day", pgettext_lazy("date of an event", "To the day")
    MONTH = "month", pgettext_lazy("date of an event", "Month only")
    YEAR = "year", pgettext_lazy("date of an event", "Year only")
    OPEN = "open", pgettext_lazy("date of an event", "No date yet")


class EventFormat(models.TextChoices):
    """Where an event takes place."""

    ON_SITE = "on_site", _("On site")
    ONLINE = "online", _("Online")
    HYBRID = "hybrid", _("Hybrid")


class Mode(models.TextChoices):
    """How one person takes part; a hybrid event has both."""

    ON_SITE = "on_site", pgettext_lazy("taking part", "On site")
    ONLINE = "online", pgettext_lazy("taking part", "Online")


#: Format → the ways of taking part it offers.
MODES_OF: dict[str, tuple[Mode, ...]] = {
    EventFormat.ON_SITE: (Mode.ON_SITE,),
    EventFormat.ONLINE: (Mode.ONLINE,),
    EventFormat.HYBRID: (Mode.ON_SITE, Mode.ONLINE),
}


class Audience(models.TextChoices):
    """Who sees an event or session and may take part. By invitation: nobody else learns that it exists."""

    PUBLIC = "public", pgettext_lazy("audience", "Everyone")
    MEMBERS = "members", pgettext_lazy("audience", "Members")
    INVITED = "invited", pgettext_lazy("audience", "By invitation")


class EventStatus(models.TextChoices):
    """Where an event stands."""

    DRAFT = "draft", pgettext_lazy("event status", "Draft")
    PUBLISHED = "published", pgettext_lazy("event status", "Published")
    CANCELLED = "cancelled", pgettext_lazy("event status", "Cancelled")
    ARCHIVED = "archived", pgettext_lazy("event status", "Archived")


EVENT_TRANSITIONS: dict[str, tuple[str, ...]] = {
    EventStatus.DRAFT: (EventStatus.PUBLISHED, EventStatus.ARCHIVED),
    EventStatus.PUBLISHED: (EventStatus.CANCELLED, EventStatus.ARCHIVED),
    EventStatus.CANCELLED: (EventStatus.PUBLISHED, EventStatus.ARCHIVED),
    EventStatus.ARCHIVED: (EventStatus.PUBLISHED,),
}


class Admission(models.TextChoices):
    """How somebody gets a place."""

    NONE = "none", _("No registration needed")
    OPEN = "open", _("First come, first served")
    APPROVAL = "approval", _("The secretariat approves each registration")
    INVITATION = "invitation", _("By personal invitation")
    ELSEWHERE = "elsewhere", _("Registration with the organiser")


class WaitingPolicy(models.TextChoices):
    """What happens when a place becomes free."""

    NONE = "none", _("No waiting list")
    AUTOMATIC = "automatic", _("The next one is confirmed")
    OFFER = "offer", _("The next one gets an offer with a deadline")


class StreamAccess(models.TextChoices):
    """Who sees the link of the stream."""

    EVERYONE = "everyone", _("Everyone")
    PARTICIPANTS = "participants", _("Confirmed online participants, 15 minutes before the start")


class SessionKind(models.TextChoices):
    """What a session of a programme is."""

    OPENING = "opening", pgettext_lazy("session", "Opening")
    GREETING = "greeting", pgettext_lazy("session", "Words of welcome")
    KEYNOTE = "keynote", pgettext_lazy("session", "Keynote")
    TALK = "talk", pgettext_lazy("session", "Talk")
    PANEL = "panel", pgettext_lazy("session", "Panel discussion")
    WORKSHOP = "workshop", pgettext_lazy("session", "Workshop")
    ROUND_TABLE = "round_table", pgettext_lazy("session", "Round table")
    EXCHANGE = "exchange", pgettext_lazy("session", "Exchange")
    MARKET = "market", pgettext_lazy("session", "Market of possibilities")
    TOUR = "tour", pgettext_lazy("session", "Guided tour")
    EXCURSION = "excursion", pgettext_lazy("session", "Excursion")
    RECEPTION = "reception", pgettext_lazy("session", "Reception")
    MEAL = "meal", pgettext_lazy("session", "Meal")
    BREAK = "break", pgettext_lazy("session", "Break")
    CLOSING = "closing", pgettext_lazy("session", "Closing")


class SpeakerRole(models.TextChoices):
    """What somebody does in a session."""

    SPEAKER = "speaker", pgettext_lazy("role in a session", "Speaker")
    MODERATOR = "moderator", pgettext_lazy("role in a session", "Moderation")
    PANELLIST = "panellist", pgettext_lazy("role in a session", "Panel")
    HOST = "host", pgettext_lazy("role in a session", "Host")
    INTERPRETER = "interpreter", pgettext_lazy("role in a session", "Interpreting")


class RegistrationStatus(models.TextChoices):
    """Where the registration of a person stands. Whether there is a place is said by its bookings."""

    UNCONFIRMED = "unconfirmed", pgettext_lazy("registration status", "Address not confirmed")
    RECEIVED = "received", pgettext_lazy("registration status", "Received, to be approved")
    INVITED = "invited", pgettext_lazy("registration status", "Invited")
    ACTIVE = "active", pgettext_lazy("registration status", "Registered")
    CANCELLED = "cancelled", pgettext_lazy("registration status", "Cancelled")
    DECLINED = "declined", pgettext_lazy("registration status", "Declined")
    EXPIRED = "expired", pgettext_lazy("registration status", "Expired")


#: Registrations that count: at most one per person and event.
STANDING = (
    RegistrationStatus.UNCONFIRMED,
    RegistrationStatus.RECEIVED,
    RegistrationStatus.INVITED,
    RegistrationStatus.ACTIVE,
)

REGISTRATION_TRANSITIONS: dict[str, tuple[str, ...]] = {
    RegistrationStatus.UNCONFIRMED: (
        RegistrationStatus.ACTIVE,
        RegistrationStatus.RECEIVED,
        RegistrationStatus.CANCELLED,
        RegistrationStatus.EXPIRED,
    ),
    RegistrationStatus.RECEIVED: (
        RegistrationStatus.ACTIVE,
        RegistrationStatus.DECLINED,
        RegistrationStatus.CANCELLED,
    ),
    RegistrationStatus.INVITED: (
        RegistrationStatus.ACTIVE,
        RegistrationStatus.CANCELLED,
        RegistrationStatus.EXPIRED,
    ),
    RegistrationStatus.ACTIVE: (RegistrationStatus.CANCELLED, RegistrationStatus.EXPIRED),
    RegistrationStatus.CANCELLED: (),
    RegistrationStatus.DECLINED: (),
    RegistrationStatus.EXPIRED: (),
}


class BookingStatus(models.TextChoices):
    """Where a booking stands. The first four take a place; `CHOOSE` clashes after a session was moved and takes none."""

    HELD = "held", pgettext_lazy("booking status", "Held until the address is confirmed")
    INVITED = "invited", pgettext_lazy("booking status", "Held for the invitation")
    OFFERED = "offered", pgettext_lazy("booking status", "Offered")
    CONFIRMED = "confirmed", pgettext_lazy("booking status", "Confirmed")
    REQUESTED = "requested", pgettext_lazy("booking status", "To be approved")
    WAITING = "waiting", pgettext_lazy("booking status", "On the waiting list")
    CHOOSE = "choose", pgettext_lazy("booking status", "Please choose")
    RELEASED = "released", pgettext_lazy("booking status", "Given back")


#: In every committed state the bookings of a bucket in these states are at most its capacity.
OCCUPYING = (BookingStatus.HELD, BookingStatus.INVITED, BookingStatus.OFFERED, BookingStatus.CONFIRMED)


class Food(models.TextChoices):
    """What somebody eats."""

    ANY = "any", pgettext_lazy("food", "No wish")
    VEGETARIAN = "vegetarian", pgettext_lazy("food", "Vegetarian")
    VEGAN = "vegan", pgettext_lazy("food", "Vegan")
    HALAL = "halal", pgettext_lazy("food", "Halal")
    KOSHER = "kosher", pgettext_lazy("food", "Kosher")
    NONE = "none", pgettext_lazy("food", "No food")


class QuestionKind(models.TextChoices):
    """How a question of an event is answered."""

    TEXT = "text", pgettext_lazy("question", "Short text")
    LONG_TEXT = "long_text", pgettext_lazy("question", "Long text")
    CHOICE = "choice", pgettext_lazy("question", "One choice")
    CHOICES = "choices", pgettext_lazy("question", "Several choices")
    CONSENT = "consent", pgettext_lazy("question", "Consent")
    FILE = "file", pgettext_lazy("question", "File")


class SeriesAdmission(models.TextChoices):
    """What a registration for one date of a series is good for."""

    PER_DATE = "per_date", _("One registration per date")
    ONCE = "once", _("One registration for all dates")


class ImpulseKind(models.TextChoices):
    """What members propose."""

    EVENT = "event", pgettext_lazy("proposal of members", "Event")
    IMPULSE = "impulse", pgettext_lazy("proposal of members", "Impulse")


class ImpulseStatus(models.TextChoices):
    """What became of it."""

    OPEN = "open", pgettext_lazy("impulse status", "To be checked")
    ACCEPTED = "accepted", pgettext_lazy("impulse status", "Accepted")
    DECLINED = "declined", pgettext_lazy("impulse status", "Declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("impulse status", "Withdrawn")


class ChangeMark(models.TextChoices):
    """How a session differs between two versions of a programme."""

    ADDED = "added", pgettext_lazy("change of a programme", "New")
    REMOVED = "removed", pgettext_lazy("change of a programme", "Removed")
    MOVED = "moved", pgettext_lazy("change of a programme", "Moved")
    CHANGED = "changed", pgettext_lazy("change of a programme", "Changed")


class ParticipantState(models.TextChoices):
    """Where somebody stands at the desk: the registration, and where it counts its place in the event."""

    CONFIRMED = "confirmed", pgettext_lazy("participant", "Confirmed")
    RECEIVED = "received", pgettext_lazy("participant", "To be approved")
    WAITING = "waiting", pgettext_lazy("participant", "On the waiting list")
    OFFERED = "offered", pgettext_lazy("participant", "Place offered")
    CHOOSE = "choose", pgettext_lazy("participant", "Has to choose")
    INVITED = "invited", pgettext_lazy("participant", "Invited")
    UNCONFIRMED = "unconfirmed", pgettext_lazy("participant", "Address not confirmed")
    CANCELLED = "cancelled", pgettext_lazy("participant", "Cancelled")
    DECLINED = "declined", pgettext_lazy("participant", "Declined")
    EXPIRED = "expired", pgettext_lazy("participant", "Expired")


class Presence(models.TextChoices):
    """Whether somebody was there."""

    IN = "in", pgettext_lazy("participant", "Checked in")
    OUT = "out", pgettext_lazy("participant", "Not checked in")
