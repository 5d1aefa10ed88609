"""The single measures s_k between two sides. Unknown is left out of the sum, it is never a zero."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .sets import Bools, Floats, Sets, shared_counts
from .topics import TopicTree, best_offer
from .world import Side

# Order is the order of the columns in explanations and on the page "how suggestions work".
COVER, SIZE, BIG, BRIDGE = "cover", "size", "big", "bridge"
PROFILE, LANGUAGE, REGION, HORIZON, RECENCY = "profile", "language", "region", "horizon", "recency"
KEYS = (COVER, SIZE, BIG, BRIDGE, PROFILE, LANGUAGE, REGION, HORIZON, RECENCY)

SIZE_SPAN = 4.0  # ln of the ratio at which likeness of size is used up: about 55 to 1
SMALL_TOWN, LARGE_CITY = 5_000.0, 3_000_000.0
THIRD_PARTNER, REGION_PAIR, SAME_GROUP, SAME_EVENT = 1.0, 0.5, 0.5, 0.4
FRESH_MONTHS, STALE_MONTHS = 3.0, 24.0


@dataclass(frozen=True, slots=True)
class Measure:
    """One s_k from the point of view of the askers.

    ``values`` broadcasts to (askers × candidates), each in 0..1 and 0 where unknown; it is known where
    ``known_asker[i] and known_candidate[j]`` and nowhere else.
    """

    values: Floats
    known_asker: Bools
    known_candidate: Bools

    def with_nan(self) -> Floats:
        """(askers × candidates) the values with nan where the measure is unknown."""
        known = self.known_asker[:, None] & self.known_candidate[None, :]
        return np.where(known, self.values, np.float32(np.nan)).astype(np.float32)

    def known_pairs(self) -> int:
        """For how many pairs the measure is known."""
        return int(self.known_asker.sum()) * int(self.known_candidate.sum())

    def total(self) -> float:
        """Sum of the values over the pairs where the measure is known."""
        shape = (len(self.known_asker), len(self.known_candidate))
        values = np.broadcast_to(self.values, shape)[np.ix_(self.known_asker, self.known_candidate)]
        return float(values.sum(dtype=np.float64))

    def transposed(self) -> Measure:
        """The same measure from the other side, for those that are symmetric."""
        return Measure(self.values.T, self.known_candidate, self.known_asker)


def cover(askers: Side, candidates: Side, topics: TopicTree, idf: Floats) -> Measure:
    """How much of what the askers look for the candidates offer: Σ u·idf·max sim / Σ u·idf. Known with needs and offers."""
    wanted, found = _wishes_and_offers(askers, candidates, topics, idf)
    return Measure(
        np.minimum(wanted @ found.T, np.float32(1.0)), askers.needs.filled, candidates.offers.filled
    )


def cover_back(askers: Side, candidates: Side, topics: TopicTree, idf: Floats) -> Measure:
    """The cover of what the candidates look for, in the shape askers × candidates."""
    wanted, found = _wishes_and_offers(candidates, askers, topics, idf)
    return Measure(
        np.minimum(found @ wanted.T, np.float32(1.0)), askers.offers.filled, candidates.needs.filled
    )


def _wishes_and_offers(seeking: Side, giving: Side, topics: TopicTree, idf: Floats) -> tuple[Floats, Floats]:
    """Per topic that is looked for and found: the share of it in each wish list, and the best similarity in each offer."""
    weights = seeking.needs.weight * idf[seeking.needs.members]
    total = np.bincount(seeking.needs.owner, weights=weights, minlength=len(seeking))
    columns = np.unique(seeking.needs.members).astype(np.int32)
    if len(columns):
        found = best_offer(topics, giving.offers, columns)
        useful = found.any(axis=0)
        columns, found = columns[useful], found[:, useful]
    else:
        found = np.zeros((len(giving), 0), dtype=np.float32)
    wanted = Sets(seeking.needs.start, seeking.needs.members, weights.astype(np.float32)).dense(
        columns, weighted=True
    )
    wanted /= np.maximum(total, 1e-9).astype(np.float32)[:, None]
    return wanted, found


def size(askers: Side, candidates: Side) -> Measure:
    """Likeness of size: 1 − min(|ln(p_a / p_b)|, 4) / 4."""
    known_a, known_b = ~np.isnan(askers.population), ~np.isnan(candidates.population)
    a = np.log(np.where(known_a, askers.population, 1.0)).astype(np.float32)
    b = np.log(np.where(known_b, candidates.population, 1.0)).astype(np.float32)
    values = np.subtract.outer(a, b)
    np.abs(values, out=values)
    values *= np.float32(-1 / SIZE_SPAN)
    values += np.float32(1.0)
    np.maximum(values, 0.0, out=values)
    return Measure(_zero_unknown(values, known_a, known_b), known_a, known_b)


def big(askers: Side, candidates: Side) -> Measure:
    """A mild preference for larger places: ln of the candidate's population between 5,000 (0) and 3 million (1)."""
    known = ~np.isnan(candidates.population)
    logs = np.log(np.where(known, candidates.population, SMALL_TOWN))
    span = np.log(LARGE_CITY) - np.log(SMALL_TOWN)
    values = np.clip((logs - np.log(SMALL_TOWN)) / span, 0.0, 1.0).astype(np.float32)
    return Measure(values[None, :], np.ones(len(askers), dtype=np.bool_), known)


