"""Events in calendars: entries for feeds (PUBLISH), invitations (REQUEST) and cancellations (CANCEL) for one person.

The number of an entry (UID) is the event's own and stays for life, whatever the address of the portal. No entry holds a personal link.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.calendar_lines import Entry, document, parameter
from events.enums import BookingStatus, EventKind
from events.models import Booking, Event, Registration
from platform_portal.core.formats import in_readers_language

REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"
#: All that an entry reads of an event and of its place.
OF_EVENT = (
    *(
        "id",
        "uid",
        "sequence",
        "slug",
        "kind",
        "format",
        "status",
        "is_example",
        "source_language",
        "updated_at",
    ),
    *("starts_at", "ends_at", "has_times", "zone", "venue_address", "place_id"),
    *(f"{text}_{code}" for text in ("title", "summary", "venue") for code in ("de", "uk", "en")),
)
OF_PLACE = ("id", "name_de", "name_uk", "name_en", "name_pl", "name_native")


def request_for(registration: Registration, now: dt.datetime | None = None) -> str:
    """The invitation of a participant, in the participant's language: METHOD:REQUEST. Three queries.

    Sent again after time, place, format or status have changed; the sequence says which one is the latest.
    """
    return _for_person(registration, REQUEST, now)


def cancel_for(registration: Registration, now: dt.datetime | None = None) -> str:
    """Takes the event out of the participant's calendar: METHOD:CANCEL. For a cancelled event as for somebody who does not come."""
    return _for_person(registration, CANCEL, now)


def _for_person(registration: Registration, method: str, now: dt.datetime | None) -> str:
    event = registration.event
    with translation.override(registration.language):
        entry = entry_of(
            event,
            stamp=now or timezone.now(),
            sequence=sequence_for(registration) + (method == CANCEL and not event.is_cancelled),
            status="CANCELLED" if method == CANCEL else "CONFIRMED",
            people=(organiser(), attendee(registration)),
            further=_booked(registration) if method == REQUEST else (),
        )
        return document([entry], method=method)


def sequence_for(registration: Registration) -> int:
    """Rises with the event, with what the person changes, and by two with each new registration after one was cancelled."""
    own = Registration.objects.filter(event=registration.event_id, person_key=registration.person_key)
    found = own.filter(pk__lte=registration.pk).aggregate(number=Count("pk"), changes=Sum("sequence"))
    return sequence_from(registration.event.sequence, found["number"], found["changes"] or 0)


def sequence_from(of_event: int, registrations: int, changes: int) -> int:
    """Later than every earlier mail about the same event; a cancellation is one more than the invitation before it."""
    return of_event + changes + 2 * max(registrations - 1, 0)


def organiser() -> str:
    """ORGANIZER: the secretariat."""
    name = parameter(_("Platform Reconstruction Ukraine"))
    return f"ORGANIZER;CN={name}:mailto:{settings.PORTAL_SECRETARIAT_EMAIL}"


def attendee(registration: Registration) -> str:
    """ATTENDEE: who is registered."""
    return (
        f"ATTENDEE;CN={parameter(registration.name)};CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;"
        f"RSVP=FALSE:mailto:{registration.email}"
    )


def _booked(registration: Registration) -> Iterable[str]:
    """A line for each session the person has a place in."""
    found = Booking.objects.filter(
        registration=registration, is_session=True, status=BookingStatus.CONFIRMED
    ).select_related("bucket__session")
    zone = registration.event.tzinfo
    for booking in found.order_by("bucket__session__day", "bucket__session__starts_at", "pk"):
        session = booking.bucket.session
        if session is None:
            continue
        at = (
            f"{session.starts_at.astimezone(zone):%d.%m. %H:%M}"
            if session.starts_at
            else f"{session.day:%d.%m.}"
        )
        yield f"{at} {in_readers_language(session, 'title')[0]}"


def entry_of(
    event: Event,
    *,
    stamp: dt.datetime | None = None,
    sequence: int | None = None,
    status: str = "",
    people: tuple[str, ...] = (),
    further: Iterable[str] = (),
) -> Entry:
    """An event as entry, in the active language; needs the place and its region. No query.

    `stamp` is when the message was made; a feed uses the last change, so that it stays the same until something changes.
    """
    starts, ends = span(event)
    title = in_readers_language(event, "title")[0]
    return Entry(
        uid=str(event.uid),
        sequence=event.sequence if sequence is None else sequence,
        stamp=stamp or event.updated_at,
        changed=event.updated_at,
        starts=starts,
        ends=ends,
        zone=event.zone,
        summary=_("Cancelled: %(title)s") % {"title": title} if event.is_cancelled else title,
        location=location(event),
        description=_description(event, further),
        url=address(event),
        status=status or ("CANCELLED" if event.is_cancelled else "CONFIRMED"),
        categories=str(EventKind(event.kind).label),
        people=people,
    )


def span(event: Event) -> tuple[dt.datetime | dt.date, dt.datetime | dt.date]:
    """Beginning and end as moments, or as days where times are unknown: then the end is the day after the last one."""
    if event.has_times:
        return event.starts_at, event.ends_at
    last = (event.local_end - dt.timedelta(microseconds=1)).date()
    return event.local_start.date(), last + dt.timedelta(days=1)


def location(event: Event) -> str:
    """Venue, address and place; "online" for what is online only."""
    if event.format == "online":
        return _("online")
    place = event.place.name_here if event.place else ""
    parts = (in_readers_language(event, "venue")[0], event.venue_address, place)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _description(event: Event, further: Iterable[str]) -> str:
    parts = [in_readers_language(event, "summary")[0], *further]
    if event.is_example:
        parts.append(_("This is an invented example."))
    return "\n".join(part for part in parts if part)


def address(event: Event) -> str:
    """The public page of the event in the active language."""
    return f"{settings.PORTAL_BASE_URL}{_pages(get_language())}{event.slug}/"


@lru_cache(maxsize=8)
def _pages(_reader: str | None) -> str:
    """What stands before the slug."""
    return reverse("event", args=["x"]).removesuffix("x/")
