"""The health check of the containers: asks like the proxy, and notices a scheduler that stands still."""

import importlib.util
import os
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import ModuleType

import pytest

from platform_portal.embedded.instance import ROOT

from .conftest import free_port


class Portal(BaseHTTPRequestHandler):
    """Answers 200 only to its own host name over HTTPS, as the portal does."""

    def do_GET(self) -> None:
        right = self.headers["Host"] == "portal.example.org" and self.headers["X-Forwarded-Proto"] == "https"
        self.send_response(200 if right else 400)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def healthcheck() -> ModuleType:
    specification = importlib.util.spec_from_file_location("healthcheck", ROOT / "deploy/healthcheck.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture
def address() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Portal) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/healthz"
        server.shutdown()
        thread.join()


def test_the_web_check_asks_for_the_portals_own_host(
    healthcheck: ModuleType, address: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PORTAL_ALLOWED_HOSTS", "portal.example.org,www.example.org")
    assert healthcheck.web(address)
    monkeypatch.setenv("PORTAL_ALLOWED_HOSTS", "elsewhere.example.org")
    assert not healthcheck.web(address)


def test_a_web_server_that_is_gone_is_not_healthy(healthcheck: ModuleType):
    assert not healthcheck.web(f"http://127.0.0.1:{free_port()}/healthz")


def test_a_scheduler_that_has_not_written_for_long_is_not_healthy(healthcheck: ModuleType, tmp_path: Path):
    assert not healthcheck.beat(tmp_path / "schedule")
    file = tmp_path / "schedule.db"
    file.touch()
    assert healthcheck.beat(tmp_path / "schedule")
    long_ago = time.time() - 3600
    os.utime(file, (long_ago, long_ago))
    assert not healthcheck.beat(tmp_path / "schedule")


def test_a_sender_that_stands_still_is_not_healthy(healthcheck: ModuleType, tmp_path: Path):
    alive = tmp_path / "sender.alive"
    assert not healthcheck.sender(alive)
    alive.touch()
    assert healthcheck.sender(alive)
    long_ago = time.time() - healthcheck.OLDEST_SIGN_SECONDS - 60
    os.utime(alive, (long_ago, long_ago))
    assert not healthcheck.sender(alive)
