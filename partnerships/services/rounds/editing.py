"""Preparing a match round: who takes part with how many places, what counts, and what is said about single pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from actors.enums import ActorStatus
from actors.models import Actor
from partnerships.enums_rounds import SIDES, PairState, RoundStatus
from partnerships.matchmaking import WEIGHTS, criteria
from partnerships.models import MatchRound, RoundPair, RoundParticipant
from partnerships.models.match_round import LARGEST_CAPACITY
from partnerships.selectors.proposal_facts import PAIRED_KINDS
from platform_portal.core import audit
from platform_portal.core.errors import Refusal

if TYPE_CHECKING:
    from accounts.models import User

#: More participants per side than this would make the page, not the calculation, too long.
MOST_PARTICIPANTS = 600
LARGEST_WEIGHT = 20.0


def locked(round_pk: int) -> MatchRound:
    """The round, locked, if it can still be changed. Refuses otherwise."""
    found = MatchRound.objects.select_for_update(of=("self",), no_key=True).get(pk=round_pk)
    if found.status != RoundStatus.OPEN:
        raise Refusal(
            _("The proposals of this round have been sent. Start a new round; this one can be copied.")
        )
    return found


@transaction.atomic
def create_round(*, name: str, kind: str, by: User, copy_of: MatchRound | None = None) -> MatchRound:
    """A new round; as a copy it takes participants, places, weights and pairs of another one. Refuses without a name."""
    name = " ".join(name.split())[:120]
    if not name:
        raise Refusal(_("Give the round a name."))
    kind = copy_of.kind if copy_of else kind
    if kind not in PAIRED_KINDS:
        raise Refusal(_("Organisations of this kind are not paired with each other."))
    made = MatchRound.objects.create(name=name, kind=kind, created_by=by)
    if copy_of:
        _copy(copy_of, made)
    audit.record(action="match_round.created", obj=made, by=by, copy_of=copy_of.pk if copy_of else None)
    return made


def _copy(old: MatchRound, new: MatchRound) -> None:
    for name in ("weights", "minimum_fit", "newcomer_bonus"):
        setattr(new, name, getattr(old, name))
    new.save()
    RoundParticipant.objects.bulk_create(
        RoundParticipant(round=new, actor_id=row.actor_id, country=row.country, capacity=row.capacity)
        for row in old.participants.all()
    )
    RoundPair.objects.bulk_create(
        RoundPair(
            round=new,
            german_id=pair.german_id,
            ukrainian_id=pair.ukrainian_id,
            state=pair.state,
            note=pair.note,
            by=pair.by,
        )
        for pair in old.pairs.exclude(state=PairState.FIXED)
    )


@transaction.atomic
def add_participants(*, round: MatchRound, actors: Iterable[int], by: User) -> int:
    """Takes actors into the round; those who are in it already stay as they are. How many are new.

    Only published actors of the kind of the round, in Germany or Ukraine; others are passed over. Free places at first: what
    the actor says it can take per quarter.
    """
    found = locked(round.pk)
    wanted = Actor.objects.filter(
        pk__in=list(actors), kind=found.kind, status=ActorStatus.PUBLISHED, place__country__in=SIDES
    )
    present = set(found.participants.values_list("actor", flat=True))
    new = [
        RoundParticipant(
            round=found,
            actor_id=pk,
            country=country,
            capacity=min(1 if capacity is None else capacity, LARGEST_CAPACITY),
        )
        for pk, country, capacity in wanted.order_by("pk").values_list(
            "pk", "place__country_id", "capacity_per_quarter"
        )
        if pk not in present
    ]
    for side in SIDES:
        number = found.participants.filter(country=side).count() + sum(row.country == side for row in new)
        if number > MOST_PARTICIPANTS:
            raise Refusal(
                _("At most %(number)s participants per side. Make two rounds of it.")
                % {"number": MOST_PARTICIPANTS}
            )
    RoundParticipant.objects.bulk_create(new)
    if new:
        audit.record(action="match_round.participants_added", obj=found, by=by, number=len(new))
    return len(new)


@transaction.atomic
def remove_participants(*, round: MatchRound, actors: Iterable[int], by: User) -> int:
    """Takes actors out of the round, with what was said about their pairs. How many."""
    found = locked(round.pk)
    gone = list(actors)
    number, _rows = found.participants.filter(actor__in=gone).delete()
    found.pairs.filter(german__in=gone).delete()
    found.pairs.filter(ukrainian__in=gone).delete()
    if number:
        audit.record(action="match_round.participants_removed", obj=found, by=by, number=number)
    return number


@transaction.atomic
def set_capacities(*, round: MatchRound, capacities: Mapping[int, int], by: User) -> int:
    """Sets free places by actor number. How many changed. Refuses what is not a number of places."""
    found = locked(round.pk)
    changed = []
    for row in found.participants.filter(actor__in=list(capacities)).order_by("pk"):
        wanted = capacities[row.actor_id]
        if not 0 <= wanted <= LARGEST_CAPACITY:
            raise Refusal(_("Free places are a number from 0 to %(number)s.") % {"number": LARGEST_CAPACITY})
        if row.capacity != wanted:
            row.capacity = wanted
            changed.append(row)
    RoundParticipant.objects.bulk_update(changed, ["capacity"])
    if changed:
        audit.record(action="match_round.capacities_set", obj=found, by=by, number=len(changed))
    return len(changed)


@transaction.atomic
def set_rules(
    *, round: MatchRound, weights: Mapping[str, float], minimum_fit: int, newcomer_bonus: int, by: User
) -> MatchRound:
    """Sets what counts. Only weights that differ from the portal's own are kept. Refuses what would crowd the big cities."""
    found = locked(round.pk)
    full = dict(WEIGHTS) | {key: float(value) for key, value in weights.items() if key in WEIGHTS}
    if not all(0 <= value <= LARGEST_WEIGHT for value in full.values()):
        raise Refusal(_("A weight is a number from 0 to %(number)s.") % {"number": int(LARGEST_WEIGHT)})
    if full[criteria.BIG] * 2 >= full[criteria.SIZE] > 0 or (
        full[criteria.BIG] > 0 and not full[criteria.SIZE]
    ):
        raise Refusal(
            _(
                "“Larger place” must weigh less than half of “Similar size”: otherwise everyone crowds on the biggest cities."
            )
        )
    if not any(full.values()):
        raise Refusal(_("At least one weight must be above 0."))
    if not (0 <= minimum_fit <= 100 and 0 <= newcomer_bonus <= 100):
        raise Refusal(_("Smallest fit and bonus are numbers from 0 to 100."))
    found.weights = {key: value for key, value in full.items() if value != WEIGHTS[key]}
    found.minimum_fit, found.newcomer_bonus = minimum_fit, newcomer_bonus
    found.save()
    audit.record(action="match_round.rules_set", obj=found, by=by)
    return found


