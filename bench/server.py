"""A web server with one worker, started for a measurement, and a client that asks it over one connection."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS_TO_START = 120
PORTAL = "platform_portal.wsgi:application"


class Server:
    """A running server on loopback."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, started_in: float) -> None:
        self.process = process
        self.port = port
        self.started_in = started_in

    def latencies(self, paths: list[str], *, seconds: float) -> list[float]:
        """Asks for the paths in turn for some seconds over one connection; milliseconds each took, ascending."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        taken: list[float] = []
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            for path in paths:
                begun = time.perf_counter()
                connection.request("GET", path, headers={"Host": f"127.0.0.1:{self.port}"})
                answer = connection.getresponse()
                answer.read()
                taken.append((time.perf_counter() - begun) * 1000)
                if answer.status != 200:
                    raise RuntimeError(f"{path} answered {answer.status}")
        connection.close()
        return sorted(taken)

    def rate(self, paths: list[str], *, seconds: float = 2.0, warm_up: int = 3) -> float:
        """Pages per second over one connection, by the median time of a page."""
        for _ in range(warm_up):
            self.latencies(paths, seconds=0.01)
        taken = self.latencies(paths, seconds=seconds)
        return 1000 / taken[len(taken) // 2]

    def worker_pss(self) -> float:
        """Megabytes of the largest worker: its own pages and its part of the shared ones."""
        return max(self._pss(), default=0.0)

    def whole_pss(self) -> float:
        """Megabytes of all its processes together."""
        return sum(self._pss())

    def _pss(self) -> list[float]:
        return [_pss(pid) for pid in (self.process.pid, *_descendants(self.process.pid))]


@contextmanager
def server(application: str, *, workers: int = 1, threads: int = 1, **environment: str) -> Iterator[Server]:
    """Granian with one worker and one thread, or as many as are asked for; stopped afterwards. The portal as it is started."""
    port, program = _free_port(), "platform_portal.web" if application == PORTAL else "granian"
    command = [
        sys.executable, "-m", program, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(threads), "--backlog", "1024", "--no-ws",
        "--log-level", "error", application,
    ]  # fmt: skip
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=os.environ | environment, cwd=Path(__file__).resolve().parent.parent
    )
    try:
        _wait_until_it_answers(port, process)
        yield Server(process, port, time.perf_counter() - begun)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.02)
        finally:
            connection.close()
    raise RuntimeError("The web server does not answer.")


def _descendants(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += [int(child), *_descendants(int(child))]
    return found


def _pss(pid: int) -> float:
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    match = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(match[1]) / 1024 if match else 0.0
