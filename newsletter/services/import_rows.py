"""Subscribers from a table, each with the proof of its consent: understood first, then written in one transaction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.models import User
from newsletter.addresses import hashed, hashes, normalised
from newsletter.choices import Topic, Topics
from newsletter.enums import ConsentChannel, ConsentKind, MailFrequency, SubscriberState, SubscriptionKind
from newsletter.models import ConsentRecord, Subscriber, Subscription, Suppression
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.import_report import ImportReport, Outcome, Progress, RowResult, silent
from platform_portal.core.tables import TableRow, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COLUMNS = ("address", "language", "frequency", "topics", "consent_source", "consent_date", "consent_wording")
REQUIRED = ("address", "consent_source", "consent_date", "consent_wording")
LANGUAGES = {code for code, _name in settings.LANGUAGES}
VERSION = "import"
BATCH = 2_000
_LOCK = 7_302_003  # one import of subscribers at a time


@dataclass(slots=True)
class Reader:
    """A row that can be used: who reads what since when, and where it was agreed to."""

    line: int
    address: str
    key: str
    language: str
    frequency: str
    topics: list[Topic]
    source: str
    given_on: dt.date
    wording: str
    problems: list[str] = field(default_factory=list)


@transaction.atomic
def import_subscribers(
    *,
    path: Path,
    by: User | None = None,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    encoding: str = "",
    progress: Progress = silent,
) -> ImportReport:
    """Enters the subscribers of a CSV or XLSX file and answers a report of all rows. Can run twice: then nothing changes.

    Every row brings the proof of its consent (source, date, wording). Who reads already stays as it is; who has left, or is suppressed,
    is not brought back by a file. Good rows are written, bad ones reported; with `all_or_nothing` one bad row keeps all out. Raises
    :class:`Refusal` when the file cannot be read.
    """
    table = read_table(path, known=COLUMNS, required=REQUIRED, encoding=encoding)
    if not table.rows:
        raise Refusal(_("The table has no rows below its first line."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    readers, results = _plan(table.rows, progress)
    report = ImportReport(results, table.warnings, is_dry_run=dry_run)
    report.is_rolled_back = all_or_nothing and report.has_failures
    if not dry_run and not report.is_rolled_back:
        enter(readers, by=by, progress=progress)
    return report


def _plan(rows: Sequence[TableRow], progress: Progress) -> tuple[list[Reader], list[RowResult]]:
    topics, readers, results = Topics(), list[Reader](), list[RowResult]()
    understood = []
    for number, row in enumerate(rows, start=1):
        understood.append((row, understand(row, topics)))
        if number % BATCH == 0 or number == len(rows):
            progress(_("rows checked"), number, len(rows))
    known = _known(reader.key for _row, reader in understood if reader.key)
    lines: dict[str, int] = {}
    for row, reader in understood:
        result = _decide(row, reader, known, lines)
        results.append(result)
        if result.outcome in (Outcome.CREATED, Outcome.UPDATED):
            readers.append(reader)
    return readers, results


def understand(row: TableRow, topics: Topics) -> Reader:
    """The values of a row; what is wrong with it stands in `problems`."""
    cells, problems = row.cells, list(row.problems)
    key = ""
    try:
        key = normalised(cells["address"])
    except ValidationError as error:
        problems.extend(error.messages)
    words = [word for word in cells["topics"].replace(",", ";").replace(" ", "").split(";") if word]
    words = words or [SubscriptionKind.QUARTERLY.value]
    if unknown := [word for word in words if word not in topics.by_word]:
        problems.append(_("topics: not known: %(words)s") % {"words": ", ".join(unknown)[:200]})
    language = cells["language"].lower() or settings.LANGUAGE_CODE
    if language not in LANGUAGES:
        problems.append(_("language: %(text)s is not one of de, uk, en") % {"text": language[:20]})
    frequency = cells["frequency"].lower() or MailFrequency.EVERY.value
    if frequency not in MailFrequency.values:
        problems.append(_("frequency: %(text)s is not one of every, monthly") % {"text": frequency[:20]})
    given_on = _day(cells["consent_date"], problems)
    missing = [column for column in ("consent_source", "consent_wording") if not cells[column]]
    problems.extend(_("%(column)s: is missing") % {"column": column} for column in missing)
    return Reader(
        row.line, cells["address"], key, language, frequency, topics.chosen(words), cells["consent_source"],
        given_on, cells["consent_wording"], problems,
    )  # fmt: skip


def _day(text: str, problems: list[str]) -> dt.date:
    try:
        found = parse_date(text[:10])
    except ValueError:
        found = None
    if found is None:
        problems.append(_("consent_date: is not a date such as 2024-03-31"))
    elif found > timezone.localdate():
        problems.append(_("consent_date: lies in the future"))
    return found or dt.date.min


@dataclass(frozen=True, slots=True)
class _Known:
    states: dict[str, str]
    suppressed: set[str]


def _known(keys: Iterable[str]) -> _Known:
    """What is known about the addresses of the file; two queries per batch."""
    every = list(dict.fromkeys(keys))
    states: dict[str, str] = {}
    suppressed: set[str] = set()
    for start in range(0, len(every), BATCH):
        batch = every[start : start + BATCH]
        states |= dict(Subscriber.objects.filter(address_key__in=batch).values_list("address_key", "state"))
        by_hash = {one: key for key in batch for one in hashes(key)}
        found = Suppression.objects.filter(address_hash__in=by_hash).values_list("address_hash", flat=True)
        suppressed |= {by_hash[one] for one in found}
    return _Known(states, suppressed)


def _decide(row: TableRow, reader: Reader, known: _Known, lines: dict[str, int]) -> RowResult:
    problems, name = reader.problems, masked(reader.address)
    state = known.states.get(reader.key, "")
    if reader.key and (first := lines.setdefault(reader.key, row.line)) != row.line:
        problems.append(_("the same address as in line %(line)s") % {"line": first})
    elif reader.key in known.suppressed or state == SubscriberState.SUPPRESSED:
        problems.append(_("is on the list of addresses that are never written to again"))
    elif state == SubscriberState.LEFT:
        problems.append(_("has left; only the person can subscribe again"))
    if problems:
        return RowResult(row.line, name, Outcome.FAILED, "", [*problems, *row.warnings])
    if state in (SubscriberState.ACTIVE, SubscriberState.PAUSED):
        return RowResult(row.line, name, Outcome.UNCHANGED, "", [_("reads already"), *row.warnings])
    outcome = Outcome.UPDATED if state == SubscriberState.PENDING else Outcome.CREATED
    return RowResult(row.line, name, outcome, "", list(row.warnings))


def masked(address: str) -> str:
    """Enough to find the row, too little to write to: reports are kept longer than some readers want to be known."""
    local, _at, domain = address.rpartition("@")
    return f"{local[:1]}…@{domain[:60]}" if local else "…"


def enter(
    readers: Sequence[Reader],
    *,
    by: User | None,
    progress: Progress = silent,
    now: dt.datetime | None = None,
    is_example: bool = False,
) -> None:
    """Writes readers with subscriptions and proof, in batches, in the running transaction."""
    now = now or timezone.now()
    for start in range(0, len(readers), BATCH):
        batch = readers[start : start + BATCH]
        _enter_batch(batch, by, now, is_example)
        progress(_("rows written"), start + len(batch), len(readers))


def _enter_batch(batch: Sequence[Reader], by: User | None, now: dt.datetime, is_example: bool) -> None:
    keys = [reader.key for reader in batch]
    Subscriber.objects.filter(address_key__in=keys, state=SubscriberState.PENDING).delete()
    accounts = {user.email.casefold(): user for user in User.objects.filter(email__in=keys, subscriber=None)}
    rows = Subscriber.objects.bulk_create(
        [
            Subscriber(
                address=reader.address, address_key=reader.key, language=reader.language, created_at=now,
                frequency=reader.frequency, state=SubscriberState.ACTIVE, state_since=now,
                confirmed_at=_moment(reader.given_on), user=accounts.get(reader.key), is_example=is_example,
            )
            for reader in batch
        ]
    )  # fmt: skip
    pairs = list(zip(batch, rows, strict=True))
    Subscription.objects.bulk_create(topic.row(row) for reader, row in pairs for topic in reader.topics)
    ConsentRecord.objects.bulk_create(
        ConsentRecord(
            subscriber=row, address_hash=hashed(reader.key), kind=ConsentKind.IMPORTED, at=now.replace(microsecond=0),
            channel=ConsentChannel.IMPORT, language=reader.language, wording=reader.wording, wording_version=VERSION,
            source_page=reader.source[:300], topics=sorted(topic.word for topic in reader.topics),
            details={"given_on": reader.given_on.isoformat()},
        )
        for reader, row in pairs
    )  # fmt: skip
    audit.record_many(
        action="subscriber.imported", objects=((row, {"line": reader.line}) for reader, row in pairs), by=by
    )


def _moment(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
