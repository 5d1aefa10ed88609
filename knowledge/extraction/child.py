"""The process that reads one file: sets its own limits, prints one JSON object, and is gone. Imports nothing of the portal's."""

from __future__ import annotations

import json
import logging
import resource
import sys
import warnings
from pathlib import Path

from knowledge.extraction import formats

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 40


def confine() -> None:
    """Limits this process and silences it for good."""
    logging.disable(logging.CRITICAL)  # what parsers say about bad files is of no use to anybody
    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main(path: str, suffix: str) -> None:
    """Reads and prints. Out of memory is an answer too; out of time kills a confined process."""
    try:
        found = formats.read(Path(path), suffix)
    except (MemoryError, RecursionError):
        found = {"state": "too_much"}
    except (
        Exception
    ):  # broken and hostile files fail in every way a parser can: all of them are the same answer
        found = {"state": "broken"}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    confine()
    main(sys.argv[1], sys.argv[2])
