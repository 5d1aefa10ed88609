"""Mails about registrations, in the language of the registration, with an entry for the calendar where there is a place or none any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.functional import lazy

from events import mails_registration as mails
from events.calendar import cancel_for, request_for
from events.enums import BookingStatus
from events.registration_links import url_for
from events.services import choices
from events.words_registration import moment, when
from platform_portal.core import letters
from platform_portal.core.formats import in_readers_language
from platform_portal.core.outbox import Calendar

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from events.models import Booking, Registration

CONFIRM, KNOWN, RECEIVED = "registration-confirm", "registration-known", "registration-received"
CONFIRMED, MOVED_UP, WAITING = "registration-confirmed", "registration-moved-up", "registration-waiting"
OFFER, INVITATION, DECLINED = "registration-offer", "registration-invitation", "registration-declined"
CANCELLED, EXPIRED, CHANGED = "registration-cancelled", "registration-expired", "registration-changed"
CHOOSE = "registration-choose"
#: Mails that put the event into the calendar, and those that take it out again.
REQUESTS, CANCELS = frozenset({CONFIRMED, MOVED_UP, CHANGED}), frozenset({CANCELLED})


def tell(
    registration: Registration,
    kind: str,
    *,
    booking: Booking | None = None,
    until: dt.datetime | None = None,
    others: Sequence[Booking] = (),
    with_calendar: bool = True,
) -> None:
    """Queues one mail in the running transaction. `booking` names the session it is about; `until` a deadline."""
    calendar = _calendar(registration, kind) if with_calendar else None
    letters.post_rendered(
        kind=kind,
        rendered=rendered(registration, kind, booking=booking, until=until, others=others),
        to=registration.email,
        language=registration.language,
        calendar=calendar,
    )


def rendered(
    registration: Registration,
    kind: str,
    *,
    booking: Booking | None = None,
    until: dt.datetime | None = None,
    others: Sequence[Booking] = (),
) -> tuple[str, str, str]:
    """Subject, text and HTML; may be made before the locks are taken."""
    event = registration.event
    deadline = until or (booking.offered_until if booking else None) or registration.held_until
    session = booking.bucket.session if booking and booking.is_session else None
    about = mails.About(
        title=_title(event),
        when=when(event),
        name=letters.NAME,
        url=letters.LINK,
        mode=_mode(registration),
        session=_title(session) if session else "",
        until=moment(deadline, event.tzinfo) if deadline else "",
        reason=registration.reason,
        others=_names(others),
    )
    letter = mails.LETTERS[kind][1](about)
    return letters.render_personal(
        letter, registration.language, name=registration.name, link=url_for(registration)
    )


#: In the language of the mail: the way of taking part, a title (else in the language of its source), what bookings are for.
_mode = lazy(lambda registration: str(registration.get_mode_display()), str)
_title = lazy(lambda obj: in_readers_language(obj, "title")[0], str)
_names = lazy(lambda bookings: ", ".join(choices.name_of(one) for one in bookings) or "–", str)


def _calendar(registration: Registration, kind: str) -> Calendar | None:
    """The entry for the calendar: with a place METHOD:REQUEST, without METHOD:CANCEL. Nothing where there never was one."""
    method = "REQUEST" if kind in REQUESTS else "CANCEL" if kind in CANCELS else ""
    if not method:
        return None
    if method == "REQUEST" and not registration.bookings.of_event().confirmed().exists():
        return None
    maker = request_for if method == "REQUEST" else cancel_for
    return Calendar(maker(registration), method)


def outcome_kind(registration: Registration, booking: Booking) -> str:
    """The mail that says how a registration stands whose address is confirmed."""
    return {
        BookingStatus.CONFIRMED: CONFIRMED,
        BookingStatus.WAITING: WAITING,
        BookingStatus.REQUESTED: RECEIVED,
        BookingStatus.CHOOSE: CHOOSE,
        BookingStatus.OFFERED: OFFER,
        BookingStatus.INVITED: INVITATION,
    }[BookingStatus(booking.status)]
