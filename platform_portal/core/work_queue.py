"""The secretariat's work queue: every app registers what waits for a decision, the desk's start page shows all of it.

An app registers from its module `work_queue.py`, which is found by itself:

    register(Queue(slug="claims", label=_("Claims"), position=10, items=open_claims, count=count_claims, url=reverse_lazy(…)))

Each queue costs a fixed number of queries: one for `count`, as few as possible for `items`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from accounts.models import User

type Text = str | Promise


@dataclass(frozen=True, slots=True)
class Action:
    """One click in the list: a small form that posts to `url`. `fields` go along hidden; `is_main` marks the usual answer."""

    label: Text
    url: Text
    fields: Sequence[tuple[str, str]] = ()
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: what, since when, where it is looked at, and what can be done about it at once."""

    title: Text
    since: dt.datetime
    url: Text
    detail: Text = ""
    actions: Sequence[Action] = ()


@dataclass(frozen=True, slots=True)
class Queue:
    """A kind of work. `items(limit)` answers the oldest first, `count()` how many and since when the oldest waits.

    `items_for(user, limit)` takes the place of `items` where the order depends on who is at work. `due_days` is after how many
    days an item is late. `empty` is said when nothing waits.
    """

    slug: str
    label: Text
    position: int
    items: Callable[[int], list[Item]]
    count: Callable[[], tuple[int, dt.datetime | None]]
    url: Text
    items_for: Callable[[User, int], list[Item]] | None = None
    due_days: int = 3
    empty: Text = field(default="")


_queues: dict[str, Queue] = {}


def register(queue: Queue) -> None:
    """Adds a queue under its slug; doing it twice replaces it."""
    _queues[queue.slug] = queue


def queues() -> list[Queue]:
    """All queues in their order; the modules `work_queue` of all apps are read when first asked."""
    from platform_portal.core import queue_of_core  # noqa: F401

    autodiscover_modules("work_queue")
    return sorted(_queues.values(), key=lambda queue: (queue.position, queue.slug))