def bridge(askers: Side, candidates: Side) -> Measure:
    """The strongest of: shared third partner 1, pair of their regions 0.5, same working group 0.5, same event 0.4.

    Unknown when nothing of the asker is on file that could make a bridge.
    """
    known = askers.ties.filled | askers.partner_regions.filled | askers.groups.filled | askers.events.filled
    values = np.zeros((len(askers), len(candidates)), dtype=np.float32)
    for one, other, strength in (
        (askers.ties, candidates.ties, THIRD_PARTNER),
        (askers.partner_regions, _one_each(candidates.region), REGION_PAIR),
        (askers.groups, candidates.groups, SAME_GROUP),
        (askers.events, candidates.events, SAME_EVENT),
    ):
        if len(one.members) and len(other.members):
            np.maximum(values, np.float32(strength) * (shared_counts(one, other) > 0), out=values)
    return Measure(values, known, np.ones(len(candidates), dtype=np.bool_))


def profile(askers: Side, candidates: Side) -> Measure:
    """Likeness of profile: shared traits / traits of either (port, university, industry, river, regional capital)."""
    return _likeness(askers.traits, candidates.traits)


def language(askers: Side, candidates: Side) -> Measure:
    """1 with a working language in common, else 0; unknown while one side has named none."""
    return _overlap(askers.languages, candidates.languages)


def region(askers: Side, candidates: Side) -> Measure:
    """1 when the candidate lies in a region the asker looks for, else 0; unknown without a wish or a region."""
    known_a, known_b = askers.wanted_regions.filled, candidates.region >= 0
    values = np.zeros((1, 1), dtype=np.float32)
    if known_a.any() and known_b.any():
        values = np.minimum(shared_counts(askers.wanted_regions, _one_each(candidates.region)), 1.0).astype(
            np.float32
        )
    return Measure(values, known_a, known_b)


def horizon(askers: Side, candidates: Side) -> Measure:
    """1 when both think of the same horizon (relief, reconstruction, EU accession), else 0."""
    return _overlap(askers.horizons, candidates.horizons)


def recency(askers: Side, candidates: Side) -> Measure:
    """How fresh the candidate's profile is: 1 up to 3 months after its confirmation, 0 from 24 months on."""
    known = ~np.isnan(candidates.months_since_confirmed)
    months = np.where(known, candidates.months_since_confirmed, STALE_MONTHS)
    values = np.clip((STALE_MONTHS - months) / (STALE_MONTHS - FRESH_MONTHS), 0.0, 1.0).astype(np.float32)
    return Measure(values[None, :], np.ones(len(askers), dtype=np.bool_), known)


# Measures that are the same from both sides are computed once for both directions.
_SYMMETRIC: tuple[tuple[str, Callable[[Side, Side], Measure]], ...] = (
    (SIZE, size), (PROFILE, profile), (LANGUAGE, language), (HORIZON, horizon),
)  # fmt: skip
_DIRECTED: tuple[tuple[str, Callable[[Side, Side], Measure]], ...] = (
    (BIG, big), (REGION, region), (RECENCY, recency),
)  # fmt: skip


