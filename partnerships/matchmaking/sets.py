"""One set of small integers per actor, packed into arrays: topics, ties, groups, events, regions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

type Ints = npt.NDArray[np.int32]
type Floats = npt.NDArray[np.float32]
type Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sets:
    """n sets in compressed rows: row i holds ``members[start[i]:start[i + 1]]`` with ``weight`` beside it.

    ``start`` (n + 1), ``members`` and ``weight`` (both as long as all sets together); the weight is 1 where a set has none.
    """

    start: Ints
    members: Ints
    weight: Floats

    @classmethod
    def of(cls, rows: Sequence[Mapping[int, float] | Iterable[int]]) -> Sets:
        """Packs ready rows: a mapping member → weight, or plain members (weight 1)."""
        members: list[int] = []
        weights: list[float] = []
        start = np.zeros(len(rows) + 1, dtype=np.int32)
        for i, row in enumerate(rows):
            pairs = row if isinstance(row, Mapping) else dict.fromkeys(row, 1.0)
            members.extend(pairs.keys())
            weights.extend(pairs.values())
            start[i + 1] = len(members)
        return cls(start, np.array(members, dtype=np.int32), np.array(weights, dtype=np.float32))

    @classmethod
    def empty(cls, n: int) -> Sets:
        """n sets without a member."""
        return cls(
            np.zeros(n + 1, dtype=np.int32), np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        )

    def __len__(self) -> int:
        return len(self.start) - 1

    @property
    def sizes(self) -> Ints:
        """(n) how many members each set has."""
        return self.start[1:] - self.start[:-1]  # np.diff takes ten times as long for the few sets of a page

    @property
    def filled(self) -> Bools:
        """(n) which sets have at least one member."""
        return self.sizes > 0

    @property
    def owner(self) -> Ints:
        """(as long as ``members``) the row each member belongs to."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.sizes)

    def row(self, i: int) -> Ints:
        """Members of one set."""
        return self.members[self.start[i] : self.start[i + 1]]

    def weights_of(self, i: int) -> Floats:
        """Weights beside the members of one set."""
        return self.weight[self.start[i] : self.start[i + 1]]

    def take(self, rows: npt.NDArray[np.integer]) -> Sets:
        """The same sets for a selection of rows, in its order."""
        sizes = self.sizes[rows]
        start = np.zeros(len(rows) + 1, dtype=np.int32)
        np.cumsum(sizes, out=start[1:])
        source = np.repeat(self.start[:-1][rows] - start[:-1], sizes) + np.arange(start[-1], dtype=np.int32)
        return Sets(start, self.members[source], self.weight[source])

    def dense(self, columns: Ints, *, weighted: bool = False) -> Floats:
        """(n × len(columns)) 1, or the weight, where the set holds the member of that column."""
        width = 1 + max(int(self.members.max(initial=0)), int(columns.max(initial=0)))
        place = np.full(width, -1, dtype=np.int32)
        place[columns] = np.arange(len(columns), dtype=np.int32)
        found = place[self.members]
        hit = found >= 0
        table = np.zeros((len(self), len(columns)), dtype=np.float32)
        table[self.owner[hit], found[hit]] = self.weight[hit] if weighted else 1.0
        return table


def shared_counts(a: Sets, b: Sets) -> Floats:
    """(len(a) × len(b)) how many members each pair of sets has in common.

    Few distinct members: one matrix product. Many (third partners): only the pairs that meet are visited, so
    the cost grows with the number of meetings and not with the number of different members.
    """
    common = np.intersect1d(a.members, b.members).astype(np.int32)
    if len(common) <= 64:
        return np.asarray(a.dense(common) @ b.dense(common).T, dtype=np.float32)
    order = np.argsort(b.members, kind="stable")
    sorted_members, owners = b.members[order], b.owner[order]
    left = np.searchsorted(sorted_members, a.members, side="left")
    count = np.searchsorted(sorted_members, a.members, side="right") - left
    row = np.repeat(a.owner, count)
    offset = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
    column = owners[np.repeat(left, count) + offset]
    met = np.bincount(row.astype(np.int64) * len(b) + column, minlength=len(a) * len(b))
    return met.reshape(len(a), len(b)).astype(np.float32)
