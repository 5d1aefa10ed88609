"""Whether a container's process does its work; needs nothing but the standard library.

web: the health page answers 200, asked as the proxy would ask.
beat: the scheduler has written its file lately.
sender: the sender of newsletters has touched its file lately.
"""

import os
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

SCHEDULE = Path("/data/beat/schedule")
OLDEST_SCHEDULE_SECONDS = 600  # the scheduler writes every three minutes
ALIVE = Path("/tmp/sender.alive")  # noqa: S108  (the container's own)
OLDEST_SIGN_SECONDS = 240  # every ten seconds; a database that is away is waited for two minutes


def web(address: str = "http://127.0.0.1:8000/healthz") -> bool:
    """The portal answers only to its own host names, and over HTTPS."""
    hosts = os.environ.get("PORTAL_ALLOWED_HOSTS", "localhost").split(",")
    headers = {"Host": hosts[0].strip().lstrip("."), "X-Forwarded-Proto": "https"}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=4) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (OSError, urllib.error.URLError):
        return False


def beat(schedule: Path = SCHEDULE) -> bool:
    """The schedule file is fresh, whatever ending the database library gives it."""
    files = list(schedule.parent.glob(f"{schedule.name}*"))
    return any(time.time() - file.stat().st_mtime < OLDEST_SCHEDULE_SECONDS for file in files)


def sender(alive: Path = ALIVE) -> bool:
    """The sender has given a sign of life."""
    return alive.exists() and time.time() - alive.stat().st_mtime < OLDEST_SIGN_SECONDS


if __name__ == "__main__":
    sys.exit(0 if {"web": web, "beat": beat, "sender": sender}[sys.argv[1]]() else 1)
