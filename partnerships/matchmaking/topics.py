"""The topic tree as numbers: which topics are siblings, and how much a rare topic weighs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from .sets import Floats, Ints, Sets

SAME_TOPIC = 1.0
SAME_PARENT = 0.6


@dataclass(frozen=True, slots=True)
class TopicTree:
    """Slugs and their parents; ``family`` is equal for topics of one parent (and for the parent itself).

    ``slugs`` (t), ``family`` (t). A topic without parent and children is alone in its family.
    """

    slugs: tuple[str, ...]
    family: Ints
    number: dict[str, int] = field(repr=False)

    @classmethod
    def of(cls, parents: Iterable[tuple[str, str | None]]) -> TopicTree:
        """Builds the tree from (slug, slug of the parent or None); a parent that is no row of its own is added."""
        pairs = dict(parents)
        for parent in [p for p in pairs.values() if p]:
            pairs.setdefault(parent, None)
        slugs = tuple(pairs)
        number = {slug: i for i, slug in enumerate(slugs)}
        family = [number[parent] if parent else number[slug] for slug, parent in pairs.items()]
        return cls(slugs, np.array(family, dtype=np.int32), number)

    @classmethod
    def from_csv(cls, *files: Path) -> TopicTree:
        """Reads the files of the topic tree (columns ``slug`` and ``group``)."""
        pairs: list[tuple[str, str | None]] = []
        for file in files:
            with file.open(encoding="utf-8", newline="") as lines:
                pairs.extend((row["slug"], row["group"] or None) for row in csv.DictReader(lines))
        return cls.of(pairs)

    def with_unknown(self, slugs: Iterable[str]) -> TopicTree:
        """The tree with foreign slugs added, each alone in its family: they only match themselves."""
        new = [slug for slug in dict.fromkeys(slugs) if slug not in self.number]
        if not new:
            return self
        first = len(self.slugs)
        number = self.number | {slug: first + i for i, slug in enumerate(new)}
        family = np.concatenate([self.family, np.arange(first, first + len(new), dtype=np.int32)])
        return TopicTree(self.slugs + tuple(new), family.astype(np.int32), number)

    def similarity(self, one: int, other: int) -> float:
        """1 for the same topic, 0.6 under the same parent, else 0."""
        if one == other:
            return SAME_TOPIC
        return SAME_PARENT if self.family[one] == self.family[other] else 0.0


def rarity(topics: int, roles: Sequence[Sets]) -> Floats:
    """(topics) idf: ln((1 + actors) / (1 + actors naming the topic)) + 1 over all role sets of all actors."""
    named = np.zeros(topics, dtype=np.float64)
    actors = 0
    for sets in roles:
        actors += int(sets.filled.sum())
        named += np.bincount(sets.members, minlength=topics)[:topics]
    return (
        (np.log((1.0 + actors) / (1.0 + named)).clip(min=0.0) + 1.0).astype(np.float32)
        if topics
        else np.zeros(0, np.float32)
    )


def best_offer(tree: TopicTree, offers: Sets, columns: Ints) -> Floats:
    """(len(offers) × len(columns)) per topic of ``columns`` the best similarity among what each actor offers."""
    exact = offers.dense(columns)
    family = Sets(
        offers.start, tree.family[offers.members] if len(offers.members) else offers.members, offers.weight
    )
    near = family.dense(np.unique(tree.family[columns]).astype(np.int32))
    which = np.searchsorted(np.unique(tree.family[columns]), tree.family[columns])
    return np.asarray(np.maximum(exact, SAME_PARENT * near[:, which]), dtype=np.float32)


def portal_topics() -> TopicTree:
    """The topic tree of the portal from its own data files, without a database."""
    data = Path(__file__).resolve().parents[2] / "actors" / "data"
    return TopicTree.from_csv(data / "topics.csv", data / "topics_extra.csv")
