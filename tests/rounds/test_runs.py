"""A run: started, worked out, stopped, lost and taken over."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from partnerships.enums_requests import RequestStatus
from partnerships.enums_rounds import PairState, RunStatus
from partnerships.models import CooperationRequest, MatchRun
from partnerships.services.rounds import editing, runs
from partnerships.services.rounds.results import keep
from platform_portal.core.errors import Refusal
from tests.factories.partnerships import PartnershipFactory
from tests.factories.places import PlaceStatusFactory


def names(run: MatchRun) -> list[tuple[str, str]]:
    """The pairs by their places."""
    rows = run.found.select_related("german__place", "ukrainian__place")
    return sorted((row.german.place.name_native, row.ukrainian.place.name_native) for row in rows)


def done(match_round, secretariat) -> MatchRun:
    """A run worked out."""
    run = runs.start_run(round=match_round, by=secretariat)
    assert runs.work() == 1
    run.refresh_from_db()
    return run


def test_a_run_finds_the_best_pairs_and_proves_it(match_round, secretariat):
    run = done(match_round, secretariat)
    assert (run.status, run.progress, run.error) == (RunStatus.DONE, 100, "")
    assert len(names(run)) == 2
    assert ("Essen", "Rivne") in names(run)
    assert run.figures["proven"] is True
    assert run.total == pytest.approx(run.bound)


def test_every_pair_has_reasons_for_both_sides_in_three_languages(match_round, secretariat):
    run = done(match_round, secretariat)
    for pair in run.found.all():
        for language in ("de", "uk", "en"):
            assert pair.reasons[language]["german"]
            assert pair.reasons[language]["ukrainian"]


def test_who_is_left_over_learns_why_and_what_would_be_needed(match_round, secretariat):
    run = done(match_round, secretariat)
    (left,) = [row for row in run.sides.all() if not row.used]
    assert left.country == "DE"
    assert left.why_left["en"].startswith("All 2 fitting partners are taken. The nearest is Dubno")
    assert "one more free place" in left.why_left["en"]


def test_the_one_asked_most_has_a_price(match_round, secretariat, by_name):
    run = done(match_round, secretariat)
    prices = {row.actor_id: row.price for row in run.sides.all()}
    assert prices[by_name["Dubno"].pk] > 0
    assert prices[by_name["Unna"].pk] >= 0


def test_partners_open_requests_and_a_recent_no_are_not_paired(match_round, secretariat, by_name):
    essen, rivne, dubno = (by_name[name] for name in ("Essen", "Rivne", "Dubno"))
    PartnershipFactory(parties=[essen, rivne])
    CooperationRequest.objects.create(
        sender=dubno, recipient=essen, status=RequestStatus.DECLINED, ended_at=timezone.now()
    )
    run = done(match_round, secretariat)
    assert all(german != "Essen" for german, _ukrainian in names(run))
    why = run.sides.get(actor=essen).why_left["de"]
    assert why


def test_fixed_and_forbidden_pairs_are_obeyed(match_round, secretariat, by_name):
    fix = {"german": by_name["Soest"].pk, "ukrainian": by_name["Rivne"].pk}
    forbid = {"german": by_name["Essen"].pk, "ukrainian": by_name["Dubno"].pk}
    editing.set_pair(round=match_round, state=PairState.FIXED, by=secretariat, **fix)
    editing.set_pair(round=match_round, state=PairState.FORBIDDEN, by=secretariat, **forbid)
    run = done(match_round, secretariat)
    assert names(run) == [("Soest", "Rivne"), ("Unna", "Dubno")]
    assert run.found.get(german=by_name["Soest"]).is_fixed


def test_more_fixed_pairs_than_places_are_refused(match_round, secretariat, by_name):
    rivne = by_name["Rivne"].pk
    editing.set_pair(
        round=match_round, german=by_name["Essen"].pk, ukrainian=rivne, state=PairState.FIXED, by=secretariat
    )
    with pytest.raises(Refusal, match="fewer free places"):
        editing.set_pair(
            round=match_round,
            german=by_name["Unna"].pk,
            ukrainian=rivne,
            state=PairState.FIXED,
            by=secretariat,
        )


def test_capacities_are_kept(match_round, secretariat, by_name):
    editing.set_capacities(round=match_round, capacities={by_name["Dubno"].pk: 2}, by=secretariat)
    run = done(match_round, secretariat)
    assert len(names(run)) == 3
    assert all(row.used <= row.capacity for row in run.sides.all())


def test_nobody_gets_a_pair_below_the_smallest_fit(match_round, secretariat):
    editing.set_rules(round=match_round, weights={}, minimum_fit=100, newcomer_bonus=0, by=secretariat)
    run = done(match_round, secretariat)
    assert names(run) == []
    assert "smallest fit" in run.sides.first().why_left["en"]


def test_an_occupied_place_drops_out_and_is_named(match_round, secretariat, by_name):
    PlaceStatusFactory(place=by_name["Rivne"].place)
    run = done(match_round, secretariat)
    assert [pair[1] for pair in names(run)] == ["Dubno"]
    assert "Cannot take part" in run.sides.get(actor=by_name["Rivne"]).why_left["en"]


def test_the_same_input_gives_the_same_pairs_and_the_same_digest(match_round, secretariat):
    one, other = done(match_round, secretariat), done(match_round, secretariat)
    assert names(one) == names(other)
    assert (one.digest, one.total) == (other.digest, other.total)


def test_only_one_run_of_a_round_is_at_work(match_round, secretariat):
    runs.start_run(round=match_round, by=secretariat)
    with pytest.raises(Refusal, match="already at work"):
        runs.start_run(round=match_round, by=secretariat)


def test_a_round_needs_both_sides(match_round, secretariat, by_name):
    gone = [by_name[name].pk for name in ("Rivne", "Dubno")]
    editing.remove_participants(round=match_round, actors=gone, by=secretariat)
    with pytest.raises(Refusal, match="both sides"):
        runs.start_run(round=match_round, by=secretariat)


def test_a_waiting_run_is_stopped_at_once_and_never_worked_out(match_round, secretariat):
    run = runs.start_run(round=match_round, by=secretariat)
    runs.stop_run(run=run, by=secretariat)
    assert runs.work() == 0
    run.refresh_from_db()
    assert run.status == RunStatus.STOPPED


def test_a_running_one_stops_at_its_next_step_and_keeps_nothing(match_round, secretariat):
    runs.start_run(round=match_round, by=secretariat)
    run = runs.claim_next()
    runs.stop_run(run=run, by=secretariat)
    runs.work_out(run)
    run.refresh_from_db()
    assert (run.status, run.found.count(), run.sides.count()) == (RunStatus.STOPPED, 0, 0)


def test_a_run_whose_worker_is_lost_is_taken_over_after_its_lease(match_round, secretariat):
    runs.start_run(round=match_round, by=secretariat)
    lost = runs.claim_next()
    assert runs.claim_next() is None
    again = runs.claim_next(now=timezone.now() + runs.LEASE + dt.timedelta(seconds=1))
    assert (again.pk, again.attempts) == (lost.pk, 2)
    runs.work_out(lost)
    again.refresh_from_db()
    assert again.status == RunStatus.RUNNING
    runs.work_out(again)
    again.refresh_from_db()
    assert (again.status, again.found.count()) == (RunStatus.DONE, 2)


def test_a_worker_that_lost_its_claim_writes_nothing(match_round, secretariat, monkeypatch):
    runs.start_run(round=match_round, by=secretariat)
    lost = runs.claim_next()

    def too_late(run, outcome, written, *, seconds):
        assert runs.claim_next(now=timezone.now() + 2 * runs.LEASE)
        keep(run, outcome, written, seconds=seconds)

    monkeypatch.setattr(runs, "keep", too_late)
    runs.work_out(lost)
    lost.refresh_from_db()
    assert (lost.status, lost.found.count()) == (RunStatus.RUNNING, 0)


def test_a_run_that_is_interrupted_again_and_again_is_given_up(match_round, secretariat):
    run = runs.start_run(round=match_round, by=secretariat)
    now = timezone.now()
    for _attempt in range(runs.MOST_ATTEMPTS):
        now += 2 * runs.LEASE
        assert runs.claim_next(now=now)
    assert runs.claim_next(now=now + 2 * runs.LEASE) is None
    run.refresh_from_db()
    assert (run.status, run.error) == (RunStatus.FAILED, "interrupted")


def test_an_error_ends_the_run_and_the_next_one_may_start(match_round, secretariat, monkeypatch, caplog):
    monkeypatch.setattr(runs, "calculate", lambda *a, **k: 1 / 0)
    run = runs.start_run(round=match_round, by=secretariat)
    runs.work()
    run.refresh_from_db()
    assert (run.status, run.error) == (RunStatus.FAILED, "failed")
    assert runs.start_run(round=match_round, by=secretariat).number == 2
