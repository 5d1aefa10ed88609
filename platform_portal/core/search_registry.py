"""The search page asks every registered source; an app adds its own in `AppConfig.ready()`.

An upper app can also add ways on to the hits of a lower one: a button to something it knows how to do with the object found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Hit:
    """One result: `title` and `url` always, `detail` one line; `score` 0–1, comparable between sources.

    `links` are further ways on from here: pairs of text and address.
    """

    title: str
    url: str
    detail: str = ""
    badge: str = ""
    score: float = 0.0
    lang: str = ""
    links: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a source answers: the best hits first, how many there are in all, where to see all of them."""

    hits: Sequence[Hit] = field(default_factory=tuple)
    total: int = 0
    all_url: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of thing that can be found. `search(term, user, limit)` answers `Found`."""

    key: str
    label: str | Promise
    search: Callable[[str, User | AnonymousUser, int], Found]
    position: int = 0


_sources: dict[str, Source] = {}


def register(source: Source) -> None:
    """Adds a source under its key."""
    _sources[source.key] = source


def sources() -> list[Source]:
    """All sources in their order."""
    return sorted(_sources.values(), key=lambda source: (source.position, source.key))


type Ways = Callable[[Any], Sequence[tuple[str, str]]]
_ways: dict[str, list[Ways]] = defaultdict(list)


def register_ways(kind: str, ways: Ways) -> None:
    """Adds ways on from hits of a kind of object (`actor`), as pairs of text and address; registering it twice changes nothing."""
    if ways not in _ways[kind]:
        _ways[kind].append(ways)


def ways_on(kind: str, found: Any) -> tuple[tuple[str, str], ...]:
    """All ways on from one object; for `Hit.links`."""
    return tuple(way for ways in _ways[kind] for way in ways(found))
