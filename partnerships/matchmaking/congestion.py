"""How unevenly attention is spread over candidates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

type Counts = npt.NDArray[np.float64]


def gini(counts: Counts) -> float:
    """Gini coefficient over all candidates, those never shown included: 0 all equal, towards 1 all on one."""
    total = float(counts.sum())
    if total <= 0 or len(counts) == 0:
        return 0.0
    ordered = np.sort(counts)
    n = len(ordered)
    return float((2 * np.arange(1, n + 1) - n - 1) @ ordered / (n * total))


def top_share(counts: Counts, k: int = 5) -> float:
    """Share of all places on lists that the k most shown candidates take."""
    total = float(counts.sum())
    return float(np.sort(counts)[::-1][:k].sum() / total) if total > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Target:
    """The congestion that is still tolerated; λ is the smallest that keeps both."""

    top_share: float
    gini: float

    @classmethod
    def of(cls, *, pressure: float, candidates: int) -> Target:
        """Target for a market: ``pressure`` = expected requests / capacity of all candidates.

        At pressure 1 and above everybody is needed: Gini 0.25, the five most shown at most twice their even share. With fewer
        askers than the candidates could take up, crowding hurts less and fit may decide more: up to Gini 0.45, five times.
        """
        slack = min(1.0, max(0.0, 1.0 - pressure) * 2)
        return cls(top_share=(2.0 + 3.0 * slack) * 5 / max(1, candidates), gini=0.25 + 0.20 * slack)

    def met_by(self, counts: Counts) -> bool:
        """Whether these numbers of showings keep within the target."""
        return top_share(counts) <= self.top_share and gini(counts) <= self.gini


def shown(lists: npt.NDArray[np.integer], candidates: int) -> Counts:
    """(candidates) how often each appears on the lists (-1 is an empty place)."""
    places = lists[lists >= 0]
    return np.bincount(places.ravel(), minlength=candidates).astype(np.float64)
