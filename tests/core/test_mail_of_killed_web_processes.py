"""A web process killed at any point of a change that writes a mail: both happen or neither, and no mail is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import User
from platform_portal.core import outbox
from platform_portal.core.models import MailState, OutboxMail
from tests.core.smtp_server import HANG, smtp_server

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

#: What a view does: a change and its mail in one transaction, the queue told after the commit. It stops where told to.
VIEW = """
import sys, time
from django.db import transaction
from accounts.models import User
from platform_portal.core import outbox

def stop(*args):
    print("there", flush=True)
    time.sleep(600)

if {place!r} == "while the queue is told":
    outbox.tell_worker = stop
with transaction.atomic():
    User.objects.update(name="Neu")
    outbox.queue(kind="test", to="leser@example.org", subject="Neu", text="Text", language="de")
    if {place!r} == "before the commit":
        stop()
stop()
"""

#: The same without an outbox: the change is committed, then the mail is handed to the server directly.
NAIVE = """
from django.core.mail import EmailMessage
from accounts.models import User
User.objects.update(name="Neu")
print("there", flush=True)
EmailMessage("Neu", "Text", to=["leser@example.org"]).send()
"""


@contextmanager
def process(code: str, port: int) -> Iterator[subprocess.Popen[str]]:
    """A process of the portal that is killed at the end, whatever it is doing."""
    head, _, query = os.environ["DATABASE_URL"].partition("?")
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "platform_portal.settings.test",
        "DATABASE_URL": f"{head.rpartition('/')[0]}/{connection.settings_dict['NAME']}?{query}",
        "PORTAL_MAIL_URL": f"smtp://127.0.0.1:{port}",
        "PYTHONWARNINGS": "ignore",
    }
    started = subprocess.Popen(
        [sys.executable, "manage.py", "shell", "-v0", "-c", code], cwd=settings.BASE_DIR, env=environment,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        yield started
    finally:
        started.kill()
        started.wait()
        assert started.stdout
        started.stdout.close()


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


@pytest.fixture
def person():
    return User.objects.create_user("stadt@example.org", name="Alt")


def killed_at(place: str, server) -> None:
    """Runs the view until it is at the place, then kills it."""
    with process(VIEW.format(place=place), server.port) as started:
        assert started.stdout
        assert started.stdout.readline() == "there\n"


def test_killed_before_the_commit_nothing_has_happened(server, person):
    killed_at("before the commit", server)
    outbox.send_due()
    person.refresh_from_db()
    assert (person.name, OutboxMail.objects.count(), server.accepted) == ("Alt", 0, [])


@pytest.mark.parametrize("place", ["while the queue is told", "after the answer"])
def test_killed_after_the_commit_the_mail_is_sent_by_the_next_sweep(server, person, place):
    killed_at(place, server)
    person.refresh_from_db()
    assert (person.name, server.accepted) == ("Neu", [])
    outbox.send_due()
    assert server.accepted == [OutboxMail.objects.get(state=MailState.SENT).message_id]


def test_without_the_outbox_the_same_kill_loses_the_mail(server, person):
    """Negative control."""
    server.answers = [HANG]
    with process(NAIVE, server.port) as started:
        assert started.stdout
        assert started.stdout.readline() == "there\n"
    outbox.send_due()
    person.refresh_from_db()
    assert (person.name, server.accepted) == ("Neu", [])
