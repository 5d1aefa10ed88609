"""Loads the register: every line of `partnerships.csv` and `triangles.csv` becomes part of one partnership."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from actors.models import Topic
from actors.services import index
from partnerships.enums import Confidence, PartnershipKind, PartyRole
from partnerships.models import HistoryEntry, Partnership, Party
from partnerships.services.register_history import Chronicle, chronicle
from partnerships.services.register_kinds import (
    CONFIDENCE,
    FURTHER_OF_PAIR,
    FURTHER_SIDES,
    KINDS,
    NAMED_TOPICS,
    TRIANGLE_RESERVATIONS,
    operator_topics,
    readable,
)
from partnerships.services.register_parties import ResolvedSide, parts_of, resolve_sides
from partnerships.services.register_source import Row, Triangle, read_rows, read_triangles
from platform_portal.core import audit

#: Where parties stand: German sides first, the bridge in the middle, Ukrainian sides last.
_GERMAN, _FURTHER, _BRIDGE, _UKRAINIAN = 0, 10, 20, 30


@dataclass(frozen=True, slots=True)
class Report:
    """What a run did: new partnerships, those already there, lines read."""

    created: int
    unchanged: int
    rows: int
    triangles: int


@dataclass(frozen=True, slots=True)
class Pair:
    """One partnership of the sources: its lines (earliest first) and its triangle."""

    german_side: str
    ukrainian_side: str
    rows: tuple[Row, ...]
    triangle: Triangle | None


@transaction.atomic
def load_register(*, partnerships: Path | None = None, triangles: Path | None = None) -> Report:
    """Creates the partnerships of the sources that are missing; what exists stays as it is, so it can run twice.

    All or nothing: a place that is not in the gazetteer raises UnknownPlaces with every line concerned.
    """
    rows, corners = read_rows(partnerships), read_triangles(triangles)
    further = {side for several in (*FURTHER_SIDES.values(), *FURTHER_OF_PAIR.values()) for side in several}
    named = {side for row in rows for side in (row.german_side, *FURTHER_OF_PAIR.get(row.pair, ()))}
    wanted = further if further & named or named & FURTHER_SIDES.keys() else set()
    with index.postponed():
        resolved = resolve_sides(rows, corners, sorted(wanted))
        topics = {topic.slug: topic for topic in Topic.objects.all()}
        created = unchanged = 0
        for pair in _pairs(rows, corners, resolved):
            if _exists(pair, resolved):
                unchanged += 1
            else:
                _create(pair, resolved, topics)
                created += 1
    return Report(created, unchanged, len(rows), len(corners))


def _pairs(
    rows: Sequence[Row], triangles: Sequence[Triangle], resolved: dict[str, ResolvedSide]
) -> Iterator[Pair]:
    """Lines about one pair of actors belong together, whatever their spelling."""
    groups: dict[tuple[int, int], list[Row]] = {}
    for row in rows:
        groups.setdefault(_key(row.german_side, row.ukrainian_side, resolved), []).append(row)
    corners = {_key(line.german_side, line.ukrainian_side, resolved): line for line in triangles}
    for key, lines in groups.items():
        lines.sort(key=lambda row: row.since_year or 0)
        yield Pair(lines[0].german_side, lines[0].ukrainian_side, tuple(lines), corners.get(key))
    for key, line in corners.items():
        if key not in groups:
            yield Pair(line.german_side, line.ukrainian_side, (), line)


def _key(german: str, ukrainian: str, resolved: dict[str, ResolvedSide]) -> tuple[int, int]:
    return resolved[parts_of(german)[0]].actor.pk, resolved[parts_of(ukrainian)[0]].actor.pk


def _slug(pair: Pair, resolved: dict[str, ResolvedSide]) -> str:
    first, second = (resolved[parts_of(side)[0]] for side in (pair.german_side, pair.ukrainian_side))
    return f"{first.short}-{second.short}"[:200]


def _exists(pair: Pair, resolved: dict[str, ResolvedSide]) -> bool:
    return Partnership.objects.filter(slug=_slug(pair, resolved)).exists()


def _create(pair: Pair, resolved: dict[str, ResolvedSide], topics: dict[str, Topic]) -> Partnership:
    told = chronicle(pair.rows, pair.triangle)
    parties = list(parties_of(pair, resolved))
    partnership = Partnership.objects.create(slug=_slug(pair, resolved), **facts_of(pair, told))
    Party.objects.bulk_create(belonging_to(partnership, party) for party, _side in parties)
    HistoryEntry.objects.bulk_create(belonging_to(partnership, entry) for entry in told.entries)
    slugs = {slug for _party, side in parties for slug in side.topics}
    slugs.update(NAMED_TOPICS.get((pair.german_side, pair.ukrainian_side), ()))
    slugs.update(operator_topics(PartnershipKind(partnership.kind)))
    if partnership.has_bridge:
        slugs.add("dreieckspartnerschaft")
    partnership.topics.set([topics[slug] for slug in sorted(slugs) if slug in topics])
    audit.record(action="partnership.recorded", obj=partnership, by=None, source=partnership.source)
    index.refresh(side.actor.pk for _party, side in parties)
    return partnership


def facts_of(pair: Pair, told: Chronicle) -> dict[str, object]:
    """Columns of the partnership itself."""
    last = pair.rows[-1] if pair.rows else None
    confidence = CONFIDENCE[last.confidence][0] if last else Confidence.WEAK
    sources = [*(row.source for row in pair.rows), *([pair.triangle.source] if pair.triangle else [])]
    notes = [row.note for row in pair.rows if row.note]
    if pair.triangle:
        notes.append(
            f"Dreieck mit {pair.triangle.polish_side}"
            f"{TRIANGLE_RESERVATIONS.get(pair.triangle.status, '')}: {pair.triangle.evidence}"
        )
    return {
        "kind": KINDS[last.kind].kind if last else PartnershipKind.CONTACT,
        "status": told.status,
        "since_on": told.since_on,
        "since_precision": told.since_precision,
        "has_bridge": pair.triangle is not None,
        "confidence": confidence,
        "source": "; ".join(dict.fromkeys(readable(source) for source in sources)),
        "note": "\n".join(readable(note) for note in notes),
    }


def parties_of(pair: Pair, resolved: dict[str, ResolvedSide]) -> Iterator[tuple[Party, ResolvedSide]]:
    """The parties in their order, unsaved, each with its side."""
    further = further_sides(pair.german_side, pair.ukrainian_side)
    bridge = (pair.triangle.polish_side,) if pair.triangle else ()
    groups = (
        (_GERMAN, parts_of(pair.german_side)),
        (_FURTHER, further),
        (_BRIDGE, bridge),
        (_UKRAINIAN, parts_of(pair.ukrainian_side)),
    )
    for start, wordings in groups:
        for offset, wording in enumerate(wordings):
            side = resolved[wording]
            role = PartyRole.BRIDGE if start == _BRIDGE else side.role
            yield Party(actor=side.actor, role=role, label=wording[:200], position=start + offset), side


def further_sides(german_side: str, ukrainian_side: str) -> tuple[str, ...]:
    """German towns a source names beside the two sides."""
    return (*FURTHER_SIDES.get(german_side, ()), *FURTHER_OF_PAIR.get((german_side, ukrainian_side), ()))


def belonging_to[Row_: (Party, HistoryEntry)](partnership: Partnership, row: Row_) -> Row_:
    """A party or entry of the history, now with its partnership."""
    row.partnership = partnership
    return row
