"""Hints to the worker that something waits: the first at once, in a rush one for all of a moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Hints:
    """Calls `say` at once, or `pause` seconds after the last time: then once for everybody who asked meanwhile.

    A message costs a millisecond here and a task there; a rush would send hundreds that all mean the same. What is asked for while
    nothing is under way is never left out. A process that ends in a pause says nothing: the sweeper finds it.
    """

    def __init__(self, say: Callable[[], object], *, pause: float) -> None:
        self._say, self._pause = say, pause
        self._guard = threading.Lock()
        #: When it was, or will be, said.
        self._at = float("-inf")

    def give(self) -> None:
        """Something waits, and is committed."""
        with self._guard:
            now = time.monotonic()
            if now < self._at:
                return
            wait = max(0.0, self._at + self._pause - now)
            self._at = now + wait
        if not wait:
            self._say()
            return
        later = threading.Timer(wait, self._say)
        later.daemon = True
        later.start()
