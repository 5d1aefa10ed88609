"""Actors from a table: every row is understood before the first is written, and all are written in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils.translation import gettext as _

from actors.enums import MUNICIPAL_KINDS, TRANSITIONS, ActorStatus
from actors.models import Actor
from actors.services import duplicate_search
from actors.services.duplicate_reasons import reason_text
from actors.services.duplicates import Finder
from actors.services.import_matches import Known, KnownActors
from actors.services.import_places import PlaceFinder
from actors.services.import_rows import COLUMNS, NAMES, ActorRow, Vocabulary, asked_of, understand
from actors.services.import_writing import write
from platform_portal.core.errors import Refusal
from platform_portal.core.import_report import ImportReport, Outcome, Progress, RowResult, silent
from platform_portal.core.tables import Table, read_table

if TYPE_CHECKING:
    from accounts.models import User

_STEP = 1_000
_LIKELY = 3  # duplicates named per row
_LOCK = 7_302_001  # one import of actors at a time


@dataclass(slots=True)
class Plan:
    """What an import is going to write, and what it reports."""

    created: list[tuple[ActorRow, str]] = field(default_factory=list)
    updated: list[tuple[ActorRow, Actor, list[str]]] = field(default_factory=list)
    results: list[RowResult] = field(default_factory=list)


@transaction.atomic
def import_actors(
    *,
    path: Path,
    by: User | None = None,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    encoding: str = "",
    progress: Progress = silent,
) -> ImportReport:
    """Enters the actors of a CSV or XLSX file and answers a report of all rows. Can run twice: then nothing changes.

    A row with the slug of an actor changes the fields it fills in (topics are added, never taken away); a row about an
    actor that is there under another slug changes nothing and says so. Good rows are written, bad ones reported;
    with `all_or_nothing` one bad row keeps all out. Raises :class:`Refusal` when the file cannot be read.
    """
    table = read_actors(path, encoding)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    plan = _plan(table, progress)
    report = ImportReport(plan.results, table.warnings, is_dry_run=dry_run)
    report.is_rolled_back = all_or_nothing and report.has_failures
    if not dry_run and not report.is_rolled_back:
        write(created=plan.created, updated=plan.updated, by=by, progress=progress)
    return report


def read_actors(path: Path, encoding: str = "") -> Table:
    """The rows of a file with actors; raises :class:`Refusal` where it is none."""
    table = read_table(path, known=COLUMNS, required=("kind",), encoding=encoding)
    if not set(NAMES) & set(table.columns):
        raise Refusal(
            _("These columns are missing: %(missing)s. The file has: %(found)s.")
            % {"missing": "name_de", "found": ", ".join(table.columns)}
        )
    if not table.rows:
        raise Refusal(_("The table has no rows below its first line."))
    return table


def _plan(table: Table, progress: Progress) -> Plan:
    words, known = Vocabulary.read(), KnownActors()
    places = PlaceFinder(asked for row in table.rows if (asked := asked_of(row, words)))
    rows = []
    for number, row in enumerate(table.rows, start=1):
        rows.append(understand(row, words, places))
        if number % _STEP == 0 or number == len(table.rows):
            progress(_("rows checked"), number, len(table.rows))
    entered = _entered(rows, known)
    plan, first_lines, others = Plan(), dict[str, int](), duplicate_search.finder()
    for understood in rows:
        _decide(understood, known, entered, first_lines, plan)
        if plan.created and plan.created[-1][0] is understood:
            _warn(understood, plan.created[-1][1], others, plan.results[-1])
    return plan


def _warn(row: ActorRow, slug: str, others: Finder, result: RowResult) -> None:
    """Names the entries, and rows above, that may be the same actor as a new one."""
    entry = duplicate_search.entry_of(
        key=-row.line, slug=slug, names=row.names.values(), kind=row.kind, place=row.place,
        website=str(row.values.get("website", "")),
    )  # fmt: skip
    for other, why in others.like(entry)[:_LIKELY]:
        reasons = ", ".join(reason_text(key, value) for key, value in why.reasons)
        result.messages.append(
            _("may be the same actor as %(slug)s (%(reasons)s)") % {"slug": other.slug, "reasons": reasons}
        )
    others.add(entry)


def _entered(rows: Sequence[ActorRow], known: KnownActors) -> dict[int, Actor]:
    """The actors that rows name by slug, locked and with their topics."""
    ids = {found.pk for row in rows if (found := known.by_slug.get(row.slug)) and found.pk}
    locked = Actor.objects.filter(pk__in=ids).order_by("pk").select_for_update(of=("self",), no_key=True)
    return {actor.pk: actor for actor in locked.prefetch_related("actor_topics")}


def _decide(
    row: ActorRow, known: KnownActors, entered: dict[int, Actor], first_lines: dict[str, int], plan: Plan
) -> None:
    found = known.match(row) if not row.problems else None
    line = first_lines.get(found.slug) if found else None
    if line is not None and found:
        row.problems.append(
            _("the same actor as in line %(line)s (%(slug)s)") % {"line": line, "slug": found.slug}
        )
    if found is None and row.place is None and row.kind in MUNICIPAL_KINDS and not row.problems:
        row.problems.append(_("place: is missing; a municipality, district or region needs one"))
    if row.problems:
        _report(plan, row, Outcome.FAILED, "", row.problems)
        return
    if found is None:
        if other := known.same_site(row):
            row.warnings.append(_("has the same website as %(slug)s: a duplicate?") % {"slug": other.slug})
        slug = known.add(row)
        first_lines[slug] = row.line
        plan.created.append((row, slug))
        _report(plan, row, Outcome.CREATED, slug)
        return
    first_lines[found.slug] = row.line
    if row.slug == found.slug and found.pk:
        _decide_change(row, entered[found.pk], known, plan)
    else:
        said = _("is there already as %(slug)s; with this slug the row would change it") % {
            "slug": found.slug
        }
        _report(plan, row, Outcome.UNCHANGED, found.slug, [said])


def _decide_change(row: ActorRow, actor: Actor, known: KnownActors, plan: Plan) -> None:
    values = {"kind": row.kind, **row.values}
    changed = [column for column, value in values.items() if (getattr(actor, column) or "") != (value or "")]
    if problem := _obstacle(row, actor, known, changed):
        _report(plan, row, Outcome.FAILED, actor.slug, [problem])
        return
    there = {(entry.role, entry.topic_id) for entry in actor.actor_topics.all()}
    new_topics = any((role, pk) not in there for role, topics in row.topics.items() for pk in topics)
    if row.status and row.status != actor.status:
        changed.append("status")
    if not changed and not new_topics:
        _report(plan, row, Outcome.UNCHANGED, actor.slug)
        return
    plan.updated.append((row, actor, changed))
    said = ", ".join([column.removesuffix("_id") for column in changed] + ["topics"] * new_topics)
    _report(plan, row, Outcome.UPDATED, actor.slug, [_("changed: %(fields)s") % {"fields": said}])


def _obstacle(row: ActorRow, actor: Actor, known: KnownActors, changed: list[str]) -> str:
    """Why the entry must not be changed so, or nothing."""
    if row.status and row.status != actor.status and row.status not in TRANSITIONS[actor.status]:
        return _("status: an entry that is “%(status)s” cannot become “%(to)s”") % {
            "status": actor.get_status_display(),
            "to": ActorStatus(row.status).label,
        }
    other: Known | None = known.namesake(row) if row.kind in MUNICIPAL_KINDS else None
    if {"kind", "place_id"} & set(changed) and other and other.pk != actor.pk:
        return _("place: %(slug)s is already there") % {"slug": other.slug}
    return ""


def _report(plan: Plan, row: ActorRow, outcome: Outcome, slug: str, said: Sequence[str] = ()) -> None:
    plan.results.append(RowResult(row.line, row.name, outcome, slug, [*said, *row.warnings]))
