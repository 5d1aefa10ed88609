"""`send_newsletter`: starts what is due and sends it; `--forever` is the process that a server keeps running."""

import argparse
import signal
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from newsletter.sending.sender import AWAY, Sender

#: Seconds between two looks for something to do: the truth is in PostgreSQL, nobody has to call.
LOOK_EVERY = 1.0
TOUCH_EVERY = 10.0


class Command(BaseCommand):
    """May run several times at once and be killed at any moment; SIGTERM ends it after the mail it has begun."""

    help = "Send the newsletters that are due: everything that can be sent now, or --forever."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """How long."""
        parser.add_argument("--forever", action="store_true", help="wait for the next one, until SIGTERM")
        parser.add_argument(
            "--alive", type=Path, help="touch this file every few seconds, for a health check"
        )
        parser.add_argument("--seconds", type=float, help="end after so many seconds")

    def handle(
        self, *args: Any, forever: bool, seconds: float | None, alive: Path | None, **options: Any
    ) -> None:
        """Sends, and says how many."""
        self._ending, self._alive, self._touched_at = False, alive, 0.0
        before = [(number, signal.signal(number, self._end)) for number in (signal.SIGTERM, signal.SIGINT)]
        sender = Sender(should_end=self._shall_end)
        try:
            tried = sender.work(seconds=seconds)
            while forever and not self._ending:
                self._wait()
                tried += sender.work()
        except AWAY as error:
            if not self._ending:
                raise
            self.stderr.write(f"ended while the database was away: {error}")
        finally:
            sender.close()
            for number, handler in before:
                signal.signal(number, handler)
        if options["verbosity"] and tried:
            self.stdout.write(f"{tried} mails")

    def _end(self, number: int, frame: FrameType | None) -> None:
        self._ending = True

    def _shall_end(self) -> bool:
        if self._alive and time.monotonic() - self._touched_at > TOUCH_EVERY:
            self._alive.touch()
            self._touched_at = time.monotonic()
        return self._ending

    def _wait(self) -> None:
        end = time.monotonic() + LOOK_EVERY
        while not self._shall_end() and time.monotonic() < end:
            time.sleep(0.1)
        if connection.connection is not None and connection.connection.closed:
            connection.close()
