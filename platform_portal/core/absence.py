"""A service that does not answer is left alone for a moment, so that its silence costs one time-out and not one per call."""

from __future__ import annotations

import time


class Absence:
    """Remembers in this process that a service was away; times in seconds."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._until = 0.0

    def __bool__(self) -> bool:
        """Whether it was away a moment ago."""
        return time.monotonic() < self._until

    def note(self) -> None:
        """It did not answer."""
        self._until = time.monotonic() + self._seconds
