"""A mail server that takes everything and keeps nothing: one process, PIPELINING, as little work per mail as Python allows."""

from __future__ import annotations

import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

END = b"\r\n.\r\n"


def serve(listener: socket.socket) -> None:
    """Until killed."""
    chosen = selectors.DefaultSelector()
    listener.setblocking(False)
    chosen.register(listener, selectors.EVENT_READ, None)
    while True:
        for key, _event in chosen.select():
            if key.data is None:
                peer, _address = listener.accept()
                peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                peer.sendall(b"220 sink\r\n")
                chosen.register(peer, selectors.EVENT_READ, Peer(peer))
            elif not key.data.read():
                chosen.unregister(key.fileobj)
                key.data.socket.close()


class Peer:
    """One connection: commands, or a text until its final dot."""

    def __init__(self, peer: socket.socket) -> None:
        self.socket = peer
        self.rest = b""
        self.is_text = False

    def read(self) -> bool:
        """Takes what has come and answers; False at the end."""
        try:
            new = self.socket.recv(262_144)
        except OSError:
            return False
        if not new:
            return False
        self.rest += new
        answers: list[bytes] = []
        while self._one(answers):
            pass
        if answers:
            self.socket.sendall(b"".join(answers))
        return True

    def _one(self, answers: list[bytes]) -> bool:
        if self.is_text:
            _text, found, after = self.rest.partition(END)
            self.rest = after if found else self.rest
            self.is_text = not found
            answers += [b"250 taken\r\n"] if found else []
            return bool(found) and bool(after)
        line, found, after = self.rest.partition(b"\r\n")
        if not found:
            return False
        self.rest = after
        word = line[:4].upper()
        self.is_text = word == b"DATA"
        if word == b"EHLO":
            answers.append(b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n")
        else:
            answers.append(b"354 go on\r\n" if self.is_text else b"250 ok\r\n")
        return bool(after)


@contextmanager
def sink() -> Iterator[int]:
    """The port of a running sink, in a process of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    os.set_inheritable(listener.fileno(), True)
    process = subprocess.Popen(
        [sys.executable, os.path.abspath(__file__), str(listener.fileno())], pass_fds=[listener.fileno()]
    )
    try:
        time.sleep(0.3)
        yield listener.getsockname()[1]
    finally:
        process.kill()
        process.wait()
        listener.close()


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
