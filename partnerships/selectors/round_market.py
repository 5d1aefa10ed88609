"""The market of a round: its participants as arrays, scored by the same code as suggestions, with the rules of the round."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import Q
from django.utils import timezone

from partnerships.enums_requests import OPEN, RequestStatus
from partnerships.enums_rounds import SIDES, PairState
from partnerships.matchmaking import Fit, Scoring, World, fit, permitted
from partnerships.models import CooperationRequest, RoundProposal
from partnerships.selectors import proposal_facts as source
from partnerships.selectors.proposal_facts import Key

#: A pair that said no, or that the secretariat has proposed before, is left alone for so long.
QUIET = dt.timedelta(days=365)

type Values = npt.NDArray[np.float64]
type Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class RoundMarket:
    """Both sides as arrays. ``actors`` actor numbers and ``capacity`` places per side, in the order of the rows.

    ``allowed`` the pairs no hard rule forbids, ``values`` what the assignment adds up (-inf where a pair cannot be), both German × Ukrainian.
    ``absent``: participants who cannot take part any more (no longer published, or the place is occupied).
    """

    world: World
    scoring: Scoring
    actors: tuple[tuple[int, ...], tuple[int, ...]]
    capacity: tuple[tuple[int, ...], tuple[int, ...]]
    fitted: Fit
    allowed: Mask
    values: Values
    fixed: tuple[tuple[int, int], ...]
    absent: tuple[int, ...]

    @property
    def keys(self) -> tuple[tuple[object, ...], tuple[object, ...]]:
        """Keys of the rows of both sides."""
        return self.world.askers.keys, self.world.candidates.keys


def market_of(inputs: Mapping[str, Any], *, now: dt.datetime | None = None) -> RoundMarket:
    """Reads and scores the participants. About twelve queries, whatever their number."""
    places = {actor: (country, capacity) for actor, country, capacity in inputs["participants"]}
    population = [
        replace(row, capacity=places[row.actor_id][1])
        for row in source.rows(inputs["kind"])
        if row.actor_id in places and row.country == places[row.actor_id][0]
    ]
    key_of = {row.actor_id: row.key for row in population if row.actor_id}
    standing = source.ties()
    known = source.wishes(key_of)
    sides = [[row for row in population if row.country == side] for side in SIDES]
    world = World.of(
        *(source.facts(rows, known, standing) for rows in sides),
        topics=source.topic_tree(),
        excluded=[*standing.pairs(), *_busy_pairs(key_of, now or timezone.now())],
    )
    scoring = Scoring.of(world, inputs["weights"])
    fitted = fit(world.askers, world.candidates, world, scoring)
    numbers = tuple(tuple(row.actor_id or 0 for row in rows) for rows in sides)
    allowed = _allowed(world)
    fixed = _cells(inputs, numbers, PairState.FIXED)
    return RoundMarket(
        world=world,
        scoring=scoring,
        actors=numbers,  # type: ignore[arg-type]
        capacity=tuple(tuple(row.capacity or 0 for row in rows) for rows in sides),  # type: ignore[arg-type]
        fitted=fitted,
        allowed=allowed,
        values=_values(inputs, world, fitted, allowed, fixed, _cells(inputs, numbers, PairState.FORBIDDEN)),
        fixed=tuple(fixed),
        absent=tuple(sorted(set(places) - set(key_of))),
    )


def _busy_pairs(key_of: Mapping[int, Key], now: dt.datetime) -> list[tuple[Key, Key]]:
    """Pairs with an open request, a no within twelve months, or a proposal of the secretariat within twelve months."""
    said_no = Q(status=RequestStatus.DECLINED, ended_at__gte=now - QUIET)
    requests = CooperationRequest.objects.filter(Q(status__in=OPEN) | said_no)
    proposed = RoundProposal.objects.since(now - QUIET)
    pairs = [
        *requests.values_list("sender", "recipient"),
        *proposed.order_by().values_list("german", "ukrainian"),
    ]
    return [(key_of[one], key_of[other]) for one, other in pairs if one in key_of and other in key_of]


def _allowed(world: World) -> Mask:
    """(German × Ukrainian) the hard rules, for both sides."""
    askers = world.askers
    willing = askers.available & (askers.capacity > 0)
    return np.asarray(permitted(askers, world.candidates) & willing[:, None], dtype=np.bool_)


def _cells(
    inputs: Mapping[str, Any], actors: tuple[tuple[int, ...], ...], state: str
) -> list[tuple[int, int]]:
    """Row and column of the pairs of which the secretariat said this."""
    rows, columns = ({actor: i for i, actor in enumerate(side)} for side in actors)
    return [
        (rows[german], columns[ukrainian])
        for german, ukrainian, said in inputs["pairs"]
        if said == state and german in rows and ukrainian in columns
    ]


def _values(
    inputs: Mapping[str, Any],
    world: World,
    fitted: Fit,
    allowed: Mask,
    fixed: list[tuple[int, int]],
    forbidden: list[tuple[int, int]],
) -> Values:
    """r of each pair and the bonus for newcomers; a fixed pair keeps its value whatever the rules say."""
    both = fitted.both.astype(np.float64)
    new = world.askers.newcomer[:, None] | world.candidates.newcomer[None, :]
    worth = both + np.where(new, inputs["newcomer_bonus"] / 100, 0.0)
    table = np.where(allowed & (both * 100 >= inputs["minimum_fit"]), worth, -np.inf)
    for cell in forbidden:
        table[cell] = -np.inf
    for cell in fixed:
        table[cell] = worth[cell]
    return table
