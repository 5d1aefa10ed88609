"""Registrations per second through the whole stack, into one bucket, with all locks; and what a locked bucket does to others.

The web server runs as `./run` starts it (two processes with four threads); clients stand behind a proxy that names their addresses.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
import time
from collections.abc import Callable

from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from bench.crowd import Sent, address_of, crowd, percentile, post, token_of
from bench.server import Server, server
from events.enums import EventFormat, EventKind, EventStatus, Mode
from events.models import Booking, Bucket, Event
from events.services import places

RATE, BURST_P95 = 100, 500
CLIENTS, SECONDS = 16, 8.0
type Emit = Callable[..., None]


def measure(emit: Emit) -> None:
    """About half a minute. Leaves its events behind; the database of measurements is thrown away."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with server(
        "platform_portal.wsgi:application", workers=2, threads=4, PORTAL_TRUSTED_PROXIES="1", PORTAL_LOG_LEVEL="ERROR",
        DJANGO_SETTINGS_MODULE=os.environ["DJANGO_SETTINGS_MODULE"],
    ) as portal:  # fmt: skip
        _rate(emit, portal)
        _burst(emit, portal)
        _locked(emit, portal)
    connection.close()


def event_with(capacity: int) -> Event:
    """A published event in two months."""
    starts = timezone.now() + dt.timedelta(days=60)
    number = Event.objects.count()
    event = Event.objects.create(
        slug=f"bench-registration-{number}-{time.time_ns()}", kind=EventKind.WEBINAR, format=EventFormat.ONLINE,
        title="Messung", status=EventStatus.PUBLISHED, starts_at=starts, ends_at=starts + dt.timedelta(hours=1),
    )  # fmt: skip
    Bucket.objects.create(event=event, mode=Mode.ONLINE, capacity=capacity)
    return event


def _send(portal: Server, event: Event, token: tuple[str, str], number: int) -> Sent:
    data = {
        "name": f"Person {number}",
        "email": f"p{number}@{event.slug}.example.org",
        "organisation": "Stadt",
    }
    path = f"/de/events/{event.slug}/register/"
    return post(portal.port, path, data, token, address_of(event.pk * 20_000 + number))


def _token(portal: Server, event: Event) -> tuple[str, str]:
    return token_of(portal.port, f"/de/events/{event.slug}/register/")


def _rate(emit: Emit, portal: Server) -> None:
    event = event_with(200)
    _at_once(portal, event, 40)
    token, taken, lock = _token(portal, event), [], threading.Lock()
    numbers = iter(range(1000, 1_000_000))
    begun = time.perf_counter()

    def client() -> None:
        while time.perf_counter() - begun < SECONDS:
            with lock:
                number = next(numbers)
            sent = _send(portal, event, token, number)
            if sent.status != 302:
                raise RuntimeError(f"a registration was answered with {sent.status}")
            taken.append(sent.taken)

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = len(taken) / (time.perf_counter() - begun)
    _check(event, 40 + len(taken))
    emit("registrations into one bucket", round(rate), "per s", f">= {RATE}", rate >= RATE)
    emit("the same, p95", round(percentile(taken, 0.95)), "ms")


def _burst(emit: Emit, portal: Server) -> None:
    found = []
    for _round in range(5):
        event = event_with(50)
        found += [one.taken for one in _at_once(portal, event, 100)]
        _check(event, 100)
    p95 = percentile(found, 0.95)
    emit("burst of 100 clients, p50", round(percentile(found, 0.5)), "ms")
    emit("burst of 100 clients, p95", round(p95), "ms", f"<= {BURST_P95}", p95 <= BURST_P95)


def _check(event: Event, sent: int) -> None:
    """What was sent is registered, and no place was given twice."""
    bookings = Booking.objects.filter(bucket__event=event)
    made, given = bookings.count(), bookings.occupying().count()
    capacity = event.buckets.get().capacity or 0
    if (made, given) != (sent, min(sent, capacity)):
        raise RuntimeError(f"of {sent} registrations {made} were made, {given} of {capacity} places given")


def _at_once(portal: Server, event: Event, people: int) -> list[Sent]:
    token = _token(portal, event)
    return crowd([lambda n=n: _send(portal, event, token, n) for n in range(people)])


def _locked(emit: Emit, portal: Server) -> None:
    """Others register elsewhere while one bucket is locked for two seconds and twenty people want a place in it."""
    free, stuck = event_with(10_000), event_with(50)
    token, other = _token(portal, free), _token(portal, stuck)
    quiet = _others(portal, free, token, 0)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with transaction.atomic():
            places.lock_event(stuck.pk)
            held.set()
            done.wait(2)
        connection.close()

    statuses: list[int] = []
    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    waiting = [
        threading.Thread(target=lambda n=n: statuses.append(_send(portal, stuck, other, n).status))
        for n in range(20)
    ]
    for thread in waiting:
        thread.start()
    busy = _others(portal, free, token, 5000)
    for thread in (*waiting, holder):
        thread.join()
    emit("others, p95", round(quiet), "ms")
    emit(
        "others while one bucket is locked for 2 s, p95",
        round(busy),
        "ms",
        f"<= {BURST_P95}",
        busy <= BURST_P95,
    )
    emit("of 20 who want the locked bucket, registered", statuses.count(302), "people")
    emit("of 20 who want the locked bucket, asked to send again", statuses.count(503), "people")


def _others(portal: Server, event: Event, token: tuple[str, str], first: int) -> float:
    begun, taken, number = time.perf_counter(), [], first
    while time.perf_counter() - begun < 1.8:
        taken.append(_send(portal, event, token, number).taken)
        number += 1
    return percentile(taken, 0.95)
