"""Database, queue and mail catcher of one instance, or whatever the environment names instead of them."""

import contextlib
import os
import socket
from collections.abc import Iterator
from typing import TextIO

from platform_portal.embedded import mailbox, postgres, processes, valkey
from platform_portal.embedded.instance import ROOT, Instance
from platform_portal.embedded.trouble import Trouble

ADDRESSES = ("DATABASE_URL", "REDIS_URL", "PORTAL_MAIL_URL")


class Services:
    """The running services: their processes and the addresses the portal needs."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.children: list[processes.Child] = []
        self.addresses: dict[str, str] = {}
        self._mail_listener: socket.socket | None = None

    def start(self) -> None:
        """Starts what the environment does not name."""
        given = {name: os.environ[name] for name in ADDRESSES if os.environ.get(name)}
        if "DATABASE_URL" not in given:
            self.children.append(postgres.start(self.instance))
            self.addresses["DATABASE_URL"] = postgres.url(self.instance)
        if "REDIS_URL" not in given:
            self.children.append(valkey.start(self.instance))
            self.addresses["REDIS_URL"] = valkey.url(self.instance)
        if "PORTAL_MAIL_URL" not in given:
            self._mail_listener = mailbox.listen()
            self.children.append(mailbox.start(self.instance, self._mail_listener))
            self.addresses["PORTAL_MAIL_URL"] = mailbox.url(self._mail_listener)
        self.addresses |= given

    def stop(self) -> None:
        """Stops them; PostgreSQL, started first, goes last."""
        for child in reversed(self.children):
            processes.stop([child])
        if self._mail_listener:
            self._mail_listener.close()

    @property
    def keeps_mails(self) -> bool:
        """Whether mails end in this instance's own catcher."""
        return self._mail_listener is not None


@contextlib.contextmanager
def running(instance: Instance) -> Iterator[Services]:
    """Services of an instance this process has acquired; stopped in any case, with nothing left."""
    services = Services(instance)
    instance.prepare_folders()
    processes.end_leftovers(instance.home)
    try:
        services.start()
        yield services
    finally:
        services.stop()
        processes.end_leftovers(instance.home, grace=2)
        instance.remove_private_sockets()


def environment(instance: Instance, addresses: dict[str, str], settings: str) -> dict[str, str]:
    """What the portal's processes find in their environment; what the caller has set stays."""
    own = {
        "DJANGO_SETTINGS_MODULE": f"platform_portal.settings.{settings}",
        "PORTAL_SECRET_KEY": instance.secret_key(),
        "PORTAL_MEDIA_ROOT": str(instance.folder("media")),
        "PORTAL_PRIVATE_ROOT": str(instance.folder("private")),
        "PORTAL_STATIC_ROOT": str(instance.folder("static")),
        "PORTAL_BASE_URL": f"http://127.0.0.1:{port()}",
    }
    paths = os.pathsep.join(dict.fromkeys(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])))
    return own | os.environ | addresses | {"PYTHONPATH": paths}


def port() -> int:
    """Port of the web server."""
    text = os.environ.get("PORTAL_PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise Trouble(f"PORTAL_PORT must be a port number, not {text!r}.")
    return int(text)


def refuse_taken_port(number: int) -> None:
    """One sentence now instead of a web server that cannot start, or shares the port with another one."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", number))
        except PermissionError:
            raise Trouble(
                f"Port {number} is reserved for root; choose one with PORTAL_PORT=8001 ./run"
            ) from None
        except OSError:
            raise Trouble(
                f"Port {number} is already in use; stop the other program or choose another port with "
                f"PORTAL_PORT={number + 1 if number < 65535 else 8000} ./run"
            ) from None


def say(text: str, stream: TextIO | None = None) -> None:
    """One line of progress."""
    print(text, file=stream, flush=True)
