"""One set of embedded services: its folder, who holds it, and what others need to know to use it."""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from platform_portal.embedded.trouble import Trouble

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SOCKET_PATH = 107  # bytes; limit of Unix sockets
LONGEST_SOCKET_NAME = len(".s.PGSQL.5432.lock")
PLAIN_PATH = re.compile(
    r"[A-Za-z0-9._/-]+"
)  # everything else needs quoting somewhere in a URL or a configuration
SECONDS_UNTIL_STARTED = 90
SHORT_FOLDER = Path("/tmp")  # noqa: S108  (what is created there is private, and checked to be ours)
MEGABYTE = 1024 * 1024


class Instance:
    """A folder with database, queue, mails and logs. At most one process runs its services."""

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = home
        self.durable = durable
        self._held: IO[str] | None = None
        self._used: IO[str] | None = None

    @classmethod
    def configured(cls, part: str = "") -> "Instance":
        """The portal's own folder (PORTAL_DATA_DIR, else `.data`), or a part of it for tests."""
        data = Path(os.environ.get("PORTAL_DATA_DIR") or ROOT / ".data").expanduser().absolute()
        return cls(data / part if part else data, durable=part != "test")

    def folder(self, name: str) -> Path:
        """A folder inside, created when missing."""
        path = self.home / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    @property
    def sockets(self) -> Path:
        """Folder of the Unix sockets: inside where the path is short and plain, else a private one."""
        inside = self.home / "run"
        length = len(os.fsencode(inside)) + 1 + LONGEST_SOCKET_NAME
        if length <= LONGEST_SOCKET_PATH and PLAIN_PATH.fullmatch(str(inside)):
            return inside
        name = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        base = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")
        if not (os.access(base, os.W_OK) and PLAIN_PATH.fullmatch(str(base)) and len(str(base)) < 60):
            base = SHORT_FOLDER if os.access(SHORT_FOLDER, os.W_OK) else Path(tempfile.gettempdir())
        return base / f"portal-{os.geteuid()}-{name}"

    def prepare_folders(self) -> None:
        """Creates the folders, for their owner only, and refuses a full disk before anything is written."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        if self.sockets.stat().st_uid not in {os.geteuid(), 65534}:
            raise Trouble(f"{self.sockets} belongs to somebody else; remove it and start again.")
        needed = 50 if (self.home / "postgres").exists() else 250
        free = shutil.disk_usage(self.home).free // MEGABYTE
        if free < needed:
            raise Trouble(f"The disk is full: {self.home} has {free} MB left, {needed} MB are needed.")

    def remove_private_sockets(self) -> None:
        """Leaves nothing outside the folder."""
        if self.sockets.parent != self.home:
            shutil.rmtree(self.sockets, ignore_errors=True)

    # ── who holds it ──────────────────────────────────────────────────────────────────────────
    def acquire(self) -> bool:
        """Takes the folder until this process ends, however it ends; False when another one has it."""
        self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (self.home / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            return False
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        self._held = lock
        return True

    def release(self) -> None:
        """Gives the folder back before this process ends."""
        if self._held:
            self._held.close()
            self._held = None

    def is_running(self) -> bool:
        """Whether some process holds the folder."""
        if not (self.home / "lock").exists():
            return False
        with (self.home / "lock").open() as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def holder(self) -> int:
        """Process id of the holder, 0 when unknown."""
        text = (self.home / "lock").read_text().strip()
        return int(text) if text.isdigit() else 0

    def attach(self) -> dict[str, Any] | None:
        """What the running holder has published, kept alive until this process (or what it becomes) ends."""
        deadline = time.monotonic() + SECONDS_UNTIL_STARTED
        while self.is_running() and time.monotonic() < deadline:
            used = (self.home / "users.lock").open("a")
            fcntl.flock(used, fcntl.LOCK_SH)
            state = self.state()
            if state and state["holder"] == self.holder():
                os.set_inheritable(used.fileno(), True)
                self._used = used
                return state
            used.close()
            time.sleep(0.1)
        return None

    @contextlib.contextmanager
    def published(self, **state: Any) -> Iterator[None]:
        """Tells others how to use the services while the block runs."""
        file = self.home / "instance.json"
        write_atomically(file, json.dumps({"holder": os.getpid(), **state}))
        try:
            yield
        finally:
            file.unlink(missing_ok=True)

    def state(self) -> dict[str, Any] | None:
        """What `published` has written, if the services are up."""
        try:
            return json.loads((self.home / "instance.json").read_text())
        except (FileNotFoundError, json.JSONDecodeError):
            return None

    def wait_for_users(self) -> None:
        """Returns when no other command uses the services any more."""
        with (self.home / "users.lock").open("a") as used:
            fcntl.flock(used, fcntl.LOCK_EX)

    # ── what it keeps ─────────────────────────────────────────────────────────────────────────
    def secret_key(self) -> str:
        """The secret of this installation, made once."""
        file = self.home / "secret-key"
        if not file.exists():
            write_atomically(file, secrets.token_urlsafe(64))
        return file.read_text().strip()

    def stamp(self, name: str) -> str:
        """What `set_stamp` has remembered, else empty."""
        file = self.home / "stamps" / name
        return file.read_text() if file.exists() else ""

    def set_stamp(self, name: str, value: str) -> None:
        """Remembers that a step is done for these inputs."""
        (self.folder("stamps") / name).write_text(value)


def write_atomically(file: Path, text: str) -> None:
    """Writes a file only its owner can read, complete or not at all."""
    part = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as stream:
        stream.write(text)
    part.replace(file)
