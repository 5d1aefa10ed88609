"""A small mail server for tests: threads, PIPELINING, answers by script, a list of what it accepted with the time of each."""

from __future__ import annotations

import re
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

CLOSE = "close"  # hangs up without an answer
HANG = "hang"  # takes the text and never answers


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message the server has taken."""

    at: float
    message_id: str
    sender: str
    to: str
    data: bytes


class MailServer(socketserver.ThreadingTCPServer):
    """`answers`: one per text, in their order (empty: accepted). `to`: one per address. `greeting`: what it says first."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, port: int = 0, pipelining: bool = True, log: str | None = None) -> None:
        super().__init__(("127.0.0.1", port), Session)
        self.port = self.server_address[1]
        self.pipelining = pipelining
        self.accepted: list[Accepted] = []
        self.answers: list[str] = []
        self.to: dict[str, str] = {}
        self.greeting = "220 test"
        self.from_answer = ""
        self.pause = 0.0
        self.connections = 0
        self.lock = threading.Lock()
        self.log = open(log, "a", buffering=1) if log else None  # noqa: SIM115
        self.ended = threading.Event()

    @property
    def message_ids(self) -> list[str]:
        """What was accepted, in the order of acceptance."""
        return [one.message_id for one in self.accepted]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that was killed is no trouble here."""


class Session(socketserver.StreamRequestHandler):
    """One connection."""

    server: MailServer
    wbufsize = -1
    disable_nagle_algorithm = True

    def handle(self) -> None:
        """Greets, then answers command by command."""
        with self.server.lock:
            self.server.connections += 1
        self._say(self.server.greeting)
        if not self.server.greeting.startswith("2"):
            return
        while line := self.rfile.readline():
            if not self._answer(line.decode().rstrip("\r\n")):
                return

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())
        self.wfile.flush()

    def _answer(self, line: str) -> bool:
        word = line[:4].upper()
        if word == "EHLO":
            self._say("250-test", *(["250-PIPELINING"] if self.server.pipelining else []), "250 8BITMIME")
        elif word == "MAIL":
            self.sender, self.receiver = line[line.index("<") + 1 : line.index(">")], ""
            self._say(self.server.from_answer or "250 ok")
        elif word == "RCPT":
            address = line[line.index("<") + 1 : line.index(">")]
            answer = self.server.to.get(address, "250 ok")
            if answer == CLOSE:
                return False
            self.receiver = address if answer.startswith("2") else ""
            self._say(answer)
        elif word == "DATA":
            return self._data()
        elif word == "QUIT":
            self._say("221 bye")
            return False
        else:
            self._say("250 ok")
        return True

    def _data(self) -> bool:
        if not self.receiver:
            self._say("554 no valid recipients")
            return True
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            lines.append(line[1:] if line.startswith(b"..") else line)
        with self.server.lock:
            answer = self.server.answers.pop(0) if self.server.answers else ""
        if answer == HANG:
            self.server.ended.wait(60)
            return False
        if answer == CLOSE:
            return False
        if not answer:
            self._accept(b"".join(lines))
        if self.server.pause:
            time.sleep(self.server.pause)
        self._say(answer or "250 ok")
        return True

    def _accept(self, data: bytes) -> None:
        found = re.search(rb"(?im)^Message-ID: (\S+)", data)
        message_id = found[1].decode() if found else ""
        with self.server.lock:
            self.server.accepted.append(
                Accepted(time.monotonic(), message_id, self.sender, self.receiver, data)
            )
            if self.server.log:
                self.server.log.write(f"{message_id}\n")


@contextmanager
def mail_server(**options: object) -> Iterator[MailServer]:
    """A running server, stopped afterwards."""
    server = MailServer(**options)  # type: ignore[arg-type]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server
    finally:
        server.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
        if server.log:
            server.log.close()
