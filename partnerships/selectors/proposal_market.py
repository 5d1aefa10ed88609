"""The markets in which partners are proposed: one per kind of organisation, as arrays, shared by all web processes.

A market holds the facts of both sides and the lists of all askers, filled position by position (docs/adr/0003). It is
worked out once per state of the data, kept in the cache and in each process; a page reads its few rows from it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from django.core.cache import cache
from django.db import connection

from partnerships.matchmaking.congestion import Target
from partnerships.matchmaking.filling import LENGTH, Attention, Lists, fill, fill_fairly
from partnerships.matchmaking.fit import Scoring, agreement
from partnerships.matchmaking.world import ActorFacts, World
from partnerships.selectors import proposal_facts as source

SCORING = Scoring()
#: Largest number of pairs that is worked out while somebody waits for the page; larger markets are filled by the worker.
PAIRS_WHILE_WAITING = 300_000
#: λ as long as the lists of a large market have not been filled yet, and for markets too small to crowd.
USUAL_PENALTY = 0.15
SECONDS_BETWEEN_LOOKS = 5
KEPT_SECONDS = 7 * 24 * 3600
#: Every asker shows ten of a few hundred cities: then crowding can be measured by both.
FAIR = Target(top_share=0.03, gini=0.30)


@dataclass(frozen=True, slots=True)
class Filled:
    """The lists of one side. ``index`` (askers × length) rows of the other side, -1 empty; ``equity`` the kept places;
    ``load`` (length + 1 × candidates) before each round and after the last; ``penalty`` λ; without rows while not filled yet."""

    index: npt.NDArray[np.int32]
    equity: npt.NDArray[np.bool_]
    load: npt.NDArray[np.float32]
    penalty: float


@dataclass(frozen=True, slots=True)
class Market:
    """One kind of organisation: German askers, Ukrainian candidates, facts of both as digests, and the lists of both."""

    kind: str
    stamp: str
    world: World
    digests: tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]
    filled: tuple[Filled, Filled]

    def seen_from(self, country: str) -> tuple[World, Filled, npt.NDArray[np.uint64]]:
        """World, lists and digests with the askers of this country first."""
        german = country == "DE"
        world = self.world if german else self.world.reversed()
        return world, self.filled[0 if german else 1], self.digests[0 if german else 1]

    @property
    def is_filled(self) -> bool:
        """Whether the lists have been worked out."""
        return len(self.filled[0].index) == len(self.world.askers)


_STAMP = """
SELECT concat_ws('|',
  (SELECT concat_ws('-', count(*), max(updated_at)) FROM actors_actor),
  (SELECT concat_ws('-', count(*), max(id), sum(id * (1 + length(role)))) FROM actors_actortopic),
  (SELECT concat_ws('-', count(*), max(id)) FROM actors_workinggroupmember),
  (SELECT concat_ws('-', count(*), max(updated_at)) FROM partnerships_partnership),
  (SELECT concat_ws('-', count(*), max(id)) FROM partnerships_party),
  (SELECT concat_ws('-', count(*), max(updated_at)) FROM partnerships_posting),
  (SELECT concat_ws('-', count(*), max(id)) FROM partnerships_posting_topics),
  (SELECT concat_ws('-', count(*), max(id), max(since), max(until)) FROM places_placestatus),
  (SELECT max(version) FROM places_gazetteerstamp),
  CURRENT_DATE)
"""


def current_stamp() -> str:
    """Changes whenever anything changes that the lists depend on, and every day; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        (state,) = cursor.fetchone()
    return hashlib.sha256(state.encode()).hexdigest()[:32]


def digest(facts: ActorFacts) -> int:
    """A number that changes with the facts: tells whether a stored list still fits its asker."""
    parts = (
        facts.population, facts.region, facts.capacity, facts.available, facts.months_since_confirmed,
        sorted(facts.needs.items()), sorted(facts.offers), sorted(facts.languages), sorted(facts.ties),
        sorted(facts.groups), sorted(facts.partner_regions),
    )  # fmt: skip
    return int.from_bytes(hashlib.blake2b(repr(parts).encode(), digest_size=8).digest())


def build(kind: str, stamp: str, *, fully: bool, penalties: Sequence[float | None] = (None, None)) -> Market:
    """Reads one market from the database; ``fully`` also fills the lists, with the given λ or the smallest that is fair."""
    population = source.rows(kind)
    standing = source.ties()
    known = source.wishes({row.actor_id: row.key for row in population if row.actor_id})
    sides = [source.facts((row for row in population if row.country == side), known, standing) for side in source.SIDES]
    world = World.of(*sides, topics=source.topic_tree(), excluded=standing.pairs())
    digests = tuple(np.array([digest(facts) for facts in side], dtype=np.uint64) for side in sides)
    small = len(world.askers) * len(world.candidates) <= PAIRS_WHILE_WAITING
    arrange = _fill if fully or small else _unfilled
    filled = tuple(arrange(one, penalty) for one, penalty in zip((world, world.reversed()), penalties, strict=True))
    return Market(kind, stamp, world, digests, filled)  # type: ignore[arg-type]


