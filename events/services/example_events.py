"""Enters the events of the example world through the services; what exists is left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor, Topic, WorkingGroup
from events.enums import Admission, EventStatus, Mode
from events.models import Bucket, Event, Room, Series, Session, SessionSpeaker, Speaker
from events.services import publishing
from events.services.example_shapes import INVENTED, OF_SOURCES, SOURCES, Item, Plan, Row, Texts, Who, read
from events.services.programme import release
from places.enums import SETTLEMENT_KINDS
from places.models import Place
from places.resolution import resolve
from platform_portal.core.errors import Refusal

LANGUAGES = ("de", "uk", "en")


@transaction.atomic
def load_example_events(today: dt.date | None = None) -> int:
    """Series and events of the sources, and the invented ones from today on; answers how many events are new. Can run twice.

    Refuses outside the example world. Needs places, topics, working groups and the actors of the sources.
    """
    if not settings.PORTAL_EXAMPLE_WORLD:
        raise Refusal(_("Invented content belongs into the example world only."))
    today = today or timezone.localdate()
    files = [read(name, today) for name in (*OF_SOURCES, INVENTED)]
    for rows, _plans in files:
        for row in rows:
            _enter_series(row)
    plans = [plan for _rows, found in files for plan in found]
    known = set(Event.objects.filter(slug__in=[plan.slug for plan in plans]).values_list("slug", flat=True))
    new = [plan for plan in plans if plan.slug not in known]
    for plan in new:
        _enter(plan)
    return len(new)


def texts(field: str, value: Texts) -> dict[str, str]:
    """Columns per language; the one without suffix is the source."""
    return {field: value.get("de", ""), **{f"{field}_{code}": value.get(code, "") for code in LANGUAGES}}


def _enter_series(row: Row) -> None:
    series, is_new = Series.objects.get_or_create(
        slug=row.slug,
        defaults={
            **texts("title", row.title), **texts("description", row.description), **texts("rhythm", row.rhythm),
            "admission": row.admission, "audience": row.audience, "source": SOURCES.get(row.source, ""),
            "is_example": row.is_example, "working_group": WorkingGroup.objects.filter(slug=row.group).first(),
        },
    )  # fmt: skip
    if is_new:
        series.organisers.set(Actor.objects.filter(slug__in=row.organisers))


def _enter(plan: Plan) -> Event:
    starts, ends = _bounds(plan)
    status = plan.values.get("status", EventStatus.PUBLISHED)
    values = {key: value for key, value in plan.values.items() if key != "status"}
    event = Event(
        slug=plan.slug, kind=plan.kind, format=plan.form, starts_at=starts, ends_at=ends, has_times=plan.hours is not None,
        date_precision=plan.precision, place=_place(plan), venue_address=plan.address, languages=list(plan.languages),
        interpretation=list(plan.interpretation), working_group=WorkingGroup.objects.filter(slug=plan.group).first(),
        series=Series.objects.filter(slug=plan.series).first(), source=SOURCES.get(plan.source, ""), is_example=plan.is_example,
        report_public_at=ends if plan.report else None,
        **({"admission": Admission.OPEN if plan.places else Admission.NONE} | values),
        **texts("title", plan.title), **texts("summary", plan.summary), **texts("description", plan.description),
        **texts("venue", plan.venue), **texts("report", plan.report),
    )  # fmt: skip
    publishing.save(event=event, by=None)
    event.organisers.set(Actor.objects.filter(slug__in=plan.organisers))
    event.topics.set(Topic.objects.filter(slug__in=plan.topics))
    for mode in event.modes if plan.places else ():
        Bucket.objects.create(event=event, mode=mode, capacity=plan.places.get(mode))
    publishing.publish(event=event, by=None)
    if plan.items:
        _programme(event, plan)
    if status == EventStatus.CANCELLED:
        publishing.cancel(event=event, by=None)
    return event


def _bounds(plan: Plan) -> tuple[dt.datetime, dt.datetime]:
    zone = ZoneInfo(plan.values.get("zone", "Europe/Berlin"))
    first, last = plan.hours or (dt.time(), dt.time())
    starts = dt.datetime.combine(plan.first, first, zone)
    end_day = plan.last if plan.hours else plan.last + dt.timedelta(days=1)
    return starts, dt.datetime.combine(end_day, last, zone)


def _place(plan: Plan) -> Place | None:
    if plan.place is None:
        return None
    name, country = plan.place
    matches = resolve(name, countries=[country], kinds=list(SETTLEMENT_KINDS), limit=1)
    return matches[0].place if matches else None


def _programme(event: Event, plan: Plan) -> None:
    """Sessions as a draft, then the first version, released on the day the source gives where it gives one."""
    rooms = {
        room["de"]: Room.objects.create(event=event, position=number, **texts("name", room))
        for number, room in enumerate(plan.rooms)
    }
    for number, item in enumerate(plan.items):
        frame = _session(event, item, number, rooms)
        for place, part in enumerate(item.parts):
            _session(event, part, number * 10 + place, rooms, frame=frame)
    days = plan.released or (plan.last.isoformat() if plan.source and plan.precision == "day" else "")
    noon = dt.datetime.combine(dt.date.fromisoformat(days), dt.time(12), event.tzinfo) if days else None
    release(event=event, by=None, note=plan.note, now=noon)


def _session(
    event: Event, item: Item, number: int, rooms: dict[str, Room], *, frame: Session | None = None
) -> Session:
    day = event.local_start.date() + dt.timedelta(days=item.day)
    at = [dt.datetime.combine(day, clock, event.tzinfo) for clock in item.at or ()]
    session = Session.objects.create(
        event=event, frame=frame, kind=item.kind, day=day, position=number, starts_at=at[0] if at else None,
        ends_at=at[1] if at else None, room=rooms.get(item.room), format=item.form, audience=item.audience, 
        is_bookable=item.capacity is not None,
        organiser=Actor.objects.filter(slug=item.organiser).first() if item.organiser else None,
        **texts("title", item.title), **texts("abstract", item.abstract), **texts("venue", item.venue),
    )  # fmt: skip
    if item.capacity is not None:
        Bucket.objects.create(event=event, session=session, mode=Mode.ON_SITE, capacity=item.capacity)
    for position, (speaker, who) in enumerate(_speakers(event, item.who)):
        SessionSpeaker.objects.get_or_create(
            session=session,
            speaker=speaker,
            role=who.role,
            defaults={"is_tbc": who.is_tbc, "position": position},
        )
    return session


def _speakers(event: Event, people: Iterable[Who]) -> Iterator[tuple[Speaker, Who]]:
    """Somebody who appears twice in a programme is entered once."""
    for who in people:
        actor = Actor.objects.filter(slug=who.actor).first() if who.actor else None
        known: Any = {"event": event, "name": who.name, "function_de": who.function["de"], "actor": actor}
        speaker = Speaker.objects.filter(**known).first() or Speaker.objects.create(
            event=event, name=who.name, actor=actor, source=event.source, **texts("function", who.function)
        )
        yield speaker, who
