"""Sending the proposals of a round: once, to everyone who keeps the entry of either side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.enums import NotificationKind
from accounts.models import User
from accounts.services.notices import tell
from actors.models import Actor, Membership
from partnerships import mails_rounds as mails
from partnerships.enums_rounds import PairState, RoundStatus, RunStatus
from partnerships.models import MatchRound, MatchRun, RoundProposal
from partnerships.selectors.round_inputs import digest_of, inputs_of
from partnerships.services.rounds.editing import locked
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    import datetime as dt


@transaction.atomic
def send_proposals(*, run: MatchRun, by: User, now: dt.datetime | None = None) -> int:
    """Proposes the pairs of a run to both sides and ends the round; how many pairs.

    Refuses when the round was sent already, when the run has no result, or when something was changed since it.
    """
    now = now or timezone.now()
    round = locked(run.round_id)
    run = round.runs.get(pk=run.pk)
    if run.status != RunStatus.DONE:
        raise Refusal(_("This run has no result that could be sent."))
    if run.digest != digest_of(inputs_of(round)):
        raise Refusal(
            _("Participants, places, weights or pairs were changed since this run. Run again first.")
        )
    made = _propose(round, run, now)
    if not made:
        raise Refusal(_("This run has found no pair that could be proposed."))
    round.status, round.sent_at, round.sent_by = RoundStatus.SENT, now, by
    round.save()
    audit.record(action="match_round.sent", obj=round, by=by, run=run.number, pairs=len(made))
    _tell_everyone(made, now)
    return len(made)


def _propose(round: MatchRound, run: MatchRun, now: dt.datetime) -> list[RoundProposal]:
    """The pairs as proposals, each once, with what the secretariat has added."""
    notes = {
        (german, ukrainian): note
        for german, ukrainian, note in round.pairs.exclude(state=PairState.FORBIDDEN).values_list(
            "german", "ukrainian", "note"
        )
    }
    rows = [
        RoundProposal(
            round=round,
            german_id=pair.german_id,
            ukrainian_id=pair.ukrainian_id,
            fit=pair.fit,
            reasons=pair.reasons,
            note=notes.get((pair.german_id, pair.ukrainian_id), ""),
            sent_at=now,
        )
        for pair in run.found.all()
    ]
    return RoundProposal.objects.bulk_create(rows)


def _tell_everyone(made: list[RoundProposal], now: dt.datetime) -> None:
    """One letter per person and actor, in the person's language, at the time the person has chosen."""
    mine: dict[int, list[RoundProposal]] = defaultdict(list)
    for proposal in made:
        mine[proposal.german_id].append(proposal)
        mine[proposal.ukrainian_id].append(proposal)
    actors = Actor.objects.select_related("place").in_bulk(mine)
    for membership in _people(mine):
        user, actor = membership.user, actors[membership.actor_id]
        with translation.override(user.language):
            found = [_found(proposal, actor, actors, user.language) for proposal in mine[actor.pk]]
            letter = mails.proposals(actor=called(actor), found=found, url=_address(actor, user.language))
        tell(user=user, kind=NotificationKind.PROPOSALS, letter_kind=mails.PROPOSALS, letter=letter, now=now)


def _people(actors: Iterable[int]) -> list[Membership]:
    found = Membership.objects.filter(actor__in=list(actors), user__is_active=True)
    return list(found.select_related("user").order_by("user", "actor"))


def _found(proposal: RoundProposal, actor: Actor, actors: dict[int, Actor], language: str) -> mails.Found:
    is_german = proposal.german_id == actor.pk
    other = actors[proposal.ukrainian_id if is_german else proposal.german_id]
    lines = proposal.reasons.get(language, {}).get("german" if is_german else "ukrainian", [])
    reasons = [line["text"] for line in lines if line["kind"] not in ("minus", "unknown")]
    return mails.Found(called(other), reasons, proposal.note)


def called(actor: Actor) -> str:
    """A municipality by its place, everyone else by name, in the active language."""
    return actor.place.name_here if actor.is_municipal and actor.place else str(actor.name)


def _address(actor: Actor, language: str) -> str:
    with translation.override(language):
        return settings.PORTAL_BASE_URL + reverse("matchmaking-actor", args=[actor.slug]) + "#secretariat"
