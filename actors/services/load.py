"""Many invented actors for measurements: realistic in number of topics, places and spread, never shown as real ones."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate

import pgtrigger
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from actors.enums import ActorKind, ActorStatus, TopicRole
from actors.models import Actor, ActorGroup, ActorTopic, Topic, WorkingGroup, WorkingGroupMember
from actors.services import index
from actors.services.groups import default_group
from places.models import Place
from platform_portal.core.errors import Refusal

type Maker = Callable[[int], int]

SLUG = "load"
SOURCE = "Lasttest"
BATCH = 5_000
#: Kind, share, word before the place's name in German, Ukrainian, English.
_KINDS = (
    (ActorKind.MUNICIPALITY, 38, "Gemeinde", "Громада", "Municipality of"),
    (
        ActorKind.ASSOCIATION,
        24,
        "Partnerschaftsverein",
        "Товариство партнерства",
        "Partnership association of",
    ),
    (ActorKind.UTILITY, 14, "Stadtwerke", "Водоканал", "Utilities of"),
    (ActorKind.COMPANY, 10, "Handwerksbetrieb", "Підприємство", "Company of"),
    (ActorKind.UNIVERSITY, 6, "Hochschule", "Університет", "University of"),
    (ActorKind.CLINIC, 4, "Klinikum", "Лікарня", "Hospital of"),
    (ActorKind.DIASPORA, 4, "Ukrainischer Verein", "Українська громада", "Ukrainian association of"),
)
_ROLES = (TopicRole.WORKS_ON, TopicRole.WORKS_ON, TopicRole.OFFERS, TopicRole.NEEDS)

_makers: dict[str, Maker] = {}


def register_maker(name: str, maker: Maker) -> None:
    """Adds what `make_load --<name> N` calls; it answers how many it made."""
    _makers[name] = maker


def makers() -> dict[str, Maker]:
    """All registered makers by name."""
    return dict(_makers)


def make_actors(number: int, seed: int = 7) -> int:
    """Enters `number` published actors with topics and index; those of an earlier run are replaced.

    Needs places, groups and topics. Refuses in production.
    """
    if not settings.PORTAL_EXAMPLE_WORLD:
        raise Refusal(_("Load is made in the example world only."))
    stock, chance = _Stock.read(), random.Random(seed)  # noqa: S311 - not for secrets
    with transaction.atomic():
        _remove()
        ids: list[int] = []
        for start in range(0, number, BATCH):
            ids += _batch(range(start, min(start + BATCH, number)), stock, chance)
        index.refresh(ids)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE actors_actorindex, actors_searchword, actors_actor, actors_actortopic")
    return len(ids)


@dataclass(frozen=True)
class _Stock:
    places: list[Place]
    weights: list[int]  # cumulative
    groups: dict[str, int]
    topics: list[int]
    topic_weights: list[float]  # cumulative
    working_groups: list[int]
    today: dt.date

    @classmethod
    def read(cls) -> _Stock:
        places = list(Place.objects.populated().filter(population__gt=0).order_by("pk"))
        topics = list(Topic.objects.filter(parent__isnull=False).order_by("pk").values_list("pk", flat=True))
        return cls(
            places=places,
            weights=list(accumulate(min(place.population or 0, 200_000) + 2_000 for place in places)),
            groups=dict(ActorGroup.objects.values_list("slug", "pk")),
            topics=topics,
            topic_weights=list(accumulate(1 / (rank + 3) for rank in range(len(topics)))),
            working_groups=list(WorkingGroup.objects.order_by("pk").values_list("pk", flat=True)),
            today=timezone.localdate(),
        )


def _remove() -> None:
    Actor.objects.filter(slug__startswith=f"{SLUG}-", source=SOURCE).delete()


def _actor(pk: int, number: int, stock: _Stock, chance: random.Random) -> dict[str, object]:
    kind, _share, de, uk, en = chance.choices(_KINDS, weights=[row[1] for row in _KINDS])[0]
    place = chance.choices(stock.places, cum_weights=stock.weights)[0]
    tail = "" if kind == ActorKind.MUNICIPALITY else f" {number % 97 + 1}"
    confirmed = stock.today - dt.timedelta(days=chance.randrange(900)) if chance.random() < 0.6 else None
    return {
        "id": pk,
        "slug": f"{SLUG}-{number}",
        "name": f"{de} {place.name_in('de')}{tail}",
        "name_de": f"{de} {place.name_in('de')}{tail}",
        "name_uk": f"{uk} {place.name_in('uk')}{tail}",
        "name_en": f"{en} {place.name_in('en')}{tail}",
        "kind": kind.value,
        "group_id": stock.groups[default_group(kind, place.country_id)],
        "place_id": place.pk,
        "languages": chance.sample(["de", "uk", "en", "pl"], k=chance.randint(1, 3)),
        "status": (ActorStatus.DORMANT if chance.random() < 0.05 else ActorStatus.PUBLISHED).value,
        "last_confirmed_on": confirmed,
    }


def _batch(numbers: range, stock: _Stock, chance: random.Random) -> list[int]:
    ids = _new_ids(len(numbers))
    with pgtrigger.ignore("actors.Actor:insert_insert"):  # invented rows have no history
        actors = [_actor(pk, number, stock, chance) for pk, number in zip(ids, numbers, strict=True)]
        _copy(Actor, actors, source=SOURCE, is_example=True, published_at=timezone.now())
    _copy(ActorTopic, [row for pk in ids for row in _topics(pk, stock, chance)], source=SOURCE)
    members: list[dict[str, object]] = [
        {"actor_id": pk, "group_id": chance.choice(stock.working_groups)}
        for pk in ids
        if stock.working_groups and chance.random() < 0.15
    ]
    _copy(WorkingGroupMember, members, source=SOURCE)
    return ids


def _topics(actor_id: int, stock: _Stock, chance: random.Random) -> Iterator[dict[str, object]]:
    for topic in set(chance.choices(stock.topics, cum_weights=stock.topic_weights, k=chance.randint(1, 5))):
        yield {"actor_id": actor_id, "topic_id": topic, "role": chance.choice(_ROLES).value}


def _new_ids(number: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('actors_actor', 'id')) FROM generate_series(1, %s)",
            [number],
        )
        return [pk for (pk,) in cursor.fetchall()]


def _copy(model: type[Model], rows: list[dict[str, object]], **same: object) -> None:
    """Writes rows by COPY, ten times as fast as objects; what neither a row nor `same` says has the model's default."""
    if not rows:
        return
    blank = model(**same)
    default = {
        field.column: field.get_db_prep_save(field.pre_save(blank, add=True), connection)
        for field in model._meta.concrete_fields
        if not field.primary_key
    } | same
    columns = [str(column) for column in default | rows[0]]
    statement = f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")  # lets the wrapper of ignored triggers say so to the database
        with cursor.copy(statement) as copy:
            for row in rows:
                filled = default | row
                copy.write_row([filled[column] for column in columns])


register_maker("actors", make_actors)
