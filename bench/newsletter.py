"""The newsletter: mails per second through the ledger, next to a bare smtplib loop and to Django's own; the ledger with a million recipients."""

from __future__ import annotations

import os
import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from actors.models import WorkingGroup
from bench.mail_sink import sink
from newsletter import placeholders
from newsletter.enums import EditionState, SubscriberState, SubscriptionKind
from newsletter.models import Delivery, Edition, EditionContent, LedgerTally, Subscriber, Subscription
from newsletter.selectors.audience import subscribed_sql
from newsletter.sending.ledger import Ledger
from newsletter.sending.message import Recipient, Template
from newsletter.services import starting, steering
from platform_portal.core import outbox
from platform_portal.core.models import OutboxMail

type Emit = Callable[..., None]

SIZE = 30_000  # bytes of a mail
ROUNDS = 3
BARE, DJANGO, THROUGH_LEDGER = 3_000, 200, 5_000  # mails per round
MANY, MILLION = 100_000, 1_000_000
SLUG = "messung"


def run(emit: Emit) -> None:
    """Subscribers that are missing are made; everything else goes when it is done."""
    call_command("migrate", verbosity=0)
    with sink() as port:
        _speed(emit, port)
        _other_mails(emit, port)
        _memory(emit, port)
    _ledger(emit)


# ── speed ─────────────────────────────────────────────────────────────────────────────────────
def _speed(emit: Emit, port: int) -> None:
    readers(THROUGH_LEDGER)
    bare, django, one, two = [], [], [], []
    for _ in range(ROUNDS):
        bare.append(_bare(port))
        one.append(_through_ledger(port, senders=1))
        django.append(_django(port))
        two.append(_through_ledger(port, senders=2))
    base = statistics.median(bare)
    for name, rates, goal in (
        ("bare smtplib loop", bare, None), ("ledger, one process", one, 0.7), ("ledger, two processes", two, 1.2),
        ("Django's send loop", django, None),
    ):  # fmt: skip
        rate = statistics.median(rates)
        emit(name, round(rate, 1), "mails/s")
        if goal:
            emit(f"{name}, of bare", round(rate / base, 2), "ratio", f">= {goal}", rate / base >= goal)
    times = statistics.median(one) / statistics.median(django)
    emit("ledger, one process, of Django's loop", round(times, 1), "ratio", ">= 4", times >= 4)


def _prepared(edition: Edition) -> bytes:
    template = Template(edition, edition.contents.get())
    return template.render(Recipient(1, 1, 1, "leser@bench.example", "<n1@example.org>"), timezone.now())


def _bare(port: int) -> float:
    message = _prepared(new_edition())
    smtp = smtplib.SMTP("127.0.0.1", port)
    begun = time.perf_counter()
    for number in range(BARE):
        smtp.sendmail("bounces@example.org", [f"leser{number}@bench.example"], message)
    taken = time.perf_counter() - begun
    smtp.quit()
    return BARE / taken


