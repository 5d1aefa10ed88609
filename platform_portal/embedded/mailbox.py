"""Catch-all mail server: keeps every mail as a file and sends nothing on."""

import asyncio
import datetime
import email
import email.policy
import os
import re
import signal
import socket
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from platform_portal.embedded import processes
from platform_portal.embedded.instance import Instance

LARGEST_MAIL = 40 * 1024 * 1024


def url(listener: socket.socket) -> str:
    """Address of the mail server as PORTAL_MAIL_URL takes it."""
    return f"smtp://127.0.0.1:{listener.getsockname()[1]}"


def listen() -> socket.socket:
    """A free port, held by the supervisor, so that a restarted mail server keeps its address."""
    return socket.create_server(("127.0.0.1", 0), backlog=64)


def start(instance: Instance, listener: socket.socket) -> processes.Child:
    """Starts the mail server; the port listens already, so there is nothing to wait for."""
    child = processes.Child(
        name="mail catcher",
        command=[sys.executable, "-m", __name__, str(listener.fileno()), instance.folder("mail")],
        log=instance.folder("log") / "mail.log",
        environment=os.environ | {processes.MARK: str(instance.home)},
        pass_fds=(listener.fileno(),),
        patience=3,
    )
    child.start()
    return child


class Keep:
    """Handler of aiosmtpd: one file per mail, newest last by name."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """Writes the mail completely or not at all; a full disk makes the sender try again later."""
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        file = self.folder / file_name(content, envelope.rcpt_tos)
        part = file.with_suffix(".part")
        try:
            part.write_bytes(content)
            part.rename(file)
        except OSError as error:
            return f"452 {error.strerror}"
        return "250 kept"


def file_name(content: bytes, recipients: list[str], now: datetime.datetime | None = None) -> str:
    """Time (UTC), first recipient and subject, safe in every file system."""
    now = now or datetime.datetime.now(datetime.UTC)
    subject = str(email.message_from_bytes(content, policy=email.policy.default).get("Subject", ""))
    words = f"{(recipients or ['nobody'])[0]} {subject}"
    return f"{now:%Y%m%d-%H%M%S-%f}-{re.sub(r'[^\w@.-]+', '-', words)[:80].strip('-.')}.eml"


async def serve(listener: socket.socket, folder: Path) -> None:
    """Serves until asked to stop."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)

    def session() -> SMTP:
        return SMTP(
            Keep(folder),
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            hostname="localhost",
            loop=loop,
        )

    await loop.create_server(session, sock=listener)
    await stopped.wait()


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])))
