"""Real processes: a portal of its own for these tests, started as a person would start it."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from platform_portal.embedded import processes
from platform_portal.embedded.instance import ROOT, Instance

FROM_THE_CALLER = re.compile(r"(PORTAL_|PYTEST_|DJANGO_|DATABASE_URL|REDIS_URL|COV_)")
SECONDS = 180  # a loaded machine of two cores must not fail the tests


class Portal:
    """One data folder and the commands run on it."""

    def __init__(self, data: Path, root: Path = ROOT, *, port: int | None = None) -> None:
        self.data, self.root, self.port = data, root, port or free_port()
        self.output = ""
        self.process: subprocess.Popen[str] | None = None

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not FROM_THE_CALLER.match(key)}
        return kept | {"PORTAL_DATA_DIR": str(self.data), "PORTAL_PORT": str(self.port)}

    def run(
        self, *arguments: str, before: tuple[str, ...] = (), **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """A command to its end."""
        return subprocess.run(
            [*before, str(self.root / "run"), *arguments],
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )

    def sql(self, query: str) -> object:
        """The first value of a query on the running database, None for a statement."""
        state = Instance(self.data).state()
        assert state, "the portal does not run"
        with psycopg.connect(state["addresses"]["DATABASE_URL"], connect_timeout=30) as connection:
            cursor = connection.execute(query.encode())
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None

    def sql_by_command(self, query: str) -> str:
        """The first value of a query, asked through `./run manage`."""
        code = f"from django.db import connection as c; k = c.cursor(); k.execute({query!r}); "
        result = self.run("manage", "shell", "-v0", "-c", code + "print(k.fetchone()[0])")
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def start(self) -> None:
        """`./run`, until it says that the portal is running."""
        self.process = subprocess.Popen(
            [str(self.root / "run")],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self.process.stdout
        self.output = ""
        for line in self.process.stdout:
            self.output += line
            if "Ctrl-C" in line:
                return
        self.process.stdout.close()
        self.process.wait(SECONDS)
        pytest.fail(f"./run has ended:\n{self.output}{self.web_log()}")

    def kill(self) -> None:
        """kill -9 of the supervisor alone."""
        assert self.process
        self.process.kill()
        self.process.wait(SECONDS)
        if self.process.stdout:
            self.process.stdout.close()

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """Ends it and returns its exit status."""
        assert self.process
        self.process.send_signal(number)
        status = self.process.wait(SECONDS)
        if self.process.stdout:
            self.output += self.process.stdout.read()
            self.process.stdout.close()
        return status

    def web_log(self) -> str:
        """What the web server said, for a failed start."""
        log = self.data / "log" / "web.log"
        return log.read_text()[-4000:] if log.exists() else ""

    def marked(self) -> list[int]:
        """Processes of this portal but the supervisor: those it marked, and PostgreSQL's own children."""
        found = set(processes.leftovers(self.data))
        return sorted(found | {pid for pid in every_process() if parent_of(pid) in found})

    def answers(self) -> bool:
        """Whether somebody listens on its port."""
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=10):
            return True
        return False


def free_port() -> int:
    """A port nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def every_process() -> list[int]:
    """All process ids of the machine."""
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*")]


def parent_of(pid: int) -> int:
    """Parent of a process, 0 when it is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def eventually(condition: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether the condition comes true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def kill_everything(portal: Portal) -> None:
    """kill -9 of the supervisor and of every process below it, in one go."""
    assert portal.process
    for pid in [portal.process.pid, *portal.marked()]:
        processes.send(pid, signal.SIGKILL)
    portal.kill()


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal that one module shares: prepared once, in a folder with a space in its name."""
    portal = Portal(tmp_path_factory.mktemp("ops") / "données of the portal")
    yield portal
    if portal.process and portal.process.poll() is None:
        portal.stop(signal.SIGTERM)
    processes.end_leftovers(portal.data)


@pytest.fixture
def running(portal: Portal) -> Portal:
    """The shared portal, started unless it runs."""
    if portal.process is None or portal.process.poll() is not None:
        portal.start()
    return portal


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    """A set of services that need not survive, held by this process."""
    instance = Instance(tmp_path / "services", durable=False)
    assert instance.acquire()
    yield instance
    instance.release()
