"""A worker that is really killed in the middle of a run: another one takes over and the result is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from partnerships.enums_rounds import RunStatus
from partnerships.models import MatchRun
from partnerships.services.rounds import runs

pytestmark = pytest.mark.django_db(transaction=True)

#: A worker that has done everything but storing the result, says so, and waits to be killed.
WORKER = """
import time, django
django.setup()
from partnerships.services.rounds import runs
def stuck(*args, **kwargs):
    print("stuck", flush=True)
    time.sleep(120)
runs.keep = stuck
runs.work()
"""


def _start() -> subprocess.Popen[str]:
    name = connection.settings_dict["NAME"]
    head, _, query = os.environ["DATABASE_URL"].partition("?")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "platform_portal.settings.test",
        "DATABASE_URL": f"{head.rpartition('/')[0]}/{name}?{query}",
    }
    return subprocess.Popen(
        [sys.executable, "-c", WORKER],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_run_survives_a_worker_that_is_killed(match_round, secretariat):
    run = runs.start_run(round=match_round, by=secretariat)
    worker = _start()
    assert worker.stdout
    assert worker.stdout.readline() == "stuck\n"
    worker.send_signal(signal.SIGKILL)
    assert worker.wait(10) == -signal.SIGKILL
    worker.stdout.close()
    run.refresh_from_db()
    assert (run.status, run.found.count()) == (RunStatus.RUNNING, 0)
    assert runs.work() == 0
    MatchRun.objects.update(lease_until=timezone.now())
    call_command("work_match_runs", verbosity=0)
    run.refresh_from_db()
    assert (run.status, run.attempts, run.found.count()) == (RunStatus.DONE, 2, 2)


def test_two_workers_at_once_take_one_run_only(match_round, secretariat):
    runs.start_run(round=match_round, by=secretariat)
    worker = _start()
    assert worker.stdout
    assert worker.stdout.readline() == "stuck\n"
    begun = time.monotonic()
    assert runs.work() == 0
    assert time.monotonic() - begun < 5
    worker.kill()
    worker.wait(10)
    worker.stdout.close()
