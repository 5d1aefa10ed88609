"""Keeping what a run has found: all of it in one transaction, or nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from actors.models import Actor
from partnerships.enums_rounds import SIDES, RunPhase, RunStatus
from partnerships.matchmaking.assignment import Pair, Stopped
from partnerships.models import MatchRun, RunActor, RunPair
from partnerships.services.rounds.calculation import Outcome
from partnerships.services.rounds.reasons import Lines, reasons_of_left, reasons_of_pairs

type Report = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Written:
    """The sentences of a run: per pair, and per actor that is left over, in every language."""

    pairs: dict[Pair, dict[str, Lines]]
    left: dict[int, dict[str, str]]


def describe(run: MatchRun, outcome: Outcome, *, report: Report) -> Written:
    """Writes the reasons; takes most of the time, so it tells how far it is."""
    kind = run.inputs["kind"]
    pairs = reasons_of_pairs(outcome, kind, go_on=lambda step: report(RunPhase.EXPLAINING, 60 + 10 * step))
    report(RunPhase.EXPLAINING, 90)
    return Written(pairs, reasons_of_left(outcome, kind))


@transaction.atomic
def keep(run: MatchRun, outcome: Outcome, written: Written, *, seconds: float) -> None:
    """Stores the result, if the run is still this worker's. Raises Stopped if it is not, or shall stop."""
    found = MatchRun.objects.select_for_update(of=("self",), no_key=True).get(pk=run.pk)
    if found.claim != run.claim or found.status != RunStatus.RUNNING or found.stop_requested:
        raise Stopped
    market, assignment = outcome.market, outcome.assignment
    fixed = set(market.fixed)
    RunPair.objects.bulk_create(
        RunPair(
            run=found,
            german_id=market.actors[0][pair[0]],
            ukrainian_id=market.actors[1][pair[1]],
            fit=float(market.fitted.both[pair]),
            german_fit=float(market.fitted.there[pair]),
            ukrainian_fit=float(market.fitted.back[pair]),
            is_fixed=pair in fixed,
            reasons=written.pairs.get(pair, {}),
        )
        for pair in assignment.pairs
    )
    RunActor.objects.bulk_create([*_present(found, outcome, written), *_absent(found, outcome, written)])
    found.total, found.bound, found.figures = assignment.total, assignment.bound, outcome.figures
    found.status, found.progress, found.phase = RunStatus.DONE, 100, RunPhase.KEEPING
    found.finished_at, found.seconds = timezone.now(), seconds
    found.save()


def _present(run: MatchRun, outcome: Outcome, written: Written) -> list[RunActor]:
    market = outcome.market
    rows = []
    for side, country in enumerate(SIDES):
        used = outcome.assignment.used(side, len(market.actors[side])).tolist()
        prices = outcome.assignment.prices[side].tolist()
        rows += [
            RunActor(
                run=run,
                actor_id=actor,
                country=country,
                capacity=market.capacity[side][row],
                used=used[row],
                price=round(prices[row], 6),
                why_left=written.left.get(actor, {}),
            )
            for row, actor in enumerate(market.actors[side])
        ]
    return rows


def _absent(run: MatchRun, outcome: Outcome, written: Written) -> list[RunActor]:
    """Participants who cannot take part any more; those whose entry is gone altogether are left out."""
    there = set(Actor.objects.filter(pk__in=outcome.market.absent).values_list("pk", flat=True))
    return [
        RunActor(
            run=run, actor_id=actor, country=country, capacity=capacity, why_left=written.left.get(actor, {})
        )
        for actor, country, capacity in run.inputs["participants"]
        if actor in there
    ]
