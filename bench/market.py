"""A simulated market of partnerships: hidden wishes, four quarters, limited attention.

Both sides have a hidden utility of each pair: what they look for is offered, similar size, a shared partner, a common language, a
liking between regions, and chance that nobody can know. Its weights, the number of topics, the noise, how many are on each
side, their capacities, how askers choose among what they see, who is accepted, and how much of the
profiles is missing are drawn anew for every world, so that no ranking can be fitted to one of them. The ranking sees the
profiles only. Benefit is counted as a share of the best assignment of the hidden utilities under the capacities.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from partnerships.matchmaking import ActorFacts, TopicTree, World, gini, portal_topics
from partnerships.matchmaking.congestion import shown

QUARTERS = 4
LENGTH = 10
LANGUAGES = ("de", "uk", "en", "pl")
BEHAVIOURS = ("best", "first", "decay")

type Table = npt.NDArray[np.float64]
type Ranking = Callable[[World, Market, int], npt.NDArray[np.integer]]


@dataclass(frozen=True, slots=True)
class Market:
    """One random world. ``facts`` what is on file per side; ``seen_there``/``seen_back`` the hidden utilities (askers ×
    candidates); ``joint`` what a match is worth; ``knowable`` the part of it without chance; ``size`` likeness of population."""

    seed: int
    facts: tuple[list[ActorFacts], list[ActorFacts]]
    seen_there: Table
    seen_back: Table
    joint: Table
    knowable: Table
    size: Table
    capacity: npt.NDArray[np.int64]
    behaviour: str
    attention: int
    refusal: float
    asks_again: bool
    best: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """``benefit`` share of the best attainable; ``served`` matches / possible matches; ``requests`` per match; ``gini`` of showings."""

    benefit: float
    served: float
    requests: float
    gini: float


def random_market(seed: int, *, missing: float | None = None) -> Market:
    """A world drawn from the seed. ``missing``: share of facts not on file (default: drawn, 0 to 0.3)."""
    return _Draw(seed, missing).market()


class _Draw:
    """Draws one world step by step from one generator."""

    def __init__(self, seed: int, missing: float | None) -> None:
        self.seed = seed
        self.rng = np.random.default_rng(seed)
        self.tree = portal_topics()
        leaves = [i for i, family in enumerate(self.tree.family.tolist()) if family != i]
        self.topics = self.rng.choice(leaves, int(self.rng.integers(20, 70)), replace=False)
        self.popularity = self.rng.dirichlet(np.full(len(self.topics), self.rng.uniform(0.5, 5.0)))
        self.sizes = self._sizes()
        self.missing = float(self.rng.choice([0.0, 0.1, 0.3])) if missing is None else missing

    def _sizes(self) -> tuple[int, int]:
        first = int(self.rng.integers(40, 130))
        return first, int(first * self.rng.uniform(0.7, 1.4))

    def market(self) -> Market:
        sides = [self._side(n) for n in self.sizes]
        capacity = (
            self.rng.choice([1, 1, 1, 2, 3], self.sizes[1])
            if self.rng.random() < 0.6
            else np.ones(self.sizes[1], dtype=np.int64)
        )
        there, back, knowable, size = self._utilities(sides)
        joint = self._joint(there, back)
        rows, columns = linear_sum_assignment(-np.repeat(joint, capacity, axis=1))
        best = float(np.repeat(joint, capacity, axis=1)[rows, columns].sum())
        facts = tuple(
            self._facts(side, prefix, limit)
            for side, prefix, limit in zip(sides, "au", (None, capacity), strict=True)
        )
        return Market(
            self.seed, (facts[0], facts[1]), there, back, joint, knowable, size, capacity,
            str(self.rng.choice(BEHAVIOURS)), int(self.rng.integers(2, 6)), float(self.rng.uniform(0.0, 0.5)),
            bool(self.rng.random() < 0.5), best,
        )  # fmt: skip

    def _side(self, n: int) -> dict[str, list]:
        rng, few, many = self.rng, int(self.rng.integers(2, 6)), int(self.rng.integers(2, 7))
        pick = lambda k: rng.choice(self.topics, k, replace=False, p=self.popularity)  # noqa: E731
        return {
            "population": np.exp(rng.normal(10.5, 1.1, n)).tolist(),
            "needs": [
                dict(zip(pick(few).tolist(), rng.integers(1, 4, few).tolist(), strict=True)) for _ in range(n)
            ],
            "offers": [pick(many).tolist() for _ in range(n)],
            "languages": [[word for word in LANGUAGES if rng.random() < 0.4] for _ in range(n)],
            "ties": [{int(t) for t in rng.integers(0, 40, rng.integers(0, 3))} for _ in range(n)],
            "region": rng.integers(0, 16, n).tolist(),
        }

    def _utilities(self, sides: list[dict[str, list]]) -> tuple[Table, Table, Table, Table]:
        rng, (one, other) = self.rng, sides
        size = np.abs(np.subtract.outer(np.log(one["population"]), np.log(other["population"])))
        size = 1 - np.minimum(size, 4) / 4
        common = [
            np.array([[float(bool(set(a) & set(b))) for b in other[name]] for a in one[name]])
            for name in ("ties", "languages")
        ]
        liking = rng.random((16, 16))[np.ix_(one["region"], other["region"])]
        weights = [
            rng.uniform(0.25, 0.6),
            rng.uniform(0.2, 0.5),
            *rng.uniform(0.0, 0.15, 2),
            rng.uniform(0.0, 0.1),
        ]
        weights = np.array(weights) / sum(weights)
        parts = [self._cover(one["needs"], other["offers"]), self._cover(other["needs"], one["offers"]).T]
        known = [weights[0] * part + np.tensordot(weights[1:], [size, *common, liking], 1) for part in parts]
        noise = rng.uniform(0.12, 0.4)
        there, back = (np.clip(part + noise * rng.normal(size=size.shape), 0.01, None) for part in known)
        return there, back, 2 * known[0] * known[1] / (known[0] + known[1]), size

    def _cover(self, needs: list[dict[int, int]], offers: list[list[int]]) -> Table:
        """Hidden version of the cover, without idf: urgency-weighted share of the needs that find an offer."""
        table = np.zeros((len(needs), len(offers)))
        near = np.array(
            [
                [self.tree.similarity(a, b) for b in range(len(self.tree.slugs))]
                for a in range(len(self.tree.slugs))
            ]
        )
        for i, wanted in enumerate(needs):
            topics, urgency = list(wanted), np.array(list(wanted.values()), dtype=float)
            for j, given in enumerate(offers):
                table[i, j] = urgency @ near[np.ix_(topics, given)].max(axis=1) / urgency.sum()
        return table

    def _joint(self, there: Table, back: Table) -> Table:
        kind = self.rng.integers(3)
        return ((there + back) / 2, 2 * there * back / (there + back), np.sqrt(there * back))[kind]

    def _facts(
        self, side: dict[str, list], prefix: str, capacity: npt.NDArray[np.int64] | None
    ) -> list[ActorFacts]:
        kept = lambda: self.rng.random() >= self.missing  # noqa: E731
        slugs = self.tree.slugs
        return [
            ActorFacts(
                key=f"{prefix}{i}",
                population=side["population"][i] if kept() else None,
                region=f"{prefix}{side['region'][i]}",
                needs={slugs[t]: float(u) for t, u in side["needs"][i].items() if kept()},
                offers=[slugs[t] for t in side["offers"][i] if kept()],
                languages=side["languages"][i] if kept() else (),
                ties=[f"third{t}" for t in side["ties"][i]],
                capacity=1.0 if capacity is None else float(capacity[i]),
                newcomer=not side["ties"][i],
            )
            for i in range(len(side["population"]))
        ]


def simulate(market: Market, ranking: Ranking) -> Outcome:
    """Four quarters: who is not matched yet asks one of the first places of its list, the asked side accepts its best."""
    return _Run(market).play(ranking)


class _Run:
    """State of one market over the quarters."""

    def __init__(self, market: Market) -> None:
        self.market = market
        self.rng = np.random.default_rng(market.seed + 7)
        self.left = market.capacity.copy()
        self.matched = np.zeros(len(market.facts[0]), dtype=bool)
        self.open = np.zeros(len(market.facts[1]))
        self.excluded: list[tuple[str, str]] = []
        self.benefit, self.requests, self.matches = 0.0, 0, 0

    def play(self, ranking: Ranking) -> Outcome:
        showings = np.zeros(len(self.open))
        for quarter in range(QUARTERS):
            lists = ranking(self._world(), self.market, quarter)
            showings += shown(lists, len(self.open))
            self._answer(self._ask(lists))
        possible = min(len(self.matched), int(self.market.capacity.sum()))
        return Outcome(
            self.benefit / self.market.best,
            self.matches / possible,
            self.requests / max(1, self.matches),
            gini(showings),
        )

    def _world(self) -> World:
        one, other = self.market.facts
        current = [replace(facts, open_requests=float(self.open[j])) for j, facts in enumerate(other)]
        return World.of(one, current, topics=portal_topics_once(), excluded=self.excluded)

    def _ask(self, lists: npt.NDArray[np.integer]) -> list[list[int]]:
        inbox: list[list[int]] = [[] for _ in self.open]
        for asker in self.rng.permutation(len(self.matched)).tolist():
            seen = [j for j in lists[asker].tolist() if j >= 0][: self.market.attention]
            if seen and not self.matched[asker]:
                inbox[self._choice(asker, seen)].append(asker)
                self.requests += 1
        return inbox

    def _choice(self, asker: int, seen: list[int]) -> int:
        if self.market.behaviour == "first":
            return seen[0]
        if self.market.behaviour == "decay":
            chance = 1 / np.arange(1, len(seen) + 1)
            return int(self.rng.choice(seen, p=chance / chance.sum()))
        return max(seen, key=lambda j: self.market.seen_there[asker, j] + 0.05 * self.rng.normal())

    def _answer(self, inbox: list[list[int]]) -> None:
        for j, askers in enumerate(inbox):
            least = np.quantile(self.market.seen_back[:, j], self.market.refusal)
            self.open[j] = 0
            for asker in sorted(askers, key=lambda i: -self.market.seen_back[i, j]):
                if self.left[j] > 0 and self.market.seen_back[asker, j] >= least:
                    self.left[j] -= 1
                    self.matched[asker] = True
                    self.matches += 1
                    self.benefit += self.market.joint[asker, j]
                elif self.left[j] <= 0:
                    self.open[j] += 1
                    if self.market.asks_again:  # a full recipient has not declined
                        continue
                self.excluded.append((f"a{asker}", f"u{j}"))
            self.open[j] += self.market.capacity[j] - self.left[j]


_TREE: list[TopicTree] = []


def portal_topics_once() -> TopicTree:
    """The topic tree, read from its files once per process."""
    if not _TREE:
        _TREE.append(portal_topics())
    return _TREE[0]
