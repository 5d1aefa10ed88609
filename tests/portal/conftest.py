"""The whole portal as its users meet it: the real server on the example world, read over HTTP and in a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from email.message import Message
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

import psycopg
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str
    url: str


class Reader:
    """A visitor with a cookie jar; follows redirects, never raises on an error page."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.cookies = CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Asks for a path of the portal."""
        return self._send(urllib.request.Request(self.base + path, method=method, headers=headers))

    def post(self, path: str, data: dict[str, str]) -> Answer:
        """Sends a form, with the token of its page."""
        token = next((cookie.value for cookie in self.cookies if "csrf" in cookie.name), "") or ""
        body = urlencode(data | {"csrfmiddlewaretoken": token}).encode()
        return self._send(
            urllib.request.Request(self.base + path, data=body, headers={"Referer": self.base + path})
        )

    def _send(self, request: urllib.request.Request) -> Answer:
        try:
            with closing(self._opener.open(request, timeout=60)) as response:
                return Answer(
                    response.status,
                    _headers(response.headers),
                    response.read().decode(errors="replace"),  # files too
                    response.url,
                )
        except urllib.error.HTTPError as error:
            with closing(error):
                return Answer(error.code, _headers(error.headers), error.read().decode(), error.url or "")


class Portal(NamedTuple):
    """The running portal."""

    base: str
    database_url: str

    def reader(self) -> Reader:
        """A new visitor."""
        return Reader(self.base)

    def signed_in(self, email: str) -> Reader:
        """An example account, signed in through the real form."""
        from accounts.example import PASSWORD

        reader = self.reader()
        reader.get("/de/account/login/")
        answer = reader.post("/de/account/login/", {"login": email, "password": PASSWORD})
        assert "/login/" not in answer.url, answer.text[:2000]
        return reader


def _headers(message: Message) -> dict[str, str]:
    """By their usual spelling; servers may send them in small letters."""
    return {name.title(): value for name, value in message.items()}


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _environment(folder: Path, database_url: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "platform_portal.settings.embedded",
        "DATABASE_URL": database_url,
        "PORTAL_STATIC_ROOT": str(folder / "static"),
        "PORTAL_MEDIA_ROOT": str(folder / "media"),
        "PORTAL_PRIVATE_ROOT": str(folder / "private"),
        "PORTAL_PAGE_CACHE_SECONDS": "0",
        "PORTAL_LOG_LEVEL": "WARNING",
        "PYTHONWARNINGS": "ignore",
    }


def manage(portal: Portal, *arguments: str) -> None:
    """A Django command on the database of the running portal."""
    settings = {"DJANGO_SETTINGS_MODULE": "platform_portal.settings.embedded", "PYTHONWARNINGS": "ignore"}
    _manage(os.environ | settings | {"DATABASE_URL": portal.database_url}, *arguments)


def _manage(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True)


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Database of its own, example world, static files, two threads of the real web server."""
    folder = tmp_path_factory.mktemp("portal")
    plain = os.environ["DATABASE_URL"]
    name = f"portal_pages_{os.getpid()}"
    head, _, options = plain.partition("?")
    database_url = f"{head.rpartition('/')[0]}/{name}?{options}"
    with psycopg.connect(f"{head.rpartition('/')[0]}/postgres?{options}", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    environment = _environment(folder, database_url)
    for command in (
        ("migrate", "-v0"),
        ("load_places",),
        ("load_topics",),
        ("load_example",),
        ("read_texts",),
        ("translations", "compile"),
        ("collectstatic", "--noinput", "-v0"),
    ):
        _manage(environment, *command)
    port = _free_port()
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "platform_portal.web", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
             "--blocking-threads", "2", "--no-ws", "platform_portal.wsgi:application"],
            cwd=ROOT, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
        try:
            _wait(f"http://127.0.0.1:{port}/readyz", server)
            yield Portal(f"http://127.0.0.1:{port}", database_url)
        finally:
            server.terminate()
            server.wait(20)
    errors = [line for line in (folder / "server.log").read_text().splitlines() if '"level": "ERROR"' in line]
    assert errors == [], "\n".join(errors)[:5000]


@pytest.fixture(scope="module", autouse=True)
def nobody_has_sent_too_much(portal: Portal) -> None:
    """All tests come from one address: what other modules have sent within the hour is forgotten."""
    with psycopg.connect(portal.database_url, autocommit=True) as connection:
        connection.execute("DELETE FROM accounts_limitcounter")


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with closing(urllib.request.urlopen(url, timeout=2)):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the web server did not come up")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it the test is skipped, in CI it fails.

    Ends with its module: while Playwright runs, Django refuses to ask the database in the same thread.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium on this machine, and CI needs one.")
        pytest.skip(
            "No Chromium on this machine: install Debian's package `chromium` to run the browser tests."
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, portal: Portal) -> Iterator[Page]:
    """A window of 1280 px; anything asked of another host, and any error of a script, fails the test."""
    context = browser.new_context(
        base_url=portal.base, viewport={"width": 1280, "height": 900}, locale="de-DE"
    )
    window = context.new_page()
    trouble: list[str] = []
    window.on(
        "request", lambda request: trouble.append(request.url) if _foreign(request.url, portal.base) else None
    )
    window.on("pageerror", lambda error: trouble.append(str(error)))
    window.on("console", lambda line: trouble.append(line.text) if line.type == "error" else None)
    yield window
    context.close()
    assert trouble == []


@pytest.fixture(scope="module")
def sessions(portal: Portal) -> Callable[[str], list[Any]]:
    """Cookies of an example account, signed in once per module: attempts to sign in are counted."""
    known: dict[str, list[Any]] = {}

    def cookies_of(email: str) -> list[Any]:
        if email not in known:
            jar = portal.signed_in(email).cookies
            known[email] = [
                {"name": cookie.name, "value": cookie.value, "url": portal.base} for cookie in jar
            ]
        return known[email]

    return cookies_of


@pytest.fixture
def windows(
    browser: Browser, portal: Portal, sessions: Callable[[str], list[Any]]
) -> Iterator[Callable[..., Page]]:
    """Opens windows, each with cookies of its own, signed in when an address is given; errors of scripts fail the test."""
    opened, trouble = [], []

    def window(email: str = "", **options: Any) -> Page:
        context = browser.new_context(
            **({"base_url": portal.base, "viewport": {"width": 1280, "height": 900}} | options)
        )
        opened.append(context)
        if email:
            context.add_cookies(sessions(email))
        page = context.new_page()
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.set_default_timeout(20_000)
        return page

    yield window
    for context in opened:
        context.close()
    assert trouble == []


def _foreign(url: str, base: str) -> bool:
    return not url.startswith((base, "data:", "blob:", "about:"))
