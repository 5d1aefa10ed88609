"""Worker, queue and web processes are killed while mails are on their way: each mail that was promised arrives.

The negative control stands beside them: what lay in the queue alone is gone after the same kill.
"""

from __future__ import annotations

import shutil
import signal
import urllib.error
from contextlib import suppress

import pytest
import redis

from platform_portal.core.outbox import LEASE
from platform_portal.embedded import processes
from platform_portal.embedded.instance import Instance

from .conftest import Portal, eventually, parent_of
from .test_reading_while_parts_are_gone import frozen, is_sent, pids_of, read, report, waiting

pytestmark = [pytest.mark.slow]
#: Seconds after which a mail has arrived even when its sender was killed in the middle: the lease, a sweep, a start.
LATEST = LEASE.total_seconds() + 150


def kill(portal: Portal, word: str) -> None:
    """kill -9 of every process whose command line names the word."""
    pids = pids_of(portal, word)
    assert pids, word
    for pid in pids:
        processes.send(pid, signal.SIGKILL)


def queue_of(portal: Portal) -> redis.Redis:
    """A connection to the portal's queue."""
    state = Instance(portal.data).state()
    assert state
    return redis.Redis.from_url(state["addresses"]["REDIS_URL"])


def answers_again(portal: Portal) -> bool:
    """Whether the queue can be reached."""
    with suppress(redis.ConnectionError, redis.exceptions.BusyLoadingError), queue_of(portal) as client:
        return bool(client.ping())
    return False


def files_with(portal: Portal, message: str) -> int:
    """How many mails with the text have arrived."""
    folder = portal.data / "mail"
    return sum(message in path.read_text(errors="replace") for path in folder.rglob("*") if path.is_file())


def test_a_queue_that_loses_everything_loses_no_mail(running: Portal):
    with frozen(running, "celery"):
        assert report(running, "queue lost").endswith("/sent/")
        with queue_of(running) as client:
            client.lpush("only-in-the-queue", "this too")
        kill(running, "valkey-server")
        for folder in (running.data / "valkey").glob("appendonlydir"):
            shutil.rmtree(folder)
    assert eventually(lambda: answers_again(running), 60)
    assert eventually(lambda: is_sent(running, "queue lost"), 150)
    with queue_of(running) as client:
        assert client.llen("only-in-the-queue") == 0  # negative control: what had no row is gone


def test_web_processes_killed_while_people_send_forms_lose_no_promised_mail(running: Portal):
    promised = []
    for number in range(6):
        message = f"web killed {number:02}"
        with suppress(urllib.error.URLError, ConnectionError):
            if report(running, message).endswith("/sent/"):
                promised.append(message)
        for pid in workers_of(running):
            processes.send(pid, signal.SIGKILL)
        assert eventually(lambda: reads(running), 90)
    assert len(promised) >= 3
    for message in promised:
        assert waiting(running, message) == 1
        assert eventually(lambda message=message: is_sent(running, message), 150), message
        assert files_with(running, message) == 1, message


def workers_of(portal: Portal) -> list[int]:
    """The web server's worker processes: children of the one that listens."""
    pids = pids_of(portal, "platform_portal.web")
    return [pid for pid in pids if parent_of(pid) in pids]


def reads(portal: Portal) -> bool:
    """Whether a page is answered. Fails at once when the portal itself has ended."""
    assert portal.process
    if portal.process.poll() is not None:
        assert portal.process.stdout
        pytest.fail(f"the portal has ended: {portal.process.stdout.read()}")
    with suppress(OSError):
        return read(portal, "/healthz")[0] == 200
    return False


def test_everything_killed_one_after_the_other_and_each_mail_arrives_once(running: Portal):
    for word in ("celery", "valkey-server", "platform_portal.web"):
        message = f"killed {word}"
        assert eventually(lambda: reads(running), 90)
        assert report(running, message).endswith("/sent/")
        kill(running, word)
    assert eventually(lambda: reads(running), 90)
    for word in ("celery", "valkey-server", "platform_portal.web"):
        assert eventually(lambda word=word: is_sent(running, f"killed {word}"), LATEST), word
        assert files_with(running, f"killed {word}") == 1
