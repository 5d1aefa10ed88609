"""It works in awkward folders, as root and as an ordinary user, several commands at once."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from platform_portal.embedded import privileges
from platform_portal.embedded.instance import LONGEST_SOCKET_NAME, LONGEST_SOCKET_PATH, ROOT, Instance

from .conftest import Portal

pytestmark = [pytest.mark.slow]
NOBODY, WITHOUT_ACCOUNT = 65534, 23456
MAY_READ = (
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
)  # the repository may lie in root's home


def test_a_data_folder_with_a_long_path_spaces_and_letters(tmp_path: Path):
    data = tmp_path / ("a very long folder " * 6) / "Запоріжжя"
    portal = Portal(data)
    assert len(os.fsencode(data)) > LONGEST_SOCKET_PATH
    assert portal.sql_by_command("SELECT current_database()") == "portal"
    assert portal.marked() == []
    assert not Instance(data).sockets.exists()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder everybody can enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="portal-ordinary-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        for inner in ("the repository", "home"):
            (folder / inner).mkdir()
        yield folder


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize("user", [NOBODY, WITHOUT_ACCOUNT])
def test_an_ordinary_user_in_a_repository_with_a_space_in_its_path(open_folder: Path, user: int):
    repository, home = open_folder / "the repository", open_folder / "home"
    os.chown(home, user, user)
    portal = Portal(home / "data", repository)
    mount = 'mount --bind "$1" "$2" && shift 2 && exec "$@"'
    inside = ("unshare", "--mount", "sh", "-c", mount, "sh", str(ROOT), str(repository))
    before = (*inside, "setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *MAY_READ)
    query = "from django.db import connection as c; k = c.cursor(); k.execute('SELECT 42'); "
    query += "print(k.fetchone()[0])"
    result = portal.run("manage", "shell", "-v0", "-c", query, before=before, HOME=str(home))
    assert (result.returncode, result.stdout.strip()) == (0, "42"), result.stderr
    assert (portal.data / "postgres").stat().st_uid == user


def test_two_commands_at_once_share_the_services(tmp_path: Path):
    portal = Portal(tmp_path / "data")
    command = [
        str(ROOT / "run"),
        "manage",
        "shell",
        "-v0",
        "-c",
        "from django.db import connection as c; c.cursor()",
    ]
    both = [subprocess.Popen(command, env=portal.environment) for _ in range(2)]
    assert [process.wait(180) for process in both] == [0, 0]
    assert portal.marked() == []


def test_the_socket_path_fits_whatever_the_folder(tmp_path: Path):
    for home in (tmp_path / "short", tmp_path / ("long" * 40), tmp_path / "with a space"):
        length = len(os.fsencode(Instance(home).sockets)) + 1 + LONGEST_SOCKET_NAME
        assert length <= LONGEST_SOCKET_PATH


def test_two_folders_never_share_a_socket(tmp_path: Path):
    assert Instance(tmp_path / "a b").sockets != Instance(tmp_path / "a c").sockets


def test_root_falls_back_to_nobody_where_namespaces_are_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    answers = iter([False, True])
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(privileges, "tried", lambda _action: next(answers))
    assert privileges.for_postgresql(tmp_path, tmp_path) is privileges.Owner.NOBODY


def test_an_ordinary_user_stays_what_he_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "geteuid", lambda: NOBODY)
    assert privileges.for_postgresql(tmp_path, tmp_path) is privileges.Owner.SELF
