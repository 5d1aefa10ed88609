"""Real processes, really killed: senders, scheduler, Redis and PostgreSQL, again and again. Nobody is lost, nobody gets two mails."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis
from django.db import connection

from platform_portal.embedded import postgres, processes, valkey
from platform_portal.embedded.instance import ROOT, Instance
from tests.newsletter.mail_server import MailServer, mail_server

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

READERS, KILLS = 2_000, 50
#: The world: readers, an edition that is released and planned for now. Written by the portal's own code.
PREPARE = f"""
import datetime as dt
from django.utils import timezone
from newsletter import database_mark, placeholders
from newsletter.models import Edition, EditionContent, Subscriber, Subscription
now = timezone.now()
made = Subscriber.objects.bulk_create(
    Subscriber(address=f"leser{{n}}@example.org", address_key=f"leser{{n}}@example.org", state="active", confirmed_at=now)
    for n in range({READERS}))
Subscription.objects.bulk_create(Subscription(subscriber=one, kind="quarterly") for one in made)
edition = Edition.objects.create(slug="eins", subject_de="Eins", languages=["de"], fallback_language="de",
    audience_kinds=["quarterly"], state="scheduled", released_at=now, scheduled_at=now,
    database_mark=database_mark.accept())
text = f"Text {{placeholders.PREFERENCES}} {{placeholders.LEAVE}}"
EditionContent.objects.create(edition=edition, language="de", subject="Eins", text=text, html=text,
    sha256=placeholders.digest(subject="Eins", text=text, html=text))
"""
#: Loads the portal once and forks a process for each line it reads: thousands of imports less, and processes as real as any.
NURSERY = """
import os, signal, sys, django
django.setup()
import newsletter.sending.sender
from django.urls import reverse
from django.utils import translation
with translation.override("de"):
    reverse("newsletter-leave", args=["x"])
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("ready", flush=True)
for line in sys.stdin:
    pid = os.fork()
    if not pid:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        exec(SENDER if line.strip() == "sender" else PLAIN)
        os._exit(0)
    print(pid, flush=True)
"""
#: A sender as the portal runs it, with a lease of two seconds instead of three minutes.
SENDER = """
from django.core.management import call_command
from newsletter.sending import ledger
ledger.LEASE_SECONDS = 2
call_command("send_newsletter", forever=True, verbosity=0)
"""
#: Negative control: a plain loop that notes each mail after it was sent, with nothing before.
PLAIN = """
from newsletter.models import Subscriber
from newsletter.sending.message import Recipient, Template
from newsletter.sending.smtp import Connection
from newsletter.models import Edition
from django.utils import timezone
edition = Edition.objects.get()
template, smtp = Template(edition, edition.contents.get()), Connection()
for reader in Subscriber.objects.filter(frequency="every").order_by("pk"):
    mail = Recipient(reader.pk, reader.pk, 1, reader.address, f"<plain{reader.pk}@example.org>")
    smtp.send(sender="a@example.org", to=reader.address, message=template.render(mail, timezone.now()))
    Subscriber.objects.filter(pk=reader.pk).update(frequency="monthly")
