"""Keeps the lists of proposals up to date."""

from __future__ import annotations

from django.core.cache import cache

from partnerships.selectors import proposal_market
from partnerships.selectors.proposal_facts import PAIRED_KINDS

LOCK = "proposals:refreshing"
LONGEST_SECONDS = 300


def refresh_lists(*, anyway: bool = False) -> list[str]:
    """Fills the lists of every market whose data has changed since the last time; answers their kinds.

    Two at the same time would do the same work twice: the second one leaves at once. Can be ended and run again at any time.
    """
    if not cache.add(LOCK, 1, LONGEST_SECONDS):
        return []
    try:
        outdated = [kind for kind in PAIRED_KINDS if anyway or not proposal_market.is_current(kind)]
        for kind in outdated:
            proposal_market.refresh(kind, fully=True)
        return [str(kind) for kind in outdated]
    finally:
        cache.delete(LOCK)
