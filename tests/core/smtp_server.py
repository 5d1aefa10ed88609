"""A mail server for tests: real SMTP on loopback, answers by script, remembers what it accepted."""

from __future__ import annotations

import asyncio
import email
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from aiosmtpd.controller import Controller

HANG = "hang"
CLOSE = "close"


class Script:
    """Answers to DATA, one after the other; without a script everything is accepted."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.accepted: list[str] = []
        self.lock = threading.Lock()
        self.pause = 0.0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Accepts the message unless the script says otherwise."""
        with self.lock:
            answer = self.answers.pop(0) if self.answers else ""
        if answer == HANG:
            await asyncio.sleep(60)
        if answer == CLOSE:
            server.transport.abort()
            return "421 closing"
        if answer:
            return answer
        with self.lock:
            self.accepted.append(str(email.message_from_bytes(envelope.content)["Message-ID"]))
        if self.pause:
            await asyncio.sleep(self.pause)
        return "250 OK"


@contextmanager
def smtp_server() -> Iterator[tuple[Script, int]]:
    """The script and the port of a running server."""
    script = Script()
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(script, hostname="127.0.0.1", port=port, ready_timeout=10)
    controller.start()
    try:
        yield script, port
    finally:
        controller.stop()
