"""Which offers answer which needs: posting against posting, without database or page.

Score Σ w·s / Σ w over what is known of both; unknown is left out, as everywhere in matching. A pair without a common
topic, or topic family, is none. Postings are few compared with actors, so plain Python over an index by topic family does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .topics import TopicTree

TOPIC, KIND, HORIZON, REGION, LANGUAGE = "topic", "kind", "horizon", "region", "language"
# The topic weighs more than all the rest together: somebody who needs water pumps is not helped by the right language.
WEIGHTS: Mapping[str, float] = MappingProxyType({
    TOPIC: 6.0, KIND: 2.0, HORIZON: 1.0, REGION: 1.5, LANGUAGE: 1.0,
})  # fmt: skip
#: Below this a pair is not shown: about one topic of the same family and nothing that speaks for it.
LEAST = 0.45
#: Per posting the best ones only.
MOST = 10


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """A posting: who (`party`, any hashable value), where, and what; empty sets and words are unknown.

    `kind_class` as in matching: two known ones must be equal. `wanted_regions` none: all.
    """

    key: int
    party: object
    country: str
    topics: frozenset[str]
    region: int | None = None
    kind_class: str | None = None
    cooperation: frozenset[str] = frozenset()
    horizon: str = ""
    languages: frozenset[str] = frozenset()
    wanted_regions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PostingPair:
    """A need and an offer that answers it, with the score in 0..1 and the known parts."""

    need: int
    offer: int
    score: float
    parts: Mapping[str, float]


def parts_of(need: PostingFacts, offer: PostingFacts, tree: TopicTree) -> dict[str, float]:
    """What is known about a pair, each part in 0..1."""
    known = {TOPIC: _topics(need, offer, tree)}
    if need.cooperation and offer.cooperation:
        known[KIND] = float(bool(need.cooperation & offer.cooperation))
    if need.horizon and offer.horizon:
        known[HORIZON] = float(need.horizon == offer.horizon)
    if need.languages and offer.languages:
        known[LANGUAGE] = float(bool(need.languages & offer.languages))
    wishes = [
        float(other.region in one.wanted_regions)
        for one, other in ((need, offer), (offer, need))
        if one.wanted_regions and other.region is not None
    ]
    if wishes:
        known[REGION] = sum(wishes) / len(wishes)
    return known


def score(parts: Mapping[str, float]) -> float:
    """The weighted mean of the known parts."""
    return sum(WEIGHTS[name] * value for name, value in parts.items()) / sum(WEIGHTS[name] for name in parts)


def is_permitted(need: PostingFacts, offer: PostingFacts) -> bool:
    """Hard rules that lie in the two postings: different parties and countries, kinds that go together."""
    kinds = {need.kind_class, offer.kind_class} - {None}
    return need.party != offer.party and need.country != offer.country and len(kinds) < 2


def pairs(
    needs: Iterable[PostingFacts],
    offers: Iterable[PostingFacts],
    tree: TopicTree,
    *,
    excluded: Callable[[object, object], bool] = lambda _one, _other: False,
) -> list[PostingPair]:
    """All pairs worth showing, best first, at most MOST of each need. `excluded` says which parties are not to be brought together."""
    by_family: dict[int, list[PostingFacts]] = defaultdict(list)
    for offer in offers:
        for family in {_family(topic, tree) for topic in offer.topics}:
            by_family[family].append(offer)
    found: list[PostingPair] = []
    for need in needs:
        families = {_family(topic, tree) for topic in need.topics}
        near = {offer.key: offer for family in families for offer in by_family[family]}
        own = [
            PostingPair(need.key, offer.key, score(parts), parts)
            for offer in near.values()
            if is_permitted(need, offer) and not excluded(need.party, offer.party)
            and (parts := parts_of(need, offer, tree))[TOPIC] > 0
        ]  # fmt: skip
        own = [pair for pair in own if pair.score >= LEAST]
        found += sorted(own, key=lambda pair: (-pair.score, pair.offer))[:MOST]
    return sorted(found, key=lambda pair: (-pair.score, pair.need, pair.offer))


def _family(topic: str, tree: TopicTree) -> int:
    number = tree.number.get(topic)
    return int(tree.family[number]) if number is not None else -1


def _topics(need: PostingFacts, offer: PostingFacts, tree: TopicTree) -> float:
    """How much of what is needed is offered: the mean over the need's topics of the best similarity."""
    wanted = [tree.number[topic] for topic in need.topics if topic in tree.number]
    given = [tree.number[topic] for topic in offer.topics if topic in tree.number]
    if not wanted or not given:
        return 0.0
    return sum(max(tree.similarity(one, other) for other in given) for one in wanted) / len(wanted)
