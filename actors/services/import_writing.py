"""Writes the actors of an import in a few statements per thousand rows; the caller holds the transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from actors.enums import ActorStatus
from actors.models import Actor, ActorTopic
from actors.services import index
from actors.services.import_rows import ActorRow
from platform_portal.core import audit
from platform_portal.core.import_report import Progress

if TYPE_CHECKING:
    from accounts.models import User

BATCH = 1_000
_SHOWN = (ActorStatus.PUBLISHED, ActorStatus.DORMANT)


def write(
    *,
    created: Sequence[tuple[ActorRow, str]],
    updated: Sequence[tuple[ActorRow, Actor, list[str]]],
    by: User | None,
    progress: Progress,
) -> None:
    """Enters new actors and changes known ones, with topics, audit rows and search index."""
    steps, total = (_("rows written"), _("search index")), len(created) + len(updated)
    touched: list[int] = []
    # the base columns of translated fields repeat the German text
    with translation.override("de"):
        for new_rows in _batches(created):
            touched += _create(new_rows, by)
            progress(steps[0], len(touched), total)
        for changes in _batches(updated):
            touched += _update(changes, by)
            progress(steps[0], len(touched), total)
        for start in range(0, len(touched), index.BATCH):
            index.refresh(touched[start : start + index.BATCH])
            progress(steps[1], min(start + index.BATCH, len(touched)), total)


def _create(rows: Sequence[tuple[ActorRow, str]], by: User | None) -> list[int]:
    actors = Actor.objects.bulk_create([_new(row, slug) for row, slug in rows])
    _add_topics((actor.pk, row) for actor, (row, _slug) in zip(actors, rows, strict=True))
    lines = [{"line": row.line, "status": row.status or ActorStatus.DRAFT.value} for row, _slug in rows]
    audit.record_many(action="actor.imported", objects=zip(actors, lines, strict=True), by=by)
    return [actor.pk for actor in actors]


def _new(row: ActorRow, slug: str) -> Actor:
    actor = Actor(
        slug=slug,
        kind=row.kind,
        status=row.status or ActorStatus.DRAFT,
        source_language=next(iter(row.names)),
        published_at=timezone.now() if row.status in _SHOWN else None,
    )
    for column, value in row.values.items():
        setattr(actor, column, value)
    return actor


def _update(changes: Sequence[tuple[ActorRow, Actor, list[str]]], by: User | None) -> list[int]:
    columns: set[str] = set()
    for row, actor, changed in changes:
        values = {"kind": row.kind, "status": row.status, **row.values}
        for column in changed:
            setattr(actor, column, values[column])
        actor.updated_at = timezone.now()
        if actor.status in _SHOWN and actor.published_at is None:
            actor.published_at = timezone.now()
        columns.update(column.removesuffix("_id") for column in changed)
    fields = sorted(columns | {"updated_at", "published_at"})
    base = [column for column in ("name", "description") if f"{column}_de" in columns]
    actors = [actor for _row, actor, _changed in changes]
    # each row is sought among all of its statement: ten short statements take a tenth of the time of a long one
    Actor.objects.rewrite(False).bulk_update(actors, [*fields, *base], batch_size=100)
    _add_topics((actor.pk, row) for row, actor, _changed in changes)
    details = [(actor, {"line": row.line, "fields": changed}) for row, actor, changed in changes]
    audit.record_many(action="actor.updated", objects=details, by=by)
    return [actor.pk for actor in actors]


def _add_topics(rows: Iterator[tuple[int, ActorRow]]) -> None:
    entries = [
        ActorTopic(actor_id=actor_id, topic_id=topic_id, role=role, source=str(row.values.get("source", "")))
        for actor_id, row in rows
        for role, topics in row.topics.items()
        for topic_id in topics
    ]
    ActorTopic.objects.bulk_create(entries, ignore_conflicts=True)


def _batches[Row](rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
