"""Import jobs: taken in, checked and written by a worker, with progress, to be stopped, and safe against a kill.

Who works on a job holds an advisory lock of the database on a connection of its own. When the process dies, PostgreSQL
lets go of the lock and rolls back what was written; the next sweep finds the job without a holder and begins it again. The
rows of the file and the state `done` are committed together: never half a file, never twice.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, connections, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from actors.enums import ImportState
from actors.import_kinds import kinds
from actors.models import ImportJob
from platform_portal.core import audit
from platform_portal.core.errors import Refusal
from platform_portal.core.import_report import ImportReport

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    from accounts.models import User

log = logging.getLogger(__name__)

MAX_BYTES = 20_000_000
MAX_ATTEMPTS = 3
_LOCK_SPACE = 7_302


class Stopped(Exception):
    """Somebody has asked the job to stop."""


@transaction.atomic
def take_in(
    *, kind: str, file_name: str, data: bytes, by: User, encoding: str = "", all_or_nothing: bool = False
) -> ImportJob:
    """Keeps a file; a worker checks it without writing anything. Refuses unknown kinds and too large files."""
    if kind not in kinds():
        raise Refusal(_("This kind of file cannot be imported."))
    if len(data) > MAX_BYTES:
        raise Refusal(
            _("The file is larger than %(limit)s MB. Split it.") % {"limit": MAX_BYTES // 1_000_000}
        )
    job = ImportJob.objects.create(
        kind=kind, file_name=_short_name(file_name), data=data, encoding=encoding, all_or_nothing=all_or_nothing,
        by=by, language=translation.get_language() or "de",
    )  # fmt: skip
    audit.record(action="import.taken_in", obj=job, by=by, kind=kind)
    transaction.on_commit(tell_worker)
    return job


@transaction.atomic
def confirm(*, job: ImportJob, by: User) -> ImportJob:
    """The checked file may be written. Refuses any other state, and a file without a usable row."""
    job = _locked(job)
    if job.state != ImportState.CHECKED:
        raise Refusal(_("This import does not wait for a decision."))
    counts = job.report.get("counts", {})
    if not counts.get("created") and not counts.get("updated"):
        raise Refusal(_("There is nothing to write."))
    if job.all_or_nothing and counts.get("failed"):
        raise Refusal(_("One row cannot be used, and all or nothing was asked for."))
    job.state, job.attempts, job.is_stopping, job.done = ImportState.TO_WRITE, 0, False, 0
    job.save(update_fields=("state", "attempts", "is_stopping", "done"))
    audit.record(action="import.confirmed", obj=job, by=by)
    transaction.on_commit(tell_worker)
    return job


@transaction.atomic
def stop(*, job: ImportJob, by: User) -> ImportJob:
    """Ends a job that waits at once; one at work ends at its next step, and nothing is written."""
    if not job.is_at_work and job.state != ImportState.CHECKED:
        raise Refusal(_("This import has already ended."))
    waiting = (ImportState.TO_CHECK, ImportState.CHECKED, ImportState.TO_WRITE)
    ended = ImportJob.objects.filter(pk=job.pk, state__in=waiting).update(
        state=ImportState.STOPPED, data=None, ended_at=timezone.now()
    )
    if not ended:
        ImportJob.objects.filter(pk=job.pk).update(is_stopping=True)
    audit.record(action="import.stopped", obj=job, by=by)
    job.refresh_from_db()
    return job


@transaction.atomic
def again(*, job: ImportJob, by: User) -> ImportJob:
    """Begins a job that has failed once more, from the check. Refuses when its file is gone."""
    job = _locked(job)
    if job.state != ImportState.FAILED or job.data is None:
        raise Refusal(_("This import cannot be started again; please upload the file once more."))
    job.state, job.attempts, job.problem, job.ended_at = ImportState.TO_CHECK, 0, "", None
    job.save(update_fields=("state", "attempts", "problem", "ended_at"))
    audit.record(action="import.again", obj=job, by=by)
    transaction.on_commit(tell_worker)
    return job


def tell_worker() -> None:
    """Asks a worker to look; the sweep comes anyway."""
    from actors.tasks import run_imports

    try:
        run_imports.apply_async(ignore_result=True, retry=False)
    except Exception as error:  # the queue is down: the row is safe, the next sweep finds it
        log.warning("queue unavailable, the sweep will import: %s", error)


def run_due() -> int:
    """Does all that waits, and takes up what a dead worker has left. Can run twice at once. Returns how many were done."""
    due = ImportJob.objects.filter(state__in=ImportState.at_work()).order_by("created_at", "pk")
    return sum(run(job_id=pk) for pk in due.values_list("pk", flat=True))


def run(*, job_id: int) -> bool:
    """Checks or writes one job, if nobody else is at it."""
    with _held(job_id) as side:
        if side is None:
            return False
        job = ImportJob.objects.filter(pk=job_id, state__in=ImportState.at_work()).first()
        if job is None:
            return False
        is_writing = job.state in (ImportState.TO_WRITE, ImportState.WRITING)
        if job.attempts >= MAX_ATTEMPTS:
            _end(job, ImportState.FAILED, _("The import was interrupted several times."), keep_file=True)
            return True
        job.state = ImportState.WRITING if is_writing else ImportState.CHECKING
        job.attempts += 1
        job.save(update_fields=("state", "attempts"))
        with translation.override(job.language):
            _work(job, side, is_writing=is_writing)
    return True


def _work(job: ImportJob, side: BaseDatabaseWrapper, *, is_writing: bool) -> None:
    try:
        with tempfile.TemporaryDirectory() as folder, transaction.atomic():
            path = Path(folder) / "file"
            path.write_bytes(bytes(job.data or b""))
            report = kinds()[job.kind].run(
                path=path, by=job.by, dry_run=not is_writing, all_or_nothing=job.all_or_nothing,
                encoding=job.encoding, progress=_Progress(job.pk, side),
            )  # fmt: skip
            _finish(job, report, is_writing=is_writing)
    except Stopped:
        _end(job, ImportState.STOPPED, "")
    except Refusal as refusal:
        _end(job, ImportState.FAILED, str(refusal))
    except IntegrityError:
        said = _("Someone entered the same at the same moment; nothing was written. Run the import again.")
        _end(job, ImportState.FAILED, said, keep_file=True)
    except Exception:
        log.exception("import %s", job.pk)
        _end(job, ImportState.FAILED, _("Something went wrong; nothing was written."), keep_file=True)


class _Progress:
    """Writes how far the work is, on the second connection, so that it is seen before the end; hears the call to stop."""

    def __init__(self, job_id: int, side: BaseDatabaseWrapper) -> None:
        self.job_id, self.side = job_id, side

    def __call__(self, step: str, done: int, total: int) -> None:
        with self.side.cursor() as cursor:
            cursor.execute(
                "UPDATE actors_importjob SET step = %s, done = %s, total = %s WHERE id = %s RETURNING is_stopping",
                [step[:80], done, total, self.job_id],
            )
            row = cursor.fetchone()
        if row and row[0]:
            raise Stopped


@contextmanager
def _held(job_id: int) -> Iterator[BaseDatabaseWrapper | None]:
    """A second connection that holds the job, or None when somebody else does. Dies with the process."""
    side = connections.create_connection("default")
    try:
        with side.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCK_SPACE, job_id])
            (is_free,) = cursor.fetchone()
        yield side if is_free else None
    finally:
        side.close()


def _finish(job: ImportJob, report: ImportReport, *, is_writing: bool) -> None:
    job.report = as_data(report)
    job.state = ImportState.CHECKED
    if is_writing:
        job.state, job.data, job.ended_at = ImportState.DONE, None, timezone.now()
        audit.record(action="import.done", obj=job, by=job.by, **job.report["counts"])
    job.attempts = 0
    job.save(update_fields=("report", "state", "data", "ended_at", "attempts"))


def _end(job: ImportJob, state: ImportState, problem: str, *, keep_file: bool = False) -> None:
    changes: dict[str, Any] = {"state": state, "problem": problem, "ended_at": timezone.now()}
    if not keep_file:
        changes["data"] = None
    ImportJob.objects.filter(pk=job.pk).update(**changes)


def as_data(report: ImportReport) -> dict[str, Any]:
    """The report as plain data: counts, remarks about the file, and every row."""
    rows = sorted(report.rows, key=lambda row: row.line)
    return {
        "counts": {outcome.value: number for outcome, number in report.counts.items()},
        "warnings": report.warnings[:100],
        "rows": [[row.line, row.outcome.value, row.name, row.slug, "; ".join(row.messages)] for row in rows],
    }


def _short_name(name: str) -> str:
    plain = "".join(letter for letter in name if letter.isprintable())
    return plain.replace("\\", "/").rsplit("/", 1)[-1][:200] or "file"


def _locked(job: ImportJob) -> ImportJob:
    return ImportJob.objects.select_for_update(of=("self",), no_key=True).get(pk=job.pk)
