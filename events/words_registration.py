"""Moments and spans in words of the reader's language, for letters and pages of registrations."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _

from platform_portal.core import formats

if TYPE_CHECKING:
    from events.models import Event, Session

OTHER = {"Europe/Berlin": "Europe/Kyiv", "Europe/Kyiv": "Europe/Berlin", "Europe/Warsaw": "Europe/Kyiv"}


def city(zone: str) -> str:
    """The city that stands for a zone, in the reader's language."""
    names = {"Europe/Berlin": _("Berlin"), "Europe/Kyiv": _("Kyiv"), "Europe/Warsaw": _("Warsaw")}
    return str(names.get(zone, zone))


def span(start: dt.datetime, end: dt.datetime, zone: ZoneInfo, *, has_times: bool = True) -> str:
    """Day and times in the zone of the event, and when it begins in the other country."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    if not has_times:
        last -= dt.timedelta(microseconds=1)
        days = [formats.precise(first.date())]
        return " – ".join(days if first.date() == last.date() else [*days, formats.precise(last.date())])
    if first.date() == last.date():
        words = _("%(day)s, %(start)s–%(end)s (%(city)s)") % {
            "day": formats.precise(first.date()), "start": f"{first:%H:%M}", "end": f"{last:%H:%M}",
            "city": city(zone.key),
        }  # fmt: skip
    else:
        words = _("%(day)s, %(start)s to %(last)s, %(end)s (%(city)s)") % {
            "day": formats.precise(first.date()), "start": f"{first:%H:%M}",
            "last": formats.precise(last.date()), "end": f"{last:%H:%M}", "city": city(zone.key),
        }  # fmt: skip
    other = OTHER.get(zone.key)
    if other is None:
        return words
    there = _("begins %(time)s in %(city)s") % {
        "time": f"{start.astimezone(ZoneInfo(other)):%H:%M}", "city": city(other),
    }  # fmt: skip
    return f"{words}, {there}"


def when(start: dt.datetime, end: dt.datetime, zone: ZoneInfo, *, has_times: bool = True) -> Any:
    """The same, worked out when the letter is rendered."""
    return lazy(lambda: span(start, end, zone, has_times=has_times), str)()


def span_of(event: Event) -> str:
    """When an event takes place."""
    return span(event.starts_at, event.ends_at, event.tzinfo, has_times=event.has_times)


def span_of_session(session: Session, event: Event) -> str:
    """When a session takes place; its day where no time is known."""
    if session.starts_at is None or session.ends_at is None:
        return formats.precise(session.day)
    first, last = session.starts_at.astimezone(event.tzinfo), session.ends_at.astimezone(event.tzinfo)
    return f"{formats.precise(first.date())}, {first:%H:%M}–{last:%H:%M}"


def moment_words(at: dt.datetime, zone: ZoneInfo) -> str:
    """Day and time in the zone of the event."""
    local = at.astimezone(zone)
    return _("%(day)s, %(time)s (%(city)s)") % {
        "day": formats.precise(local.date()), "time": date_format(timezone.make_naive(local, zone), "H:i"),
        "city": city(zone.key),
    }  # fmt: skip


def moment(at: dt.datetime, zone: ZoneInfo) -> Any:
    """The same, worked out when the letter is rendered."""
    return lazy(lambda: moment_words(at, zone), str)()
