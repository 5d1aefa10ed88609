"""Runs of a round: asked for on a page, worked out by a worker that may be stopped or killed at any moment.

The row in PostgreSQL is the promise. A worker claims a run with a number of its own and a lease it renews while it works; the result
is written in one transaction, and only by the worker whose claim still stands. A killed worker's run is taken over when the lease ends.
"""

from __future__ import annotations

import datetime as dt
import logging
import time
import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from partnerships.enums_rounds import AT_WORK, SIDES, RunStatus
from partnerships.matchmaking.assignment import Impossible, Stopped
from partnerships.models import MatchRound, MatchRun
from partnerships.selectors.round_inputs import digest_of, inputs_of
from partnerships.services.rounds.calculation import calculate
from partnerships.services.rounds.editing import check_fixed, locked
from partnerships.services.rounds.results import describe, keep
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger(__name__)

LEASE = dt.timedelta(seconds=60)
MOST_ATTEMPTS = 3


@transaction.atomic
def start_run(*, round: MatchRound, by: User) -> MatchRun:
    """Asks for a run with the round as it is now. Refuses while another one is at work, or when a side is empty."""
    found = locked(round.pk)
    if found.runs.at_work().exists():
        raise Refusal(_("A run of this round is already at work."))
    inputs = inputs_of(found)
    countries = {country for _actor, country, _capacity in inputs["participants"]}
    if countries != set(SIDES):
        raise Refusal(_("A round needs participants on both sides."))
    check_fixed(found)
    last = found.runs.aggregate(last=Max("number"))["last"] or 0
    run = MatchRun.objects.create(
        round=found, number=last + 1, inputs=inputs, digest=digest_of(inputs), started_by=by
    )
    audit.record(action="match_run.started", obj=run, by=by)
    transaction.on_commit(_hint)
    return run


def _hint() -> None:
    """Tells a worker; if the queue is away, beat finds the run within twenty seconds."""
    from partnerships.tasks import work_match_runs

    try:
        work_match_runs.delay()
    except Exception as error:
        log.warning("no worker told of a match run: %s", error)


@transaction.atomic
def stop_run(*, run: MatchRun, by: User) -> MatchRun:
    """Stops a run: at once while it waits, else at the worker's next step. Refuses when it has ended."""
    found = MatchRun.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)
    if found.status not in AT_WORK:
        raise Refusal(_("This run has ended already."))
    found.stop_requested = True
    if found.status == RunStatus.WAITING:
        found.status, found.finished_at = RunStatus.STOPPED, timezone.now()
    found.save()
    audit.record(action="match_run.stopped", obj=found, by=by)
    return found


def work(*, limit: int = 5) -> int:
    """Works out the runs that are due, one after the other; how many. May run twice and at the same time."""
    done = 0
    while done < limit and (run := claim_next()):
        work_out(run)
        done += 1
    return done


@transaction.atomic
def claim_next(now: dt.datetime | None = None) -> MatchRun | None:
    """Takes the oldest run that is due. One that was interrupted too often, or shall stop, is ended instead."""
    now = now or timezone.now()
    for run in MatchRun.objects.due(now).select_for_update(of=("self",), no_key=True, skip_locked=True):
        if run.stop_requested or run.attempts >= MOST_ATTEMPTS:
            run.status = RunStatus.STOPPED if run.stop_requested else RunStatus.FAILED
            run.error = "" if run.stop_requested else "interrupted"
            run.finished_at = now
            run.save()
            continue
        run.status, run.claim, run.lease_until = RunStatus.RUNNING, uuid.uuid4(), now + LEASE
        run.attempts, run.progress, run.phase = run.attempts + 1, 0, ""
        run.save()
        return run
    return None


def work_out(run: MatchRun) -> None:
    """Calculates a claimed run and keeps its result. Ends quietly when it is stopped or another worker has taken over."""
    begun = time.monotonic()
    try:
        outcome = calculate(run.inputs, report=lambda phase, percent: report(run, phase, percent))
        written = describe(run, outcome, report=lambda phase, percent: report(run, phase, percent))
        keep(run, outcome, written, seconds=time.monotonic() - begun)
    except Stopped:
        _end(run, RunStatus.STOPPED, "")
    except Impossible:
        _end(run, RunStatus.FAILED, "impossible")
    except Exception:
        log.exception("match run %s failed", run.pk)
        _end(run, RunStatus.FAILED, "failed")


def report(run: MatchRun, phase: str, percent: int) -> None:
    """Notes how far the work is and renews the lease; committed at once. Raises Stopped when it shall end or is another's by now."""
    mine = MatchRun.objects.filter(pk=run.pk, claim=run.claim, status=RunStatus.RUNNING, stop_requested=False)
    if not mine.update(phase=phase, progress=percent, lease_until=timezone.now() + LEASE):
        raise Stopped


def _end(run: MatchRun, status: str, error: str) -> None:
    MatchRun.objects.filter(pk=run.pk, claim=run.claim, status=RunStatus.RUNNING).update(
        status=status, error=error, finished_at=timezone.now()
    )
