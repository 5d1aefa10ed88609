"""Events: registering under load."""

from __future__ import annotations

from collections.abc import Callable

from bench import events_registration

type Emit = Callable[..., None]


def run(emit: Emit) -> None:
    """Registrations per second, a burst, a locked bucket."""
    events_registration.measure(emit)
