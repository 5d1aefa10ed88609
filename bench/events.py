"""Events: registering under load; pages, programme and feed."""

from __future__ import annotations

from collections.abc import Callable

from bench import event_pages, events_registration

type Emit = Callable[..., None]


def run(emit: Emit) -> None:
    """Registrations per second, a burst, a locked bucket; then half a minute for the pages."""
    events_registration.measure(emit)
    event_pages.measure(emit)
