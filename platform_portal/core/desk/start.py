"""What the start page shows: a card per queue in which something waits, and all that waits in one list, the oldest first.

It copes with many apps: queues in which nothing waits share one line, cards become small when there are many, and no queue
fills the list alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from platform_portal.core import work_queue
from platform_portal.core.errors import BadParameter
from platform_portal.core.work_queue import Item, Queue, Text

if TYPE_CHECKING:
    from accounts.models import User

#: How many things of each queue are read, and how many the list shows.
SHOWN = 25
SHOWN_OF_ONE = 100
#: How many of one queue the list shows while others wait too, so that two hundred entries of one kind hide nothing else.
SHOWN_OF_EACH = 8
#: From so many cards on they are small.
MANY = 9


@dataclass(frozen=True, slots=True)
class Card:
    """A queue with its number; `tone` is late, soon, none or empty."""

    queue: Queue
    count: int
    tone: str
    detail: Text


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that waits."""

    item: Item
    queue: Queue
    waits: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Work:
    """The whole start page."""

    cards: list[Card]
    rows: list[Row]
    total: int
    oldest: str
    chosen: Queue | None
    more: int

    @property
    def busy(self) -> list[Card]:
        """Queues in which something waits, and the chosen one."""
        return [card for card in self.cards if card.count or card.queue is self.chosen]

    @property
    def quiet(self) -> list[Card]:
        """The others."""
        return [card for card in self.cards if not card.count and card.queue is not self.chosen]

    @property
    def is_crowded(self) -> bool:
        """Whether there are so many cards that they must be small."""
        return len(self.busy) >= MANY


def work_of(request: HttpRequest, *, chosen: str = "") -> Work:
    """Two or three queries per queue, whatever waits. Raises BadParameter for a queue that is not there."""
    queues, now = work_queue.queues(), timezone.now()
    one = next((queue for queue in queues if queue.slug == chosen), None)
    if chosen and one is None:
        raise BadParameter(_("There is no such queue."))
    counts = {queue.slug: queue.count() for queue in queues}
    cards = [_card(queue, *counts[queue.slug], now) for queue in queues]
    busy = [queue for queue in ([one] if one else queues) if counts[queue.slug][0]]
    limit = SHOWN_OF_ONE if one else SHOWN
    of_each = limit if len(busy) == 1 else SHOWN_OF_EACH
    rows = [
        _row(item, queue, now)
        for queue in busy
        for item in _items(queue, cast("User", request.user), of_each)
    ]
    if one is None:
        rows.sort(key=lambda row: row.item.since)
    waiting = sum(card.count for card in cards if one is None or card.queue is one)
    since = [oldest for _count, oldest in counts.values() if oldest]
    return Work(
        cards=cards,
        rows=rows[:limit],
        total=sum(card.count for card in cards),
        oldest=_waits(now - min(since)) if since else "",
        chosen=one,
        more=max(0, waiting - len(rows[:limit])),
    )


def _items(queue: Queue, user: User, limit: int) -> list[Item]:
    return queue.items_for(user, limit) if queue.items_for else queue.items(limit)


def _card(queue: Queue, count: int, oldest: dt.datetime | None, now: dt.datetime) -> Card:
    if not count:
        return Card(queue, 0, "none", queue.empty or _("nothing waits"))
    age = now - oldest if oldest else dt.timedelta()
    late, soon = age.days >= queue.due_days, age.days * 2 >= queue.due_days
    detail = _("oldest: %(age)s") % {"age": _waits(age)}
    return Card(queue, count, "late" if late else "soon" if soon else "", detail)


def _row(item: Item, queue: Queue, now: dt.datetime) -> Row:
    age = now - item.since
    return Row(item, queue, _waits(age), age.days >= queue.due_days)


def _waits(age: dt.timedelta) -> str:
    if age.days < 1:
        return _("less than a day")
    return ngettext("%(days)s day", "%(days)s days", age.days) % {"days": age.days}
