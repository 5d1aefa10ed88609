"""What is wrong outside the program is told in one sentence, with a status that is not 0."""

import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from platform_portal.embedded.instance import ROOT

from .conftest import Portal

needs_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root may take the network or the disk away from a process"
)


def assert_one_sentence(result: subprocess.CompletedProcess[str]) -> str:
    """The last line is the sentence; there is no traceback."""
    assert result.returncode != 0
    assert "Traceback" not in result.stdout + result.stderr
    *progress, sentence = result.stderr.strip().splitlines()
    assert sentence.endswith((".", ")", "]", "./run"))
    assert len(progress) <= 4
    return sentence


def test_a_taken_port(tmp_path: Path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        portal = Portal(tmp_path / "data", port=taken.getsockname()[1])
        sentence = assert_one_sentence(portal.run())
    assert sentence.startswith(f"Port {portal.port} is already in use")
    assert not (portal.data / "postgres").exists()


def test_a_port_that_is_none(tmp_path: Path):
    result = Portal(tmp_path / "data").run(PORTAL_PORT="eighty")
    assert "PORTAL_PORT must be a port number" in assert_one_sentence(result)


def test_an_unknown_command(tmp_path: Path):
    result = Portal(tmp_path / "data").run("strat")
    assert "Unknown command 'strat'" in assert_one_sentence(result)


@needs_root
def test_a_full_disk(tmp_path: Path):
    script = 'mount -t tmpfs -o size=20m tmpfs "$PORTAL_DATA_DIR" && exec "$0" "$@"'
    portal = Portal(tmp_path)
    result = portal.run(before=("unshare", "--mount", "sh", "-c", script))
    assert assert_one_sentence(result).startswith("The disk is full")


@needs_root
def test_a_missing_network(tmp_path: Path):
    """A copy without its packages, in a network namespace of its own that leads nowhere."""
    copy = tmp_path / "copy"
    (copy / "platform_portal").mkdir(parents=True)
    for name in ("run", "requirements.lock", "package-lock.json", "package.json", ".python-version"):
        shutil.copy2(ROOT / name, copy / name)
    shutil.copytree(ROOT / "platform_portal/embedded", copy / "platform_portal/embedded")
    portal = Portal(tmp_path / "data", copy)
    result = portal.run(before=("unshare", "--net"), PIP_RETRIES="0", UV_HTTP_RETRIES="0")
    assert "the package registry cannot be reached" in assert_one_sentence(result)


def test_without_a_new_enough_python(tmp_path: Path):
    copy = tmp_path / "run"
    shutil.copy2(ROOT / "run", copy)
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname"):
        (tools / tool).symlink_to(str(shutil.which(tool)))
    for name in ("python3", "python3.12", "python3.13", "python3.14", "python"):
        (tools / name).write_text("#!/bin/sh\nexit 1\n")
        (tools / name).chmod(0o755)
    environment = {"PATH": str(tools), "HOME": str(tmp_path)}
    result = subprocess.run([copy], env=environment, capture_output=True, text=True, check=False)
    if any(is_new(path) for path in ("/usr/local/bin/python3", "/usr/bin/python3")):
        pytest.skip("this machine has a new Python where ./run always looks")
    assert "Python 3.12 or newer is needed" in assert_one_sentence(result)


def is_new(python: str) -> bool:
    """Whether an interpreter is there and new enough."""
    code = "import sys; sys.exit(sys.version_info < (3, 12))"
    return Path(python).exists() and subprocess.run([python, "-c", code], check=False).returncode == 0