@transaction.atomic
def set_pair(
    *, round: MatchRound, german: int, ukrainian: int, state: str, by: User, note: str = ""
) -> RoundPair | None:
    """Fixes or forbids a pair, or adds a sentence to it; an empty state takes everything back. Both must take part.

    Refuses a fixed pair for which one side has no place left beside its other fixed pairs.
    """
    found = locked(round.pk)
    sides = dict(found.participants.filter(actor__in=(german, ukrainian)).values_list("actor", "country"))
    if (sides.get(german), sides.get(ukrainian)) != SIDES:
        raise Refusal(_("Both sides of a pair must take part in the round."))
    note = " ".join(note.split())[:400]
    if not state and note:
        state = PairState.EDITED
    audit.record(
        action="match_round.pair_set", obj=found, by=by, german=german, ukrainian=ukrainian, state=state
    )
    if not state or (state == PairState.EDITED and not note):
        found.pairs.filter(german=german, ukrainian=ukrainian).delete()
        return None
    pair, _new = RoundPair.objects.update_or_create(
        round=found,
        german_id=german,
        ukrainian_id=ukrainian,
        defaults={"state": PairState(state), "note": note, "by": by},
    )
    if state == PairState.FIXED:
        check_fixed(found)
    return pair


def check_fixed(round: MatchRound) -> None:
    """Refuses when somebody has more fixed pairs than free places."""
    fixed = round.pairs.filter(state=PairState.FIXED)
    counts: dict[int, int] = {}
    for german, ukrainian in fixed.values_list("german", "ukrainian"):
        counts[german] = counts.get(german, 0) + 1
        counts[ukrainian] = counts.get(ukrainian, 0) + 1
    for row in round.participants.filter(actor__in=counts).select_related("actor").order_by("pk"):
        if counts[row.actor_id] > row.capacity:
            raise Refusal(
                _("%(name)s has fewer free places than fixed pairs. Give it more places, or release a pair.")
                % {"name": row.actor.name}
            )
