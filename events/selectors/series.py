"""The page of a series: all dates, the next one first, what was before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from events.enums import DatePrecision
from events.models import Event, Series
from events.selectors.cards import Card, cards_of

if TYPE_CHECKING:
    from events.selectors.cards import Reader


@dataclass(frozen=True, slots=True)
class SeriesPage:
    """All that the page shows."""

    series: Series
    next: Card | None
    upcoming: list[Card]
    past: list[Card]


def series_page(series: Series, user: Reader, now: dt.datetime | None = None) -> SeriesPage:
    """The dates the reader sees, in their order. Three queries."""
    now = now or timezone.now()
    found = Event.objects.visible_to(user).published().filter(series=series).order_by("starts_at", "pk")
    cards = cards_of(found, user, now)
    ahead = [card for card in cards if not card.is_past]
    return SeriesPage(
        series=series,
        next=next((card for card in ahead if not card.event.is_cancelled and card.event.has_day), None),
        upcoming=ahead,
        past=[card for card in reversed(cards) if card.is_past],
    )


def next_of(series: Series, user: Reader, now: dt.datetime | None = None) -> Event | None:
    """The next date of a series the reader sees."""
    now = now or timezone.now()
    found = Event.objects.visible_to(user).published().filter(series=series, cancelled_at=None)
    found = found.filter(date_precision=DatePrecision.DAY)
    return found.filter(starts_at__gte=now).order_by("starts_at", "pk").first()
