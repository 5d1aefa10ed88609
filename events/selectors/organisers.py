"""Who organises something that is still to come: profiles ask on every page, so it is kept for some seconds."""

from __future__ import annotations

from django.core.cache import cache

from events.models import Event

KEY = "events:organisers"
KEPT_SECONDS = 20  # with the 30 of a whole page below the minute after which a change must be seen


def organisers() -> frozenset[int]:
    """Numbers of actors with an announced event that is not over, whoever may see it. At most one query."""
    found: frozenset[int] | None = cache.get(KEY)
    if found is None:
        ahead = Event.objects.published().upcoming().order_by().values("pk")
        rows = Event.organisers.through.objects.filter(event__in=ahead).values_list("actor", flat=True)
        found = frozenset(rows)
        cache.set(KEY, found, KEPT_SECONDS)
    return found