"""


class World:
    """Database, queue and mail server of its own, and the processes of the portal on them."""

    def __init__(self, home: Path, server: MailServer) -> None:
        self.instance = Instance(home, durable=False)
        self.instance.prepare_folders()
        self.server = server
        self.running: list[int] = []
        self.nursery: subprocess.Popen[str] | None = None
        self.postgres = postgres.start(self.instance)
        self.valkey = valkey.start(self.instance)
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "platform_portal.settings.test",
            "DATABASE_URL": postgres.url(self.instance),
            "REDIS_URL": valkey.url(self.instance),
            "PORTAL_MAIL_URL": f"smtp://127.0.0.1:{server.port}",
            "PORTAL_SECRET_KEY": "test-only",
            "PYTHONWARNINGS": "ignore",
        }

    def fill(self) -> None:
        """Tables and readers."""
        self._copy_tables()
        self.python(PREPARE)

    def _copy_tables(self) -> None:
        """The tables of the test database, empty: quicker than all migrations."""
        connection.ensure_connection()
        programs, there = postgres.programs(), connection.connection.info
        source = [f"--host={there.host}", f"--username={there.user}", f"--dbname={there.dbname}"]
        dump = subprocess.run(
            [programs / "pg_dump", "--schema-only", *source], check=True, capture_output=True, timeout=120
        )
        target = postgres.url(self.instance)
        subprocess.run(
            [programs / "psql", "--quiet", target],
            input=dump.stdout,
            check=True,
            capture_output=True,
            timeout=120,
        )

    def python(self, code: str) -> None:
        """Runs a piece of code of the portal to its end."""
        subprocess.run(
            [sys.executable, "-c", f"import django\ndjango.setup()\n{code}"],
            cwd=ROOT,
            env=self.environment,
            check=True,
            timeout=240,
        )

    def start(self, kind: str = "sender") -> int:
        """A process that goes on until it is killed; its number."""
        if self.nursery is None:
            code = f"SENDER = {SENDER!r}\nPLAIN = {PLAIN!r}\n{NURSERY}"
            self.nursery = subprocess.Popen(
                [sys.executable, "-c", code], cwd=ROOT, env=self.environment, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            assert self.nursery.stdout
            assert self.nursery.stdout.readline() == "ready\n"
        assert self.nursery.stdin
        assert self.nursery.stdout
        self.nursery.stdin.write(f"{kind}\n")
        self.nursery.stdin.flush()
        pid = int(self.nursery.stdout.readline())
        self.running.append(pid)
        return pid

    def kill(self, pid: int) -> None:
        """Ends a process as nobody can prevent, and returns when it is gone."""
        os.kill(pid, signal.SIGKILL)
        _wait(lambda: not processes.exists(pid))
        self.running.remove(pid)

    def figures(self) -> dict[str, int]:
        """How many rows stand in each state, counted in the ledger itself."""
        with psycopg.connect(postgres.url(self.instance), connect_timeout=30) as own:
            own.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ  # both at the same moment
            rows = own.execute("SELECT state, count(*) FROM newsletter_delivery GROUP BY state").fetchall()
            tally = own.execute(
                "SELECT state, sum(amount)::int FROM newsletter_ledgertally GROUP BY state HAVING sum(amount) <> 0"
            ).fetchall()
        assert dict(rows) == dict(tally)
        return dict(rows)

    def close(self) -> None:
        """Leaves nothing behind."""
        for pid in list(self.running):
            self.kill(pid)
        if self.nursery:
            self.nursery.communicate()
        processes.stop([self.valkey])
        processes.stop([self.postgres])


@pytest.fixture
def world(transactional_db, tmp_path_factory) -> Iterator[World]:
    """A world of its own: what happens to its database happens to no other test."""
    with mail_server() as server:
        made = World(tmp_path_factory.mktemp("kill"), server)
        try:
            made.fill()
            yield made
        finally:
            made.close()


def _wait(reached, seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "it does not go on"
        time.sleep(0.002)


def _kill_a_sender(world: World, chance: random.Random) -> None:
    world.kill(chance.choice(world.running))
    world.start()


def _forget_the_queue(world: World) -> None:
    with redis.Redis.from_url(valkey.url(world.instance)) as client:
        client.flushall()


def _kill_the_queue(world: World) -> None:
    world.valkey.process.kill()
    world.valkey.process.wait()
    world.valkey = valkey.start(world.instance)


def _kill_the_database(world: World) -> None:
    world.postgres.process.kill()
    world.postgres.process.wait()
    world.postgres.restart()


#: Every so many kills something else than a sender dies.
OTHERS = {10: _forget_the_queue, 20: _kill_the_database, 30: _kill_the_queue, 40: _kill_the_database}


def test_fifty_kills_over_two_thousand_recipients(world):
    chance = random.Random(20261130)
    for _ in range(2):
        world.start()
    per_kill = READERS // (KILLS + 4)
    for kill in range(1, KILLS + 1):
        goal = min(len(world.server.accepted) + chance.randint(per_kill // 3, per_kill), READERS - KILLS)
        _wait(lambda goal=goal: len(world.server.accepted) >= goal)
        time.sleep(chance.random() * 0.02)
        OTHERS[kill](world) if kill in OTHERS else _kill_a_sender(world, chance)
    _wait(lambda: not world.figures().keys() & {"pending", "claimed", "sending"})
    figures = world.figures()
    assert sum(figures.values()) == READERS
    _nobody_twice_nobody_lost(world, figures)


def _nobody_twice_nobody_lost(world: World, figures: dict[str, int]) -> None:
    got = Counter(one.to for one in world.server.accepted)
    assert [address for address, times in got.items() if times > 1] == []
    unknown = figures.get("unknown", 0)
    print(f"\nfigures after {KILLS} kills: {figures}, accepted {len(got)}")
    assert set(figures) <= {"sent", "unknown"}
    assert unknown <= KILLS
    assert READERS - unknown <= len(got) <= READERS
    with psycopg.connect(postgres.url(world.instance)) as connection:
        rows = connection.execute("SELECT address, state FROM newsletter_delivery").fetchall()
    assert {address for address, state in rows if state == "sent"} <= set(got)


def test_a_plain_loop_does_send_twice(world):
    """Negative control: the same kills, without the ledger."""
    world.server.pause = 0.002
    chance = random.Random(20261130)
    for _ in range(12):
        pid = world.start("plain")
        goal = len(world.server.accepted) + chance.randint(10, 40)
        _wait(lambda goal=goal: len(world.server.accepted) >= goal)
        world.kill(pid)
    times = Counter(one.to for one in world.server.accepted)
    assert max(times.values()) > 1
