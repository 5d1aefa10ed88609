"""`./run` starts everything, is used by `./run manage`, and leaves nothing behind."""

import os
import shutil
import signal
from contextlib import suppress

import psycopg
import pytest

from platform_portal.embedded import processes

from .conftest import Portal, eventually, kill_everything

pytestmark = [pytest.mark.slow]


def test_the_start_tells_address_mails_and_logs(running: Portal):
    assert f"http://127.0.0.1:{running.port}" in running.output
    assert str(running.data / "mail") in running.output
    assert running.answers()


def test_a_second_start_on_the_same_folder_names_the_one_that_runs(running: Portal):
    result = running.run()
    assert result.returncode == 1
    assert result.stderr.startswith(f"The portal runs already: http://127.0.0.1:{running.port}")
    assert result.stderr.count("\n") == 1


def test_a_command_uses_the_running_database_and_leaves_it_running(running: Portal):
    running.sql("CREATE TABLE IF NOT EXISTS shared AS SELECT 'written directly' AS word")
    assert running.sql_by_command("SELECT word FROM shared") == "written directly"
    assert running.sql("SELECT word FROM shared") == "written directly"
    assert running.answers()


def test_a_killed_postgresql_is_started_again(running: Portal):
    pid_file = running.data / "postgres" / "postmaster.pid"
    server = int(pid_file.read_text().split()[0])
    processes.send(server, signal.SIGKILL)
    assert eventually(lambda: not processes.exists(server))

    def is_back() -> bool:
        with suppress(psycopg.OperationalError):
            return running.sql("SELECT 1") == 1
        return False

    assert eventually(is_back, 60)
    assert running.process
    assert running.process.poll() is None


def test_ctrl_c_leaves_no_process(running: Portal):
    assert running.marked()  # the search for processes does find them
    assert running.stop(signal.SIGINT) == 0
    assert running.marked() == []
    assert not running.answers()
    assert running.output.endswith("Stopped.\n")


def test_a_later_start_has_nothing_to_prepare(running: Portal):
    if "Bringing the database up to date" in running.output:  # this process made the first start
        running.stop()
        running.start()
    assert "Bringing the database up to date" not in running.output


def test_a_killed_supervisor_takes_everything_with_it_and_the_data_stay(running: Portal):
    running.sql("CREATE TABLE IF NOT EXISTS kept (word text)")
    running.sql("INSERT INTO kept VALUES ('before the kill')")
    running.kill()
    assert eventually(lambda: running.marked() == [])
    running.start()
    assert running.sql("SELECT word FROM kept WHERE word = 'before the kill'") == "before the kill"


def test_after_kill_9_of_everything_it_starts_and_the_data_are_there(running: Portal):
    running.sql("CREATE TABLE IF NOT EXISTS kept (word text)")
    running.sql("INSERT INTO kept VALUES ('all gone')")
    kill_everything(running)
    assert (running.data / "postgres" / "postmaster.pid").exists()  # it was no orderly end
    running.start()
    assert running.sql("SELECT word FROM kept WHERE word = 'all gone'") == "all gone"


def test_a_worker_that_was_orphaned_is_ended_at_the_next_start(running: Portal):
    running.stop()
    sleep = shutil.which("sleep")
    assert sleep
    orphan = os.spawnve(os.P_NOWAIT, sleep, ["sleep", "600"], {processes.MARK: str(running.data)})
    running.run("manage", "showmigrations", "contenttypes")
    assert os.waitpid(orphan, 0)[1] == signal.SIGTERM
