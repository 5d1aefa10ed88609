"""The markets in which partners are proposed: one per kind of organisation, as arrays, shared by all web processes.

A market holds the facts of both sides and the lists of all askers, filled together (docs/adr/0003). It is worked out
once per state of the data, kept in the cache and in each process; a page reads its few rows from it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from partnerships.matchmaking import (
    LENGTH,
    Lists,
    Proposal,
    Scoring,
    Target,
    World,
    all_lists,
    one_actor,
    proposals_from,
)
from partnerships.selectors import proposal_facts as source
from partnerships.selectors.proposal_facts import Key
from partnerships.selectors.proposal_requests import blocked_pairs, under_way

#: Largest number of pairs that is worked out while somebody waits for the page; larger markets are filled by the worker.
PAIRS_WHILE_WAITING = 200_000
SECONDS_BETWEEN_LOOKS = 5
KEPT_SECONDS = 7 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Market:
    """One kind of organisation: German askers, Ukrainian candidates, and the lists of both sides (None: not filled yet)."""

    kind: str
    stamp: str
    world: World
    scoring: Scoring
    lists: tuple[Lists | None, Lists | None]

    @property
    def is_filled(self) -> bool:
        """Whether the lists have been worked out; without anybody on one side there is nothing to fill."""
        return self.is_empty or None not in self.lists

    @property
    def is_empty(self) -> bool:
        """Whether one side has nobody."""
        return not (len(self.world.askers) and len(self.world.candidates))

    @property
    def is_small(self) -> bool:
        """Small enough to be brought up to date while somebody waits."""
        return len(self.world.askers) * len(self.world.candidates) <= PAIRS_WHILE_WAITING

    def usual_size(self, country: str) -> float:
        """Median of the inhabitants of those who can be proposed to an asker of this country; 0 where nobody's is known."""
        side = self.world.candidates if country == "DE" else self.world.askers
        known = side.population[~np.isnan(side.population)]
        return float(np.median(known)) if len(known) else 0.0

    def proposals(self, country: str, key: Key) -> list[Proposal] | None:
        """The list of one asker, best first as it was filled; None when this market does not know it.

        While the lists of all are not filled yet: its own best, by open requests alone.
        """
        world, lists = (
            (self.world, self.lists[0]) if country == "DE" else (self.world.reversed(), self.lists[1])
        )
        try:
            row = world.askers.keys.index(key)
        except ValueError:
            return None
        if lists is None:
            return one_actor(world, self.scoring, row) if len(world.candidates) else []
        return proposals_from(world, self.scoring, lists, row)


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
  (SELECT concat_ws('-', count(*), max(greatest(sent_at, delivered_at, ended_at))) FROM partnerships_cooperationrequest
    WHERE status <> 'draft'),
  (SELECT concat_ws('-', count(*), max(answered_at)) FROM partnerships_checkin WHERE answer <> ''),
  (SELECT max(version) FROM places_gazetteerstamp),
  %s::date)
"""


def current_stamp() -> str:
    """Changes whenever anything changes that the lists depend on, and every day; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, [timezone.localdate()])
        (state,) = cursor.fetchone()
    return hashlib.sha256(state.encode()).hexdigest()[:32]


def build(kind: str, stamp: str, *, fully: bool) -> Market:
    """Reads one market from the database; ``fully`` also fills the lists of a large one."""
    population = source.rows(kind)
    standing = source.ties()
    known = source.wishes({row.actor_id: row.key for row in population if row.actor_id})
    asked = under_way()
    sides = [
        source.facts((row for row in population if row.country == side), known, standing, asked)
        for side in source.SIDES
    ]
    world = World.of(*sides, topics=source.topic_tree(), excluded=standing.pairs() | blocked_pairs())
    found = Market(kind, stamp, world, Scoring.of(world), (None, None))
    if found.is_empty or not (fully or found.is_small):
        return found
    lists = tuple(all_lists(one, found.scoring, target=_target(one)) for one in (world, world.reversed()))
    return Market(kind, stamp, world, found.scoring, lists)  # type: ignore[arg-type]


def _target(world: World) -> Target | None:
    """The core's own target, but where few ask many most candidates are on no list at all.

    Then evenness over all of them says nothing, and fair means: the most shown ones together take no more places than
    one asker each has to give, which is what they can take up.
    """
    places = len(world.askers) * LENGTH
    if places >= len(world.candidates):
        return None
    return Target(top_share=5 * LENGTH / places, gini=1.0)


_own: dict[str, tuple[float, Market]] = {}


def market(kind: str, now: Callable[[], float] = time.monotonic) -> Market:
    """The market of this kind as the worker left it in the cache; worked out here only where there is none.

    Looks for a newer one every few seconds. Small markets are then brought up to date at once, without the worker.
    """
    kept = _own.get(kind)
    if kept and now() - kept[0] < SECONDS_BETWEEN_LOOKS:
        return kept[1]
    unchanged = kept and cache.get(_stamp_key(kind)) in (_state(kept[1]), None)
    found = kept[1] if kept and unchanged else cache.get(_market_key(kind))
    if found is None or (found.is_small and found.stamp != current_stamp()):
        found = refresh(kind, fully=False)
    _own[kind] = (now(), found)
    return found


def refresh(kind: str, *, fully: bool) -> Market:
    """Works out one market and puts it into the cache. Can run any number of times."""
    found = build(kind, current_stamp(), fully=fully)
    cache.set(_market_key(kind), found, KEPT_SECONDS)
    cache.set(_stamp_key(kind), _state(found), KEPT_SECONDS)
    return found


def is_current(kind: str) -> bool:
    """Whether the cache holds filled lists for the present state of the data."""
    return cache.get(_stamp_key(kind)) == current_stamp()


def forget() -> None:
    """Forgets what this process keeps; for tests."""
    _own.clear()


def _state(found: Market) -> str:
    return found.stamp if found.is_filled else f"{found.stamp}-unfilled"


def _market_key(kind: str) -> str:
    return f"proposals:market:{kind}"


def _stamp_key(kind: str) -> str:
    return f"proposals:stamp:{kind}"
