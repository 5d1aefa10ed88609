"""Child processes that end with their supervisor, even when that is killed."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from platform_portal.embedded import privileges

MARK = "PORTAL_SUPERVISED"  # in the environment of every child: the folder it belongs to
SET_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
LARGEST_LOG = 5 * 1024 * 1024


@dataclass
class Child:
    """A process to be kept running: how it starts, how it is asked to stop, where it writes."""

    name: str
    command: Sequence[str | Path]
    log: Path
    environment: dict[str, str]
    stop_signal: signal.Signals = signal.SIGTERM
    patience: float = 10
    folder: Path | None = None
    pass_fds: tuple[int, ...] = ()
    as_owner: privileges.Owner = privileges.Owner.SELF
    restart: Callable[[], None] | None = None  # where a start after a crash takes more care
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Starts it in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        keep_small(self.log)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [str(part) for part in self.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self.environment,
                pass_fds=self.pass_fds,
                start_new_session=True,
                preexec_fn=dying_with_parent(self.stop_signal, self.as_owner),
            )

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def ask_to_stop(self) -> None:
        """Sends its stop signal, without waiting."""
        if self.process and self.is_alive():
            self.process.send_signal(self.stop_signal)

    def wait_until_stopped(self) -> None:
        """Waits with patience, then kills it together with its own children."""
        if not self.process:
            return
        try:
            self.process.wait(self.patience)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def dying_with_parent(stop_signal: signal.Signals, owner: privileges.Owner) -> Callable[[], None]:
    """What a child does before its program: change the user if needed, ask to be told of our death."""
    parent = os.getpid()
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None

    def prepare() -> None:
        privileges.become(owner)
        if prctl:  # after the change of user, which would clear it
            prctl(SET_DEATH_SIGNAL, int(stop_signal))
            if os.getppid() != parent:
                os._exit(1)

    return prepare


def stop(children: Iterable[Child]) -> None:
    """Stops several processes at the same time."""
    children = list(children)
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_until_stopped()


def end_leftovers(home: Path, *, grace: float = 8) -> None:
    """Ends what a killed supervisor has left behind, politely first: PostgreSQL by a fast shutdown."""
    left = leftovers(home)
    for pid in left:
        send(pid, signal.SIGINT if command_of(pid).endswith("postgres") else signal.SIGTERM)
    deadline = time.monotonic() + grace
    while any(exists(pid) for pid in left) and time.monotonic() < deadline:
        time.sleep(0.05)
    for pid in leftovers(home):
        send(pid, signal.SIGKILL)


def leftovers(home: Path) -> list[int]:
    """Processes that carry this folder's mark in their environment."""
    mark = os.fsencode(f"{MARK}={home}")
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            marked = mark in (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if marked and int(entry.name) != os.getpid():
            found.append(int(entry.name))
    return found


def command_of(pid: int) -> str:
    """Path of the program a process runs, empty when unknown."""
    try:
        return os.fsdecode(Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0])
    except OSError:
        return ""


def exists(pid: int) -> bool:
    """Whether the process runs (one that has ended and only waits to be collected does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def send(pid: int, number: signal.Signals) -> None:
    """Sends a signal to a process that may be gone by now."""
    try:
        os.kill(pid, number)
    except OSError:
        return


def keep_small(log: Path) -> None:
    """Starts a log anew when it has grown large, keeping the one before."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(log.with_suffix(".old.log"))
