"""The directory: which actors fit the chosen filters, in which order, and how many each further choice would leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from actors.selectors import search, snapshot
from actors.selectors.snapshot import Bits, Snapshot

DIMENSIONS = ("group", "direction", "topic", "country", "region", "working_group")
DIRECTIONS = {"need": snapshot.NEED, "offer": snapshot.OFFER}
SORTS = ("relevance", "name", "confirmed")


@dataclass(frozen=True)
class Criteria:
    """What was chosen: a search term, ids of values per dimension, a sorting, the language of names.

    Values of one dimension are alternatives, dimensions restrict each other.
    """

    q: str = ""
    chosen: Mapping[str, frozenset[int]] = field(default_factory=dict)
    sort: str = "relevance"
    language: str = "de"

    def without(self, dimension: str) -> Criteria:
        """The same without one dimension, or without the term ("q")."""
        if dimension == "q":
            return replace(self, q="")
        return replace(self, chosen={name: ids for name, ids in self.chosen.items() if name != dimension})

    def with_only(self, dimension: str, value: int) -> Criteria:
        """The same with one value in a dimension instead of what was chosen there."""
        return replace(self, chosen={**self.chosen, dimension: frozenset({value})})


class Directory:
    """One answer of the directory; everything in it comes from the same snapshot."""

    def __init__(
        self, criteria: Criteria, held: Snapshot | None = None, match: search.Match | None = None
    ) -> None:
        self.criteria = criteria
        self.snapshot = held or snapshot.current()
        self._match = match

    @cached_property
    def match(self) -> search.Match:
        """Who fits the search term."""
        return self._match or search.find(self.criteria.q)

    @cached_property
    def masks(self) -> dict[str, Bits]:
        """One mask per restriction."""
        held = self.snapshot
        masks = {
            name: held.columns[name].any_of(values, held.words)
            for name, values in self.criteria.chosen.items()
            if values
        }
        if self.criteria.q:
            masks["q"] = held.mask_of(self.match.ids)
        return masks

    @cached_property
    def mask(self) -> Bits:
        """Everyone who fits everything."""
        return self._all_but(None)

    @cached_property
    def total(self) -> int:
        """Number of actors found."""
        return snapshot.size(self.mask)

    @property
    def total_unfiltered(self) -> int:
        """Number of actors in the directory."""
        return len(self.snapshot.ids)

    @cached_property
    def facets(self) -> dict[str, dict[int, int]]:
        """Actors per value; a dimension's own choice does not narrow its counts."""
        return {name: self.snapshot.columns[name].count(self._all_but(name)) for name in DIMENSIONS}

    @cached_property
    def ids(self) -> NDArray[np.int32]:
        """All actors found, in order."""
        held, flags = self.snapshot, snapshot.unpack(self.mask, len(self.snapshot.ids))
        order = held.order(self.criteria.sort, self.criteria.language)
        found = order[flags[order]]
        if self.criteria.q and self.criteria.sort == "relevance":
            best = held.positions(self.match.best)
            best = best[flags[best]]
            first = np.zeros(len(held.ids), bool)
            first[best] = True
            found = np.concatenate((best, found[~first[found]]))
        return held.ids[found]

    def page(self, start: int, stop: int) -> list[int]:
        """Ids of one page."""
        return [int(pk) for pk in self.ids[start:stop]]

    def chunks(self, size: int = 1_000) -> Iterator[list[int]]:
        """Ids of everyone found, in portions."""
        for start in range(0, self.total, size):
            yield self.page(start, start + size)

    def count_of(self, criteria: Criteria) -> int:
        """How many another choice would find, from the same snapshot; no query unless the term differs."""
        match = self.match if criteria.q == self.criteria.q and criteria.q else None
        return Directory(criteria, self.snapshot, match).total

    def _all_but(self, name: str | None) -> Bits:
        mask = self.snapshot.everyone
        for key, other in self.masks.items():
            if key != name:
                mask = mask & other
        return mask
