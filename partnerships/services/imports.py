"""Partnerships from a table: every row is understood before the first is written, and all are written in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from actors.enums import MUNICIPAL_KINDS
from actors.models import Topic
from actors.services import index
from partnerships.enums import PartnershipKind, PartnershipStatus, PartyRole
from partnerships.models import HistoryEntry, Partnership, Party
from partnerships.services.import_rows import (
    COLUMNS,
    REQUIRED,
    Identity,
    KnownSide,
    PartnershipRow,
    SideFinder,
    Words,
    understand,
)
from partnerships.services.register import Pair, belonging_to, facts_of, parties_of
from partnerships.services.register_history import Chronicle, chronicle
from partnerships.services.register_kinds import operator_topics
from partnerships.services.register_parties import ResolvedSide, parts_of, resolved_side
from partnerships.services.register_source import Triangle
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.import_report import ImportReport, Outcome, Progress, RowResult, silent
from platform_portal.core.tables import Table, read_table

if TYPE_CHECKING:
    from accounts.models import User

BATCH = 1_000
_LOCK = 7_302_002  # one import of partnerships at a time


@dataclass(slots=True)
class Entry:
    """One partnership to be written: its rows, earliest first, and its slug once known."""

    rows: list[PartnershipRow]
    result: RowResult


@transaction.atomic
def import_partnerships(
    *,
    path: Path,
    by: User | None = None,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    encoding: str = "",
    progress: Progress = silent,
) -> ImportReport:
    """Enters the partnerships of a CSV or XLSX file and answers a report of all rows. Can run twice: then nothing changes.

    Rows about one pair of sides are one partnership with several entries in its history; a pair that is there already
    stays as it is. Municipalities that are missing are entered as in the register. Good rows are written, bad ones
    reported; with `all_or_nothing` one bad row keeps all out. Raises :class:`Refusal` when the file cannot be read.
    """
    table = read_table(path, known=COLUMNS, required=REQUIRED, encoding=encoding)
    if not table.rows:
        raise Refusal(_("The table has no rows below its first line."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    entries, results = _plan(table, progress)
    report = ImportReport(results, table.warnings, is_dry_run=dry_run)
    report.is_rolled_back = all_or_nothing and report.has_failures
    if not dry_run and not report.is_rolled_back:
        with translation.override("de"), index.postponed():
            _write(entries, by, progress)
    return report


def _plan(table: Table, progress: Progress) -> tuple[list[Entry], list[RowResult]]:
    words = Words()
    finder = SideFinder(table.rows, words)
    known, results = _known_pairs(), []
    entries: dict[tuple[Identity, Identity], Entry] = {}
    for number, raw in enumerate(table.rows, start=1):
        row = understand(raw, words, finder)
        results.append(_decide(row, known, entries))
        if number % BATCH == 0 or number == len(table.rows):
            progress(_("rows checked"), number, len(table.rows))
    return list(entries.values()), results


def _decide(
    row: PartnershipRow,
    known: dict[Identity, dict[int, str]],
    entries: dict[tuple[Identity, Identity], Entry],
) -> RowResult:
    if not row.problems and row.pair[0] == row.pair[1]:
        row.problems.append(_("both sides are the same"))
    if row.problems or row.row is None:
        return RowResult(row.line, row.name, Outcome.FAILED, "", [*row.problems, *row.warnings])
    german, ukrainian = (known.get(identity, {}) for identity in row.pair)
    if there := sorted(german.keys() & ukrainian.keys()):
        said = _("is there already as %(slug)s") % {"slug": german[there[0]]}
        return RowResult(row.line, row.name, Outcome.UNCHANGED, german[there[0]], [said, *row.warnings])
    result = RowResult(row.line, row.name, Outcome.CREATED, "", list(row.warnings))
    entry = entries.get(row.pair)
    if entry is None:
        entries[row.pair] = Entry([row], result)
        return result
    for other in entry.rows:
        assert other.row is not None
        if (other.row.kind, other.row.since_year) == (row.row.kind, row.row.since_year):
            said = _("the same partnership as in line %(line)s") % {"line": other.line}
            return RowResult(row.line, row.name, Outcome.FAILED, "", [said])
    entry.rows.append(row)
    result.messages.append(_("part of the partnership in line %(line)s") % {"line": entry.rows[0].line})
    return result


def _known_pairs() -> dict[Identity, dict[int, str]]:
    """Partnerships (id and slug) by everything one of their parties can be recognised by; one query."""
    known: dict[Identity, dict[int, str]] = defaultdict(dict)
    columns = ("partnership_id", "partnership__slug", "actor_id", "actor__slug", "actor__kind",
               "actor__place_id", "place_id")  # fmt: skip
    for pk, slug, actor, actor_slug, kind, actor_place, place in Party.objects.values_list(*columns):
        identities: list[Identity] = [("actor", actor), ("slug", actor_slug)] if actor else []
        if at := (actor_place if kind in MUNICIPAL_KINDS else None) or place:
            identities.append(("place", at))
        for identity in identities:
            known[identity][pk] = slug
    return known


def _write(entries: Sequence[Entry], by: User | None, progress: Progress) -> None:
    resolved: dict[tuple[str, Identity], ResolvedSide] = {}
    topics = dict(Topic.objects.values_list("slug", "pk"))
    taken = set(Partnership.objects.values_list("slug", flat=True))
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        for entry in batch:
            for row in entry.rows:
                for wording, side in row.sides.items():
                    if (wording, side.identity) not in resolved:
                        resolved[wording, side.identity] = _resolved(side)
        _write_batch(batch, resolved, topics, taken, by)
        progress(_("rows written"), start + len(batch), len(entries))


def _resolved(side: KnownSide) -> ResolvedSide:
    if side.actor is not None:
        return ResolvedSide(side.spec.wording, side.actor, PartyRole.PARTNER, (), side.actor.slug)
    return resolved_side(side.spec, side.place)


def _write_batch(
    batch: Sequence[Entry],
    resolved: dict[tuple[str, Identity], ResolvedSide],
    topics: dict[str, int],
    taken: set[str],
    by: User | None,
) -> None:
    made: list[tuple[Entry, Partnership, list[tuple[Party, ResolvedSide]], Chronicle]] = []
    for entry in batch:
        entry.rows.sort(key=lambda row: (row.row.since_year or 0) if row.row else 0)
        sides = {
            wording: resolved[wording, side.identity]
            for row in entry.rows
            for wording, side in row.sides.items()
        }
        pair, told = _pair(entry), chronicle([row.row for row in entry.rows if row.row], None)
        partnership = _partnership(entry, pair, told, sides, taken)
        made.append((entry, partnership, _once(parties_of(pair, sides)), told))
    Partnership.objects.bulk_create([partnership for _entry, partnership, _parties, _told in made])
    Party.objects.bulk_create(
        belonging_to(partnership, party)
        for _entry, partnership, parties, _told in made
        for party, _side in parties
    )
    HistoryEntry.objects.bulk_create(
        belonging_to(partnership, line)
        for _entry, partnership, _parties, told in made
        for line in told.entries
    )
    Partnership.topics.through.objects.bulk_create(
        Partnership.topics.through(partnership_id=partnership.pk, topic_id=topic)
        for entry, partnership, parties, _told in made
        for topic in sorted(_topics(entry, partnership, parties, topics))
    )
    objects = ((partnership, {"line": entry.result.line}) for entry, partnership, _parties, _told in made)
    audit.record_many(action="partnership.imported", objects=objects, by=by)
    index.refresh(side.actor.pk for _entry, _partnership, parties, _told in made for _party, side in parties)


def _pair(entry: Entry) -> Pair:
    rows = tuple(row.row for row in entry.rows if row.row)
    last = rows[-1]
    polish = next((row.polish_side for row in entry.rows if row.polish_side), "")
    triangle = (
        Triangle(last.line, rows[0].german_side, polish, rows[0].ukrainian_side, "", None, "", last.source)
        if polish
        else None
    )
    return Pair(rows[0].german_side, rows[0].ukrainian_side, rows, triangle)


def _partnership(
    entry: Entry, pair: Pair, told: Chronicle, sides: dict[str, ResolvedSide], taken: set[str]
) -> Partnership:
    status = next((row.status for row in reversed(entry.rows) if row.status), "")
    if status:
        told.status = PartnershipStatus(status)
        if status in (PartnershipStatus.PLANNED, PartnershipStatus.FAILED):
            for line in told.entries:
                line.status = PartnershipStatus.PLANNED
    facts = facts_of(Pair(pair.german_side, pair.ukrainian_side, pair.rows, None), told)
    first, second = (sides[parts_of(side)[0]] for side in (pair.german_side, pair.ukrainian_side))
    slug, number = f"{first.short}-{second.short}"[:190], 2
    while slug in taken:
        slug, number = f"{first.short}-{second.short}"[:190] + f"-{number}", number + 1
    taken.add(slug)
    entry.result.slug = slug
    return Partnership(slug=slug, **{**facts, "has_bridge": pair.triangle is not None})


def _once(parties: Iterator[tuple[Party, ResolvedSide]]) -> list[tuple[Party, ResolvedSide]]:
    """An actor is a party once, whatever its wordings."""
    return list({side.actor.pk: (party, side) for party, side in parties}.values())


def _topics(
    entry: Entry, partnership: Partnership, parties: list[tuple[Party, ResolvedSide]], topics: dict[str, int]
) -> set[int]:
    slugs = {slug for _party, side in parties for slug in side.topics}
    slugs.update(operator_topics(PartnershipKind(partnership.kind)))
    slugs.update(("dreieckspartnerschaft",) if partnership.has_bridge else ())
    given = {topic for row in entry.rows for topic in row.topics}
    return given | {topics[slug] for slug in slugs if slug in topics}
