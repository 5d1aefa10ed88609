"""Matching: who could work with whom, why, and how attention is shared.

Pure functions over numpy arrays; no model, no query, no request. Scores organisations, never persons. Layers, in import order:

``sets`` → ``topics`` → ``world`` → ``criteria`` → ``fit`` → ``congestion`` → ``filling`` → ``reasons`` → ``proposals``
→ ``explanation`` | ``interchange`` | ``history``

Use by an adapter that reads the database::

    world = World.of(facts_of_one_side, facts_of_the_other, topics=tree, excluded=pairs)   # seconds for 10,000; keep it
    scoring = Scoring.of(world)                                       # weights and averages; keep it with the world
    lists = all_lists(world, scoring)                                 # lists of all askers, load-aware (once a day)
    exposure = expected_requests(world, lists)                        # what these lists bring to each candidate
    one_actor(world, scoring, row, exposure=exposure, penalty=lists.penalty)    # list[Proposal], some milliseconds

The other side's point of view: ``world.reversed()`` with the same ``scoring``. Facts go in as ``ActorFacts`` (one per
possible partner, also for a place that is no actor yet): ``key`` any hashable value, everything else may be unknown. Hard
rules: give ``excluded`` pairs of keys (partners, open requests, declined within 12 months), ``available=False`` (not opted
in, occupied), ``capacity=0`` (no new conversations), ``kind_class`` (two known classes must be equal).

A ``Proposal`` carries r (``agreement``), both directions, rank, load, the equity mark and an ``Explanation``:
``reasons`` (strongest first, with share), ``shortcomings`` (why not higher), ``unknown``. Sentences for it, in the language that
is active: ``explanation.Sentences(labels, side="asker" | "candidate")``, where ``labels`` turns slugs and keys into words
(protocol ``explanation.Labels``).

Single measures with nan for unknown: ``for key, there, back in criteria.all_measures(...): there.with_nan()``. Arrays: float32,
(askers × candidates); everything is deterministic for the same input and seed.
"""

from .congestion import Target, gini, top_share
from .filling import (
    LENGTH,
    MAXIMUM_LOAD,
    MAXIMUM_PENALTY,
    MINIMUM_PENALTY,
    Attention,
    Lists,
    fill,
    fill_fairly,
)
from .fit import WEIGHTS, Fit, Scoring, agreement, fit, permitted
from .proposals import Proposal, all_lists, expected_requests, one_actor, proposals_from
from .reasons import Explanation, Reason, explain
from .sets import Sets
from .topics import TopicTree, portal_topics
from .world import HORIZONS, TRAITS, ActorFacts, Side, World

__all__ = [
    "HORIZONS", "LENGTH", "MAXIMUM_LOAD", "MAXIMUM_PENALTY", "MINIMUM_PENALTY", "TRAITS", "WEIGHTS",
    "ActorFacts", "Attention", "Explanation", "Fit", "Lists", "Proposal", "Reason", "Scoring", "Sets", "Side", "Target", "TopicTree", "World",
    "agreement", "all_lists", "expected_requests", "explain", "fill", "fill_fairly", "fit", "gini", "one_actor", "permitted", "portal_topics",
    "proposals_from", "top_share",
]  # fmt: skip
