"""The outbox against a real SMTP server, with real processes that are really killed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from platform_portal.core import outbox
from platform_portal.core.models import MailState, OutboxMail
from tests.core.smtp_server import CLOSE, HANG, smtp_server

pytestmark = pytest.mark.django_db(transaction=True)

#: Marks the mail as sent before it is: what the outbox must not do.
NAIVE = """
from platform_portal.core import outbox
from platform_portal.core.models import OutboxMail, MailState
mail = OutboxMail.objects.get()
OutboxMail.objects.update(state=MailState.SENT)
outbox._deliver(mail)
"""


def _fill(count: int) -> set[str]:
    return {
        outbox.queue(
            kind="test", to=f"leser{n}@example.org", subject=f"Nr. {n}", text="Text", language="de"
        ).message_id
        for n in range(count)
    }


@pytest.fixture
def server(settings):
    """A scripted server, and the portal set up to use it."""
    with smtp_server() as (script, port):
        options = {"host": "127.0.0.1", "port": port, "timeout": 2}
        settings.MAILERS = {
            "default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}
        }
        script.port = port
        yield script


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("451 try again later", MailState.PENDING),
        ("421 too many connections", MailState.PENDING),
        ("550 no such user", MailState.FAILED),
        (CLOSE, MailState.PENDING),
        (HANG, MailState.PENDING),
    ],
)
def test_each_answer_of_the_server_leads_to_the_right_state(server, answer, state):
    (message_id,) = _fill(1)
    server.answers = [answer]
    outbox.send_due()
    mail = OutboxMail.objects.get()
    assert (mail.state, server.accepted) == (state, [])
    if state == MailState.PENDING:
        OutboxMail.objects.update(next_attempt_at=timezone.now())
        outbox.send_due()
        assert server.accepted == [message_id]


def _start(port: int, *arguments: str) -> subprocess.Popen[bytes]:
    name = connection.settings_dict["NAME"]
    head, _, query = os.environ["DATABASE_URL"].partition("?")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "platform_portal.settings.test",
        "DATABASE_URL": f"{head.rpartition('/')[0]}/{name}?{query}",
        "PORTAL_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "PYTHONWARNINGS": "ignore",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _wait_until(reached, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while not reached() and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.005)


@pytest.mark.slow
def test_nothing_is_lost_when_the_sender_is_killed_again_and_again(server):
    wanted = _fill(40)
    server.pause = 0.02
    kills = 0
    chance = random.Random(20260522)
    while OutboxMail.objects.exclude(state=MailState.SENT).exists():
        assert kills < 20
        goal = len(server.accepted) + chance.randint(5, 12)
        process = _start(server.port, "send_outbox")
        _wait_until(lambda goal=goal: len(server.accepted) >= goal, process)
        if process.poll() is None:
            process.kill()
            kills += 1
        process.wait()
        OutboxMail.objects.filter(state=MailState.SENDING).update(leased_until=timezone.now())
    assert set(server.accepted) == wanted
    assert kills >= 3
    assert len(server.accepted) - len(wanted) <= kills


@pytest.mark.slow
def test_a_sender_that_marks_first_does_lose_a_mail_when_it_is_killed(server):
    """Negative control: the same kill shows the loss that the order of the outbox prevents."""
    _fill(1)
    server.answers = [HANG]
    process = _start(server.port, "shell", "-c", NAIVE)
    _wait_until(lambda: not server.answers, process)
    process.kill()
    process.wait()
    outbox.send_due()
    assert (OutboxMail.objects.get().state, server.accepted) == (MailState.SENT, [])
