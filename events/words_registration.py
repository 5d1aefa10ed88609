"""Moments and spans in words of the reader's language, for letters and pages of registrations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.functional import lazy
from django.utils.translation import gettext as _

from events import words
from platform_portal.core import formats

if TYPE_CHECKING:
    from events.models import Event, Session


def span_of(event: Event) -> str:
    """When an event takes place: its days, and its times in the zones of both countries where they are known."""
    return ", ".join([words.days(event), *words.times(event)])


#: The same, worked out when the letter is rendered.
when = lazy(span_of, str)


def span_of_session(session: Session, event: Event) -> str:
    """When a session takes place; its day where no time is known."""
    if session.starts_at is None or session.ends_at is None:
        return formats.precise(session.day)
    first, last = session.starts_at.astimezone(event.tzinfo), session.ends_at.astimezone(event.tzinfo)
    return f"{formats.precise(first.date())}, {first:%H:%M}–{last:%H:%M}"


def moment_words(at: dt.datetime, zone: ZoneInfo) -> str:
    """Day and time in the zone of the event."""
    local = at.astimezone(zone)
    return _("%(day)s, %(time)s in %(place)s") % {
        "day": formats.precise(local.date()), "time": words.clock(local), "place": words.PLACES.get(zone.key, zone.key),
    }  # fmt: skip


#: The same, worked out when the letter is rendered.
moment = lazy(moment_words, str)
