"""The text of PDF and office files, for the search.

Libraries that read such files loop, fill the memory or crash on hostile ones. So a file is read by a process of its own with
limits of time and memory (:mod:`knowledge.extraction.child`), which knows neither Django nor the database; whatever
happens there, the worker gets an answer.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess  # our own module only, with arguments of our own
import sys
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

BASE = Path(__file__).resolve().parent.parent.parent
#: Seconds on the clock; the child itself may use `child.CPU_SECONDS` of the processor.
SECONDS = 60
LONGEST_ANSWER = 4_000_000


@dataclass(frozen=True, slots=True)
class Extract:
    """What was found: `state` is a value of `TextState`, `pages` and `is_tagged` are known of PDF files only."""

    state: str
    text: str = ""
    pages: int | None = None
    is_tagged: bool | None = None


def extract(path: Path, suffix: str, *, seconds: float = SECONDS) -> Extract:
    """Reads a file; never raises, whatever the file is. `suffix` is the kind the upload was found to be."""
    command = [sys.executable, "-m", "knowledge.extraction.child", str(path), suffix]
    try:
        done = subprocess.run(  # noqa: S603
            command, cwd=BASE, env=_environment(), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return Extract("too_much")
    except OSError as error:
        log.warning("no process to read a file: %s", type(error).__name__)
        return Extract("broken")
    if done.returncode != 0:
        # killed by a limit, or out of memory in a place that could not say so
        log.warning("reading a %s file ended with %s", suffix, done.returncode)
        return Extract("too_much")
    try:
        return Extract(**json.loads(done.stdout[:LONGEST_ANSWER]))
    except (ValueError, TypeError):
        return Extract("broken")


def _environment() -> dict[str, str]:
    """Nothing the child does not need, above all no password of the database."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
