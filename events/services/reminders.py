"""Reminders: so long before the start, to those who are confirmed, each once. A new start moves them."""

from __future__ import annotations

import datetime as dt

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Value

from events import mails_running as mails
from events.enums import DatePrecision, EventStatus, Mode
from events.models import Event, Registration, Reminder
from events.services import sending

MINUTE = dt.timedelta(minutes=1)


def key_of(event: Event, minutes: int) -> str:
    """Under which a reminder is noted; it names the start, so that after a reschedule there is a new one."""
    return f"reminder-{minutes}@{event.starts_at.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ}"


def due(now: dt.datetime) -> list[tuple[Event, str, int]]:
    """Event, way of taking part and minutes of what is due: until the start, of several only the last one. One query.

    Events that were cancelled, drafts, templates and those whose day is not known have none.
    """
    before = ExpressionWrapper(F("minutes_before") * Value(MINUTE), output_field=DurationField())
    found = Reminder.objects.filter(
        event__status=EventStatus.PUBLISHED,
        event__is_template=False,
        event__date_precision=DatePrecision.DAY,
        event__starts_at__gt=now,
        event__starts_at__lte=ExpressionWrapper(Value(now) + before, output_field=DateTimeField()),
    ).select_related("event__place")
    last: dict[tuple[int, str], tuple[Event, int]] = {}
    for row in found:
        for mode in (row.mode,) if row.mode else Mode.values:
            known = last.get((row.event_id, mode))
            if known is None or row.minutes_before < known[1]:
                last[row.event_id, mode] = (row.event, row.minutes_before)
    return [(event, mode, minutes) for (_pk, mode), (event, minutes) in sorted(last.items())]


def send_due(*, now: dt.datetime, limit: int = 500) -> int:
    """Sends what is due; how many. Whoever registered after the reminder was due has just got a confirmation and none."""
    sent = 0
    for event, mode, minutes in due(now):
        people = Registration.objects.confirmed().filter(
            event=event, mode=mode, created_at__lte=event.starts_at - minutes * MINUTE
        )
        sent += sending.to_each(
            people,
            key=key_of(event, minutes),
            kind=mails.REMINDER,
            write=_letter,
            now=now,
            limit=limit - sent,
        )
        if sent >= limit:
            break
    return sent


def _letter(person: Registration) -> mails.Letter:
    return mails.reminder(sending.facts_of(person), is_online=person.mode == Mode.ONLINE)
