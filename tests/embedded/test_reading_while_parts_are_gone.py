"""Queue and worker frozen or killed: reading goes on, and what was sent meanwhile is not lost."""

import http.cookiejar
import os
import signal
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from platform_portal.embedded import processes

from .conftest import Portal, eventually

pytestmark = [pytest.mark.slow]

PAGES = ("/de/", "/uk/actors/", "/en/partnerships/", "/de/matchmaking/stadt-essen/", "/de/search/?q=Riwne")
FORM = "/de/accessibility/feedback/"


def test_pages_are_read_and_a_report_is_kept_while_the_queue_is_frozen(running: Portal):
    with frozen(running, "valkey"):
        for path in PAGES:
            status, seconds = read(running, path)
            assert (status, seconds < 10) == (200, True), path
        assert report(running, "while the queue is frozen").endswith("/sent/")
        assert waiting(running, "while the queue is frozen") == 1
    assert eventually(lambda: is_sent(running, "while the queue is frozen"), 90)


def test_a_report_waits_for_a_worker_that_was_killed(running: Portal):
    for pid in pids_of(running, "celery"):
        processes.send(pid, signal.SIGKILL)
    assert read(running, "/de/")[0] == 200
    report(running, "while the worker is gone")
    assert eventually(lambda: is_sent(running, "while the worker is gone"), 120)


def pids_of(portal: Portal, word: str) -> list[int]:
    """Processes of the portal whose command line names the word."""
    return [pid for pid in portal.marked() if word.encode() in _command_of(pid)]


def _command_of(pid: int) -> bytes:
    """The command line of a process, empty when it has gone meanwhile."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
    except OSError:
        return b""


@contextmanager
def frozen(portal: Portal, word: str) -> Iterator[None]:
    """The processes stopped in their tracks: they take connections and never answer, which is worse than being gone."""
    pids = pids_of(portal, word)
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


def read(portal: Portal, path: str) -> tuple[int, float]:
    """Status of a page and seconds until its last byte."""
    began = time.monotonic()
    with urllib.request.urlopen(f"http://127.0.0.1:{portal.port}{path}", timeout=30) as answer:
        answer.read()
        return answer.status, time.monotonic() - began


def report(portal: Portal, message: str) -> str:
    """Fills in the form as a browser does; the address it ends at."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address = f"http://127.0.0.1:{portal.port}{FORM}"
    browser.open(address, timeout=30).read()
    token = next(cookie.value for cookie in jar if cookie.name == "csrftoken")
    fields = {"csrfmiddlewaretoken": token, "message": message, "address": "", "name": "", "email": ""}
    with browser.open(address, urllib.parse.urlencode(fields).encode(), timeout=30) as answer:
        return str(answer.url)


def waiting(portal: Portal, message: str) -> object:
    """How many mails hold the text."""
    return portal.sql(f"SELECT count(*) FROM core_outboxmail WHERE text LIKE '%{message}%'")


def is_sent(portal: Portal, message: str) -> bool:
    """Whether the mail has left."""
    return portal.sql(f"SELECT state FROM core_outboxmail WHERE text LIKE '%{message}%'") == "sent"
