"""Copies of events: with sessions, rooms, questions, quotas and reminders on other days; without people and results."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events.enums import EventStatus
from events.models import Event
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: What a copy does not take along: its own identity, and what has happened.
OWN = frozenset(
    {
        "id", "slug", "uid", "sequence", "status", "cancelled_at", "released_version", "report", "report_public_at",
        "evaluation_asked_at", "created_at", "updated_at", "created_by", "is_template", "outdated_translations",
        "source", "stream_url",
    }
)  # fmt: skip
MOMENTS = ("starts_at", "ends_at", "opens_at", "closes_at")


@transaction.atomic
def copy_event(*, event: Event, on: dt.date, by: User, title: str = "", as_template: bool = False) -> Event:
    """A draft that begins on the day `on`, at the same time of day; all other dates move by as many days.

    Times of day stay as they are on the clock of the event's zone, also over the change to summer time. With `as_template` it is
    a template for further ones. Refuses a day on which one of the times does not exist.
    """
    days = on - event.local_start.date()
    made = Event(
        **_values(event, OWN), slug=_free_slug(event.slug, on), status=EventStatus.DRAFT, created_by=by
    )
    made.is_template = as_template
    for name in MOMENTS:
        setattr(made, name, shifted(getattr(event, name), days, event))
    if title:
        for code in ("de", "uk", "en"):
            if getattr(event, f"title_{code}"):
                setattr(made, f"title_{code}", title)
        made.title = title
    made.save()
    made.organisers.set(event.organisers.all())
    made.topics.set(event.topics.all())
    _copy_parts(event, made, days)
    audit.record(action="event.copied", obj=made, by=by, copy_of=event.pk)
    return made


def shifted(moment: dt.datetime | None, days: dt.timedelta, event: Event) -> dt.datetime | None:
    """So many days later by the clock of the event. Refuses a time the clocks skip."""
    if moment is None:
        return None
    local = moment.astimezone(event.tzinfo)
    moved = dt.datetime.combine(local.date() + days, local.time(), event.tzinfo)
    if moved.astimezone(dt.UTC).astimezone(event.tzinfo).time() != moved.time():
        raise Refusal(
            _("On %(day)s the clocks skip %(time)s. Choose another day.")
            % {"day": moved.date().isoformat(), "time": f"{moved:%H:%M}"}
        )
    return moved


def _values(row: models.Model, left_out: frozenset[str]) -> dict[str, Any]:
    """Plain values of a row; base columns of translated fields follow from those of the languages."""
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.name not in left_out and not hasattr(type(row), f"{field.name}_de")
    }


def _free_slug(slug: str, on: dt.date) -> str:
    base = slugify(f"{slug[:90].rstrip('0123456789-')}-{on.isoformat()}")
    taken = set(Event.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        name
        for number in range(len(taken) + 1)
        if (name := f"{base}-{number}" if number else base) not in taken
    )


def _copy_parts(old: Event, new: Event, days: dt.timedelta) -> None:
    rooms, tracks, speakers = (
        _copies(getattr(old, name), event=new) for name in ("rooms", "tracks", "speakers")
    )
    sessions = _copy_sessions(old, new, days, rooms, tracks)
    for session in old.sessions.prefetch_related("contributions"):
        for row in session.contributions.all():
            _copy(row, session=sessions[session.pk], speaker=speakers[row.speaker_id])
    for bucket in old.buckets.all():
        _copy(bucket, event=new, session=sessions.get(bucket.session_id))
    for name in ("quotas", "reminders"):
        _copies(getattr(old, name), event=new)
    _copy_questions(old, new)


def _copy_sessions(
    old: Event, new: Event, days: dt.timedelta, rooms: dict[Any, Any], tracks: dict[Any, Any]
) -> dict[Any, Any]:
    found: dict[int | None, Any] = {}
    for session in sorted(old.sessions.all(), key=lambda row: row.frame_id is not None):
        found[session.pk] = _copy(
            session,
            event=new,
            day=session.day + days,
            starts_at=shifted(session.starts_at, days, old),
            ends_at=shifted(session.ends_at, days, old),
            room=rooms.get(session.room_id),
            track=tracks.get(session.track_id),
            frame=found.get(session.frame_id),
        )
    return found


def _copy_questions(old: Event, new: Event) -> None:
    """Questions with their choices; those asked after a choice follow the copy of that choice."""
    options: dict[Any, Any] = {}
    pairs = []
    for question in old.questions.prefetch_related("options"):
        made = _copy(question, event=new, asked_if=None)
        pairs.append((question, made))
        for option in question.options.all():
            options[option.pk] = _copy(option, question=made)
    for question, made in pairs:
        if question.asked_if_id in options:
            made.asked_if = options[question.asked_if_id]
            made.save(update_fields=["asked_if"])


def _copies(rows: Any, **values: Any) -> dict[Any, Any]:
    """Copies of all rows, by the key of the original."""
    return {row.pk: _copy(row, **values) for row in rows.all()}


def _copy(row: models.Model, **values: Any) -> Any:
    left_out = frozenset({"id", "uid", "sequence", *values})
    made = type(row)(**_values(row, left_out), **values)
    made.save()
    return made
