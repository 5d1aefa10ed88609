"""Slots: how an upper app appears on a lower app's page without the lower one knowing it.

A lower app's template says `{% slot "actor.profile" actor=actor %}`; an upper app registers a renderer in its
`AppConfig.ready()`. Renderers answer safe HTML or "" and run in the order of `position`. The search page collects
its sources the same way (`platform_portal.core.search_registry`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

type Renderer = Callable[..., str]

_slots: dict[str, list[tuple[int, Renderer]]] = defaultdict(list)


def register(name: str, renderer: Renderer, *, position: int = 0) -> None:
    """Adds a renderer, called as `renderer(request, **context)`; registering it twice changes nothing."""
    if all(existing is not renderer for _, existing in _slots[name]):
        _slots[name].append((position, renderer))
        _slots[name].sort(key=lambda item: item[0])


def render(name: str, request: HttpRequest | None, **context: Any) -> SafeString:
    """What all renderers of the slot have to show, one after the other."""
    return mark_safe("".join(renderer(request, **context) for _, renderer in _slots[name]))  # noqa: S308