def both_ways(
    askers: Side, candidates: Side, topics: TopicTree, idf: Floats
) -> Iterator[tuple[str, Measure, Measure]]:
    """Every measure that is known for any pair: (key, asker → candidate, candidate → asker transposed to the same shape)."""
    for key, there, back in all_measures(askers, candidates, topics, idf):
        if (there.known_asker.any() and there.known_candidate.any()) or (
            back.known_asker.any() and back.known_candidate.any()
        ):
            yield key, there, back


def all_measures(
    askers: Side, candidates: Side, topics: TopicTree, idf: Floats
) -> Iterator[tuple[str, Measure, Measure]]:
    """Every measure, known or not, in both directions (see ``both_ways``)."""
    yield COVER, cover(askers, candidates, topics, idf), cover_back(askers, candidates, topics, idf)
    there = bridge(askers, candidates)
    yield BRIDGE, there, _bridge_back(there, askers, candidates)
    for key, symmetric in _SYMMETRIC:
        measure = symmetric(askers, candidates)
        yield key, measure, measure
    for key, directed in _DIRECTED:
        yield key, directed(askers, candidates), directed(candidates, askers).transposed()


def _bridge_back(there: Measure, askers: Side, candidates: Side) -> Measure:
    """The bridge from the other side: only the pair of regions depends on the direction."""
    if candidates.partner_regions.members.size or askers.partner_regions.members.size:
        return bridge(candidates, askers).transposed()
    side = candidates
    known = side.ties.filled | side.groups.filled | side.events.filled
    return Measure(there.values, np.ones(len(askers), dtype=np.bool_), known)


def _one_each(codes: npt.NDArray[np.int32]) -> Sets:
    """One-member sets from codes; -1 is the empty set."""
    known = codes >= 0
    start = np.zeros(len(codes) + 1, dtype=np.int32)
    np.cumsum(known, out=start[1:])
    return Sets(start, codes[known], np.ones(int(known.sum()), dtype=np.float32))


def _zero_unknown(values: Floats, known_a: Bools, known_b: Bools) -> Floats:
    values[~known_a, :] = 0.0
    values[:, ~known_b] = 0.0
    return values


def _bits(masks: npt.NDArray[np.uint64]) -> Floats:
    """(n × 64 at most) the bits that occur, as columns of 0 and 1."""
    used = int(np.bitwise_or.reduce(masks)) if len(masks) else 0
    columns = [bit for bit in range(64) if used >> bit & 1]
    shifted = masks[:, None] >> np.array(columns, dtype=np.uint64)[None, :]
    return np.asarray((shifted & np.uint64(1)), dtype=np.float32)


def _common_bits(one: npt.NDArray[np.uint64], other: npt.NDArray[np.uint64]) -> Floats:
    """(len(one) × len(other)) how many bits each pair has in common."""
    both = _bits(np.concatenate([one, other]))
    return np.asarray(both[: len(one)] @ both[len(one) :].T, dtype=np.float32)


def _overlap(one: npt.NDArray[np.uint64], other: npt.NDArray[np.uint64]) -> Measure:
    known_a, known_b = one != 0, other != 0
    if not (known_a.any() and known_b.any()):
        return Measure(np.zeros((1, 1), dtype=np.float32), known_a, known_b)
    return Measure(np.minimum(_common_bits(one, other), np.float32(1.0)), known_a, known_b)


def _likeness(one: npt.NDArray[np.uint64], other: npt.NDArray[np.uint64]) -> Measure:
    known_a, known_b = one != 0, other != 0
    if not (known_a.any() and known_b.any()):
        return Measure(np.zeros((1, 1), dtype=np.float32), known_a, known_b)
    shared = _common_bits(one, other)
    either = np.bitwise_count(one)[:, None] + np.bitwise_count(other)[None, :] - shared
    return Measure((shared / np.maximum(either, 1)).astype(np.float32), known_a, known_b)
