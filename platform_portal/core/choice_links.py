"""Addresses of a filtered list with one choice more or less, and the pills that carry them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Pill:
    """A link that changes the choice; `remove` ones take a chosen value away."""

    label: str
    url: str
    remove: bool = False


def changed(query: QueryDict, **values: str | None) -> str:
    """The query with other values (None: without), from the first page on."""
    made = query.copy()
    for name, value in {**values, "page": None}.items():
        made.pop(name, None)
        if value is not None:
            made[name] = value
    return f"?{made.urlencode()}"


def without(query: QueryDict, name: str, is_dropped: Callable[[str], bool] | None = None) -> str:
    """The query without those values of a parameter (default: all of them), from the first page on."""
    made = query.copy()
    made.setlist(name, [value for value in made.getlist(name) if is_dropped and not is_dropped(value)])
    made.pop("page", None)
    return f"?{made.urlencode()}"


def only(query: QueryDict, kept: Iterable[str]) -> str:
    """The query with nothing but the last value of some parameters: a list with nothing chosen keeps its order and view."""
    made = QueryDict(mutable=True)
    for name in kept:
        if value := query.get(name):
            made[name] = str(value)
    return f"?{made.urlencode()}"