def _django(port: int) -> float:
    content = new_edition().contents.get()
    options = {"host": "127.0.0.1", "port": port}
    before, settings.MAILERS = (
        settings.MAILERS,
        {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": options}},
    )
    try:
        backend = mailers["default"]
        backend.open()
        begun = time.perf_counter()
        for number in range(DJANGO):
            mail = EmailMultiAlternatives(content.subject, content.text, to=[f"leser{number}@bench.example"])
            mail.attach_alternative(content.html, "text/html")
            backend.send_messages([mail])
        rate = DJANGO / (time.perf_counter() - begun)
        backend.close()
        return rate
    finally:
        settings.MAILERS = before


#: Mails per second while all senders work: from the moment the last one has begun until the first one is done.
RATE = """
WITH spans AS (
    SELECT min(first_attempt_at) AS begun, max(sent_at) AS ended FROM newsletter_delivery WHERE edition_id = %(edition)s GROUP BY claimed_by
),
common AS (SELECT max(begun) AS begun, min(ended) AS ended, count(*) AS senders FROM spans)
SELECT senders, count(*) FILTER (WHERE sent_at BETWEEN begun AND ended) / nullif(extract(epoch FROM ended - begun), 0)::float,
    count(*) FILTER (WHERE state = 'sent')
FROM newsletter_delivery, common WHERE edition_id = %(edition)s GROUP BY senders, begun, ended
"""


def _through_ledger(port: int, *, senders: int) -> float:
    edition = started(THROUGH_LEDGER)
    processes = [_sender(port) for _ in range(senders)]
    for process in processes:
        process.wait()
    with connection.cursor() as cursor:
        cursor.execute(RATE, {"edition": edition.pk})
        worked, rate, sent = cursor.fetchone()
    if (worked, sent) != (senders, THROUGH_LEDGER):
        raise RuntimeError(f"{sent} of {THROUGH_LEDGER} sent by {worked} of {senders}")
    return rate


def _sender(port: int, *arguments: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {"PORTAL_MAIL_URL": f"smtp://127.0.0.1:{port}"}
    return subprocess.Popen(
        [sys.executable, "manage.py", "send_newsletter", "--verbosity", "0", *arguments],
        cwd=settings.BASE_DIR, env=environment,
    )  # fmt: skip


# ── mails of accounts meanwhile ───────────────────────────────────────────────────────────────
#: What the worker does when it is told of a mail, without the queue (4 ms, measured apart).
WORKER = """
import django, time
django.setup()
from platform_portal.core import outbox
while True:
    outbox.send_due()
    time.sleep(0.02)
"""


def _other_mails(emit: Emit, port: int) -> None:
    """How long a mail of an account takes from its row to the mail server while two senders work."""
    readers(THROUGH_LEDGER)
    started(THROUGH_LEDGER)
    environment = os.environ | {"PORTAL_MAIL_URL": f"smtp://127.0.0.1:{port}"}
    worker = subprocess.Popen([sys.executable, "-c", WORKER], cwd=settings.BASE_DIR, env=environment)
    senders = [_sender(port) for _ in range(2)]
    mails = []
    try:
        while len(mails) < 30 or any(sender.poll() is None for sender in senders):
            mails.append(
                outbox.queue(kind="bench", to="konto@bench.example", subject="x", text="x", language="de").pk
            )
            time.sleep(0.2)
        time.sleep(2)
    finally:
        worker.kill()
        worker.wait()
    found = OutboxMail.objects.filter(pk__in=mails, sent_at__isnull=False)
    spans = sorted((sent - made).total_seconds() for sent, made in found.values_list("sent_at", "created_at"))
    p95 = spans[int(len(spans) * 0.95)] if len(spans) == len(mails) else 999.0
    emit("mail of an account during a sending, p95", round(p95, 2), "s", "<= 5", p95 <= 5)
    OutboxMail.objects.filter(pk__in=mails).delete()


# ── memory ────────────────────────────────────────────────────────────────────────────────────
def _memory(emit: Emit, port: int) -> None:
    readers(20_000)
    started(20_000)
    process = _sender(port)
    seen: list[float] = []
    while process.poll() is None:
        seen.append(_resident(process.pid))
        time.sleep(0.25)
    seen = [size for size in seen if size > 40]
    quarter = max(1, len(seen) // 4)
    early, late = max(seen[quarter : 2 * quarter], default=0), max(seen[-quarter:], default=0)
    emit(
        "memory of a sender, largest",
        round(max(seen, default=0), 1),
        "MB",
        "<= 150",
        max(seen, default=0) <= 150,
    )
    emit("growth over 15,000 mails", round(late - early, 1), "MB", "<= 5", late - early <= 5)


def _resident(pid: int) -> float:
    try:
        text = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    line = next((line for line in text.splitlines() if line.startswith("VmRSS")), "VmRSS: 0")
    return int(line.split()[1]) / 1024


# ── the ledger ────────────────────────────────────────────────────────────────────────────────
def _ledger(emit: Emit) -> None:
    readers(MANY)
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        edition = started(MANY)
        seconds.append(time.perf_counter() - begun)
    taken = statistics.median(seconds)
    emit("100,000 recipients into the ledger", round(taken, 2), "s", "<= 5", taken <= 5)
    _queries(emit, edition, MANY)
    _multiply(edition, MILLION)
    _queries(emit, edition, MILLION)
    _forget()


def _queries(emit: Emit, edition: Edition, size: int) -> None:
    """Claiming from the beginning and from the middle of the ledger, the figures, the list of who did not get it."""
    ledger = Ledger(edition_id=edition.pk, me="bench", subscribed=subscribed_sql(edition))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE newsletter_delivery")
    name = f"{size:,} recipients"
    begun = [_timed(ledger.claim) for _ in range(40)]
    emit(f"{name}: claim of 50, first", round(statistics.median(begun), 2), "ms")
    for _ in range(20 if size == MANY else 200):
        ledger.claim(limit=2_000)
    later = [_timed(ledger.claim) for _ in range(40)]
    ratio = statistics.median(later) / statistics.median(begun)
    emit(f"{name}: claim of 50, later", round(statistics.median(later), 2), "ms")
    emit(f"{name}: claim, later of first", round(ratio, 2), "ratio", "<= 2", ratio <= 2)
    figures = [_timed(lambda: LedgerTally.objects.figures(edition.pk)) for _ in range(40)]
    emit(
        f"{name}: figures of the progress",
        round(statistics.median(figures), 2),
        "ms",
        "<= 10",
        statistics.median(figures) <= 10,
    )
    missing = [
        _timed(lambda: list(Delivery.objects.filter(edition=edition).not_sent()[:50])) for _ in range(20)
    ]
    emit(
        f"{name}: page of who did not get it",
        round(statistics.median(missing), 2),
        "ms",
        "<= 10",
        statistics.median(missing) <= 10,
    )


def _timed(act: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


# ── the world ─────────────────────────────────────────────────────────────────────────────────
def readers(number: int) -> None:
    """So many active readers of a working group of their own, at bench.example."""
    group, _made = WorkingGroup.objects.get_or_create(slug=SLUG, defaults={"name_de": "Messung"})
    there = Subscriber.objects.filter(address_key__endswith="@bench.example").count()
    now = timezone.now()
    for begin in range(there, number, 5_000):
        made = Subscriber.objects.bulk_create(
            Subscriber(
                address=f"leser{n}@bench.example", address_key=f"leser{n}@bench.example", state=SubscriberState.ACTIVE,
                confirmed_at=now, is_example=True,
            )
            for n in range(begin, min(begin + 5_000, number))
        )  # fmt: skip
        Subscription.objects.bulk_create(
            Subscription(subscriber=one, kind=SubscriptionKind.WORKING_GROUP, working_group=group)
            for one in made
        )


def new_edition() -> Edition:
    """A released edition of 30 kB per mail; what measurements left behind goes first."""
    _forget()
    edition = Edition.objects.create(
        slug=SLUG, subject_de="Messung", languages=["de"], fallback_language="de", audience_kinds=["working_group"],
        state=EditionState.RELEASED, released_at=timezone.now(), is_archived=False,
    )  # fmt: skip
    edition.audience_working_groups.set(WorkingGroup.objects.filter(slug=SLUG))
    paragraph = "<p style='margin:0 0 16px'>Zwölf Städte haben sich für die nächste Runde gemeldet.</p>\n"
    foot = f"<p><a href='{placeholders.PREFERENCES}'>Einstellungen</a> <a href='{placeholders.LEAVE}'>Abmelden</a></p>"
    html = paragraph * ((SIZE - 3_500) // (len(paragraph.encode()) + 14)) + foot
    text = (
        f"Zwölf Städte haben sich gemeldet.\n{placeholders.PREFERENCES}\n{placeholders.LEAVE}\n"
        + "Zeile\n" * 300
    )
    EditionContent.objects.create(
        edition=edition, language="de", subject="Messung", html=html, text=text,
        sha256=placeholders.digest(subject="Messung", text=text, html=html),
    )  # fmt: skip
    return edition


def started(number: int) -> Edition:
    """An edition whose ledger holds the first so many readers."""
    edition = new_edition()
    ours = Subscriber.objects.filter(address_key__endswith="@bench.example").order_by("pk")
    last = ours.values_list("pk", flat=True)[number - 1]
    ours.filter(pk__gt=last).update(state=SubscriberState.LEFT)
    ours.filter(pk__lte=last).update(state=SubscriberState.ACTIVE)
    return starting.start(edition=edition, by=None)


def _multiply(edition: Edition, number: int) -> None:
    """Fills the ledger up with invented rows, without subscribers."""
    there = Delivery.objects.filter(edition=edition).count()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO newsletter_delivery (edition_id, address, address_key, domain, language, state, reason, attempts,"
            " next_attempt_at, claimed_by, message_id, answer) SELECT %s, key, key, 'bench.example', 'de',"
            " CASE WHEN n %% 50 = 0 THEN 'failed' ELSE 'pending' END, '', 0, now(), '', '<' || n || '@bench.example>', ''"
            " FROM (SELECT n, 'viele' || n || '@bench.example' AS key FROM generate_series(%s, %s) AS n) AS rows",
            [edition.pk, there + 1, number],
        )


def _forget() -> None:
    for edition in Edition.objects.filter(slug=SLUG):
        if edition.state == EditionState.SENDING:
            steering.pause_itself(edition_id=edition.pk, reason="editor")
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM newsletter_delivery WHERE edition_id = %s", [edition.pk])
        edition.delete()
