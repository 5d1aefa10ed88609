"""`./run reset` deletes the portal's folder, only that, and only when asked twice."""

from pathlib import Path

from .conftest import Portal


def test_it_asks_first_and_no_terminal_means_no(tmp_path: Path):
    portal = Portal(tmp_path / "data")
    (portal.data / "postgres").mkdir(parents=True)
    result = portal.run("reset")
    assert (result.returncode, "Nothing was deleted." in result.stdout) == (1, True)
    assert (portal.data / "postgres").exists()


def test_with_yes_it_deletes_the_folder(tmp_path: Path):
    portal = Portal(tmp_path / "data")
    (portal.data / "postgres").mkdir(parents=True)
    assert portal.run("reset", "--yes").returncode == 0
    assert not portal.data.exists()


def test_a_folder_that_is_not_the_portals_stays(tmp_path: Path):
    portal = Portal(tmp_path / "home")
    (portal.data / "letters").mkdir(parents=True)
    result = portal.run("reset", "--yes")
    assert result.returncode == 1
    assert "nothing was deleted" in result.stderr
    assert (portal.data / "letters").exists()


def test_nothing_to_delete_is_no_failure(tmp_path: Path):
    assert Portal(tmp_path / "data").run("reset", "--yes").returncode == 0
