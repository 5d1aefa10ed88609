"""What the tests of running events share: borrowed names for people, and a browser at the desk."""

from __future__ import annotations

import datetime as dt

from events.enums import Mode
from events.models import Event, Registration
from tests.factories.events import EventFactory, RegistrationFactory

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)


def people(event: Event, number: int, **facts: object) -> list[Registration]:
    """So many confirmed participants."""
    return [RegistrationFactory(event=event, **facts) for _ in range(number)]


def hybrid(**facts: object) -> Event:
    """A hybrid event with places enough."""
    return EventFactory(**{"format": "hybrid", "capacity": 100, "online_capacity": 100, **facts})


def both_modes(event: Event) -> tuple[Registration, Registration]:
    """One on site, one online."""
    return RegistrationFactory(event=event, mode=Mode.ON_SITE), RegistrationFactory(
        event=event, mode=Mode.ONLINE
    )