def _attention(world: World) -> Attention:
    return Attention.of(
        length=LENGTH,
        asker_capacity=world.askers.capacity,
        capacity=world.candidates.capacity,
        open_requests=world.candidates.open_requests,
    )


def _fill(world: World, penalty: float | None) -> Filled:
    """Lists of all askers of one side."""
    attention, newcomers = _attention(world), world.candidates.newcomer
    if not len(world.askers) or not len(world.candidates):
        return _unfilled(world, penalty)
    values = agreement(world, SCORING)
    target = _target(*values.shape)
    if penalty is None and target is not None:
        lists = fill_fairly(values, attention, target=target, newcomers=newcomers)
    else:
        chosen = USUAL_PENALTY if penalty is None else penalty
        lists = fill(values, attention, penalty=chosen, newcomers=newcomers)
    return Filled(lists.index, lists.equity, _load_by_round(lists, attention), lists.penalty)


def _target(askers: int, candidates: int) -> Target | None:
    """What is still fair: the measures of the large market, as far as the numbers of a smaller one allow them."""
    shown = askers * LENGTH
    if candidates < 100:
        return None
    return Target(FAIR.top_share, FAIR.gini if shown >= 20 * candidates else 1.0)


def _unfilled(world: World, penalty: float | None = None) -> Filled:
    start = _attention(world).start
    index = np.zeros((0, LENGTH), dtype=np.int32)
    load = np.tile(start, (LENGTH + 1, 1))
    return Filled(index, index.astype(np.bool_), load, USUAL_PENALTY if penalty is None else penalty)


def _load_by_round(lists: Lists, attention: Attention) -> npt.NDArray[np.float32]:
    """(length + 1 × candidates) the load before each round and after the last."""
    candidates = len(attention.start)
    load = [attention.start]
    for place in range(lists.index.shape[1]):
        rows = lists.index[:, place]
        shown = np.bincount(rows[rows >= 0], minlength=candidates)
        load.append(load[-1] + np.float32(attention.by_place[place]) * attention.unit * shown.astype(np.float32))
    return np.stack(load).astype(np.float32)


_own: dict[str, tuple[float, Market]] = {}


def market(kind: str, now: Callable[[], float] = time.monotonic) -> Market:
    """The market of this kind as the worker left it in the cache; worked out here only where there is none.

    Looks for a newer one every few seconds. Small markets are brought up to date at once, without the worker.
    """
    kept = _own.get(kind)
    if kept and now() - kept[0] < SECONDS_BETWEEN_LOOKS:
        return kept[1]
    stamp = cache.get(f"proposals:stamp:{kind}")
    if kept and (stamp == kept[1].stamp or stamp is None) and not _is_outdated(kept[1]):
        found = kept[1]
    else:
        found = cache.get(f"proposals:market:{kind}") or refresh(kind, fully=False)
        if _is_outdated(found):
            found = refresh(kind, fully=False)
    _own[kind] = (now(), found)
    return found


def _is_outdated(found: Market) -> bool:
    """Small markets follow the data at once; a large one is the worker's affair."""
    pairs = len(found.world.askers) * len(found.world.candidates)
    return pairs <= PAIRS_WHILE_WAITING and found.stamp != current_stamp()


def refresh(kind: str, *, fully: bool, fair: bool = False) -> Market:
    """Works out one market and puts it into the cache; with ``fair`` λ is searched anew. Can run any number of times."""
    before: Market | None = cache.get(f"proposals:market:{kind}")
    known = before is not None and before.is_filled and not fair
    penalties = tuple(filled.penalty for filled in before.filled) if before and known else (None, None)
    found = build(kind, current_stamp(), fully=fully, penalties=penalties)
    cache.set(f"proposals:market:{kind}", found, KEPT_SECONDS)
    cache.set(f"proposals:stamp:{kind}", found.stamp, KEPT_SECONDS)
    return found


def is_current(kind: str) -> bool:
    """Whether the cache holds filled lists for the present state of the data."""
    return cache.get(f"proposals:stamp:{kind}") == current_stamp() and (
        (found := cache.get(f"proposals:market:{kind}")) is not None and found.is_filled
    )


def forget() -> None:
    """Forgets what this process keeps; for tests."""
    _own.clear()
