"""The search index of actors: rebuilt for a few actors after each change, or for all by `rebuild_index`.

Upper apps know things that belong into the index (published postings, partnerships). They register a function
with :func:`contribute` and call :func:`refresh` themselves after a change of theirs.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from actors.models import (
    Actor,
    ActorGroup,
    ActorIndex,
    ActorTopic,
    IndexChange,
    SearchWord,
    Topic,
    WorkingGroupMember,
)
from actors.names import in_languages
from actors.services.rows import Sources, row_of
from actors.words import all_spellings, words
from places.models import PlaceName, Region

BATCH = 2_000
KEEP_CHANGES = dt.timedelta(hours=1)


@dataclass(slots=True)
class Contribution:
    """What an upper app adds for one actor: topics of its published needs and offers, number of partnerships.

    `has_need` and `has_offer` also count postings without a topic; postings that are not public add nothing.
    """

    needs: set[int] = field(default_factory=set)
    offers: set[int] = field(default_factory=set)
    has_need: bool = False
    has_offer: bool = False
    partnerships: int = 0


type Contributor = Callable[[Collection[int]], Mapping[int, Contribution]]

_contributors: list[Contributor] = []
_postponed: ContextVar[set[int] | None] = ContextVar("postponed", default=None)


def contribute(contributor: Contributor) -> None:
    """Registers a function from actor ids to contributions; registering it twice changes nothing."""
    if contributor not in _contributors:
        _contributors.append(contributor)


@contextmanager
def postponed() -> Iterator[None]:
    """Collects the refreshes of a block and does them once at its end, in the same transaction."""
    if _postponed.get() is not None:
        yield
        return
    waiting: set[int] = set()
    token = _postponed.set(waiting)
    try:
        yield
    finally:
        _postponed.reset(token)
    refresh(waiting)


@transaction.atomic
def refresh(actor_ids: Iterable[int]) -> None:
    """Makes the rows of these actors right; those no longer on public pages lose theirs. Can run twice."""
    ids = sorted(set(actor_ids))
    if (waiting := _postponed.get()) is not None:
        waiting.update(ids)
        return
    if not ids:
        return
    for start in range(0, len(ids), BATCH):
        _refresh_batch(ids[start : start + BATCH])
    announce()


@transaction.atomic
def rebuild() -> int:
    """Builds the whole index anew and answers the number of actors in it."""
    SearchWord.objects.all().delete()
    refresh_vocabulary()
    ActorIndex.objects.all().delete()
    refresh(Actor.objects.order_by("pk").values_list("pk", flat=True))
    return ActorIndex.objects.count()


@transaction.atomic
def refresh_vocabulary() -> None:
    """Makes the words of topics (with synonyms) and actor groups searchable; after every change of one of them."""
    pairs: set[tuple[str, str]] = set()
    for topic in Topic.objects.all():
        names = (*in_languages(topic).values(), *topic.synonyms)
        pairs |= {(word, f"t{topic.pk}") for word in all_spellings(names)}
    for group in ActorGroup.objects.all():
        pairs |= {(word, f"g{group.pk}") for word in all_spellings(in_languages(group).values())}
    SearchWord.objects.filter(lexeme__regex=r"^[tg][0-9]+$").delete()
    _add_words(pairs)
    announce()


def announce() -> None:
    """Tells readers that counts have changed; they look at the number and sum of these rows."""
    IndexChange.objects.filter(at__lt=timezone.now() - KEEP_CHANGES).delete()
    IndexChange.objects.create()


def _refresh_batch(ids: list[int]) -> None:
    locked = Actor.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",), no_key=True)
    listed = set(locked.published().values_list("pk", flat=True))
    actors = list(Actor.objects.filter(pk__in=listed).select_related("place"))
    ActorIndex.objects.filter(pk__in=set(ids) - listed).delete()
    sources = Sources(
        contributions=_contributions(listed), entries=_entries(listed), memberships=_memberships(listed)
    )
    rows = [row_of(actor, sources) for actor in actors]
    _add_words(_words_of(actors, (row.name_words for row in rows)))
    _upsert([row.index for row in rows])


def _entries(ids: Collection[int]) -> dict[int, list[tuple[str, int]]]:
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = ActorTopic.objects.filter(actor__in=ids).order_by().values_list("actor_id", "role", "topic_id")
    for actor, role, topic in rows:
        found[actor].append((role, topic))
    return found


def _memberships(ids: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = WorkingGroupMember.objects.filter(actor__in=ids).order_by().values_list("actor_id", "group_id")
    for actor, group in rows:
        found[actor].add(group)
    return found


def _contributions(ids: Collection[int]) -> dict[int, Contribution]:
    merged: dict[int, Contribution] = defaultdict(Contribution)
    for contributor in _contributors:
        for actor_id, added in contributor(ids).items():
            row = merged[actor_id]
            row.needs |= added.needs
            row.offers |= added.offers
            row.has_need |= added.has_need or bool(added.needs)
            row.has_offer |= added.has_offer or bool(added.offers)
            row.partnerships += added.partnerships
    return merged


def _words_of(actors: Collection[Actor], names: Iterable[Collection[str]]) -> set[tuple[str, str]]:
    pairs = {(word, word) for words in names for word in words}
    places = {actor.place_id for actor in actors if actor.place_id}
    known = set(
        SearchWord.objects.filter(lexeme__in=[f"p{pk}" for pk in places]).values_list("lexeme", flat=True)
    )
    fresh = [pk for pk in places if f"p{pk}" not in known]
    for place_id, folded in PlaceName.objects.filter(place_id__in=fresh).values_list("place_id", "folded"):
        pairs |= {(word, f"p{place_id}") for word in words(folded)}
    regions = {actor.place.region_id for actor in actors if actor.place and actor.place.region_id}
    for region in Region.objects.filter(pk__in=regions):
        own = (region.name_native, region.name_de, region.name_uk, region.name_en, region.name_pl)
        pairs |= {(word, f"r{region.pk}") for word in all_spellings(own)}
    for actor in actors:
        if actor.place and f"p{actor.place_id}" not in known:
            pairs |= {(word, f"p{actor.place_id}") for word in all_spellings(actor.place.names.values())}
    return pairs


def _add_words(pairs: Collection[tuple[str, str]]) -> None:
    rows = sorted(pairs)
    for start in range(0, len(rows), 5_000):
        part = rows[start : start + 5_000]
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO actors_searchword (word, lexeme) SELECT * FROM unnest(%s::text[], %s::text[])"
                " ON CONFLICT DO NOTHING",
                [[word for word, _ in part], [lexeme for _, lexeme in part]],
            )


def _upsert(rows: list[ActorIndex]) -> None:
    """All rows of a batch in one statement: each column as one array of texts, arrays within it as their literals."""
    columns = [column for column in ActorIndex._meta.concrete_fields if column.attname != "document"]
    names = [*(column.attname for column in columns), "document"]
    types = [*(column.db_type(connection) or "text" for column in columns), "tsvector"]
    casts = ", ".join(f"{name}::{kind}" for name, kind in zip(names, types, strict=True))
    arrays = ", ".join(["%s::text[]"] * len(names))
    updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    statement = (
        f"INSERT INTO actors_actorindex ({', '.join(names)}) SELECT {casts} FROM unnest({arrays}) rows({', '.join(names)})"  # noqa: S608
        f" ON CONFLICT (actor_id) DO UPDATE SET {updates}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [[_literal(getattr(row, name)) for row in rows] for name in names])


def _literal(value: object) -> str | None:
    if value is None:
        return None
    return "{" + ",".join(map(str, value)) + "}" if isinstance(value, list) else str(value)
