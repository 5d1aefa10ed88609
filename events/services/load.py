"""Many invented events for measurements; never shown as real ones, replaced by the next run."""

from __future__ import annotations

import datetime as dt
import random

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.models import Actor, Topic
from events.enums import EventFormat, EventKind, EventStatus, SessionKind
from events.models import Bucket, Event, Room, Session, SessionSpeaker, Speaker
from events.services.programme import release
from places.models import Place
from platform_portal.core.errors import Refusal

SLUG = "load-event"
SOURCE = "Lasttest"
BATCH = 1_000
SESSIONS = 150
_WORDS = ("Wiederaufbau", "Wasser", "Energie", "Verwaltung", "Jugend", "Gesundheit", "Handwerk")


@transaction.atomic
def make_events(number: int, seed: int = 7) -> int:
    """Enters `number` published events around today; the first has a programme of 150 sessions. Those of an earlier run are replaced.

    Refuses in production.
    """
    if not settings.PORTAL_EXAMPLE_WORLD:
        raise Refusal(_("Load is made in the example world only."))
    Event.objects.filter(slug__startswith=f"{SLUG}-").delete()
    chance = random.Random(seed)  # noqa: S311 - the same load in every run, nothing secret
    places = list(
        Place.objects.filter(region__isnull=False).order_by("pk").values_list("pk", flat=True)[:500]
    )
    topics = list(Topic.objects.values_list("pk", flat=True))
    actors = list(Actor.objects.published().order_by("pk").values_list("pk", flat=True)[:500])
    for start in range(0, number, BATCH):
        made = Event.objects.bulk_create(
            _event(index, places, chance) for index in range(start, min(start + BATCH, number))
        )
        Bucket.objects.bulk_create(
            Bucket(event=event, mode=mode, capacity=100) for event in made for mode in event.modes
        )
        _link(Event.topics.through, "topic_id", made, topics, chance)
        _link(Event.organisers.through, "actor_id", made, actors, chance)
    if number:
        big_programme(Event.objects.get(slug=f"{SLUG}-0"))
    return number


def _event(index: int, places: list[int], chance: random.Random) -> Event:
    today = timezone.now().replace(hour=9, minute=0, second=0, microsecond=0)
    starts = today + dt.timedelta(days=chance.randint(-200, 400) if index else 60)
    title = f"{chance.choice(_WORDS)} {index} – Обмін досвідом"
    return Event(
        slug=f"{SLUG}-{index}",
        kind=chance.choice(EventKind.values),
        format=chance.choice(EventFormat.values) if index else EventFormat.HYBRID,
        title=title, title_de=title, title_uk=title, title_en=title,
        summary_de="Erfunden, um zu messen.", summary_uk="Вигадано для вимірювань.", summary_en="Invented to measure.",
        starts_at=starts, ends_at=starts + dt.timedelta(hours=3 if index else 57), status=EventStatus.PUBLISHED,
        place_id=chance.choice(places) if places else None, languages=["de", "uk"], source=SOURCE, is_example=True,
    )  # fmt: skip


def _link(through: type, column: str, made: list[Event], keys: list[int], chance: random.Random) -> None:
    if keys:
        rows = (through(event_id=event.pk, **{column: chance.choice(keys)}) for event in made)
        through.objects.bulk_create(rows)  # type: ignore[attr-defined]


def big_programme(event: Event, sessions: int = SESSIONS) -> Event:
    """Gives an event a released programme of so many sessions in ten rooms over three days, with two people each."""
    rooms = Room.objects.bulk_create(
        Room(event=event, name=f"Raum {n + 1}", name_de=f"Raum {n + 1}", name_uk=f"Зала {n + 1}", position=n)
        for n in range(10)
    )
    speakers = Speaker.objects.bulk_create(
        Speaker(
            event=event, function=f"Leitung {n}", function_de=f"Leitung {n}", function_uk=f"Керівництво {n}"
        )
        for n in range(40)
    )
    made = Session.objects.bulk_create(_session(event, n, rooms) for n in range(sessions))
    SessionSpeaker.objects.bulk_create(
        SessionSpeaker(session=row, speaker=speakers[(n * 2 + k) % len(speakers)], role=role)
        for n, row in enumerate(made)
        for k, role in enumerate(("moderator", "speaker"))
    )
    release(event=event, by=None)
    return event


def _session(event: Event, number: int, rooms: list[Room]) -> Session:
    slot, room = divmod(number, len(rooms))
    day, hour = divmod(slot, 5)
    starts = event.starts_at + dt.timedelta(days=day, hours=2 * hour)
    title = f"Programmpunkt {number}"
    return Session(
        event=event, kind=SessionKind.WORKSHOP, title=title, title_de=title, title_uk=f"Сесія {number}", title_en=f"Session {number}",
        abstract_de="Worum es geht, in zwei Sätzen. Erfunden, um zu messen.", day=starts.astimezone(event.tzinfo).date(),
        starts_at=starts, ends_at=starts + dt.timedelta(minutes=90), position=number, room=rooms[room],
    )  # fmt: skip
