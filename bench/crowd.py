"""Many clients at the same moment, each with an address of its own as a proxy would name it; for measurements and load tests."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

#: The form token of a public page: cookie and field are the same secret, so one page is enough for a crowd.
type Token = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came back to one form, and after how many milliseconds."""

    status: int
    location: str
    taken: float


def token_of(port: int, path: str) -> Token:
    """Cookie and field of a page with a form."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": f"127.0.0.1:{port}"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    cookie = next(
        value.partition(";")[0]
        for name, value in answer.getheaders()
        if name.lower() == "set-cookie" and "csrf" in value.partition("=")[0]
    )
    field = text.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    return cookie, field


def post(port: int, path: str, data: dict[str, str], token: Token, address: str) -> Sent:
    """Sends one form over a connection of its own; redirects are not followed.

    By hand, for clients share the processors with the server: a library for HTTP takes ten times as long.
    """
    body = urlencode(data | {"csrfmiddlewaretoken": token[1]})
    request = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nCookie: {token[0]}\r\nX-Forwarded-For: {address}\r\nConnection: close\r\n\r\n{body}"
    ).encode()
    begun = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=120) as peer:
        peer.sendall(request)
        answer = b"".join(iter(lambda: peer.recv(65_536), b""))
    taken = (time.perf_counter() - begun) * 1000
    head = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    headers = {
        name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:])
    }
    return Sent(int(head[0].split()[1]), headers.get("location", ""), taken)


def address_of(number: int) -> str:
    """An address of a private network, one per client."""
    return f"10.{number // 65536 % 256}.{number // 256 % 256}.{number % 256}"


def crowd(calls: Sequence[Callable[[], Sent]]) -> list[Sent]:
    """Runs all calls at the same moment, each in a thread of its own. Raises what a call raised."""
    barrier = threading.Barrier(len(calls))
    found: list[Sent | Exception | None] = [None] * len(calls)

    def run(at: int) -> None:
        barrier.wait()
        try:
            found[at] = calls[at]()
        except Exception as error:  # told below: a thread cannot raise
            found[at] = error

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in found:
        if isinstance(one, Exception):
            raise one
    return [one for one in found if isinstance(one, Sent)]


def percentile(values: Sequence[float], part: float) -> float:
    """The value below which this part lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]
