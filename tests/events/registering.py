"""Short words for tests of registrations: `sign_up` through the service, `standing` as what the database says."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections, transaction
from django.urls import get_resolver

from events.enums import OCCUPYING
from events.models import Booking, Bucket, Event, Registration
from events.services import registering
from events.services.choices import Wish
from events.services.registering import Details, Person
from tests.factories.events import MONDAY


def person(number: int | str, **over: str) -> Person:
    """Somebody with an address of their own."""
    return Person(**{"name": f"Teilnahme {number}", "email": f"t{number}@example.org"} | over)


def sign_up(event: Event, who: int | str = 1, *, user: Any = None, **over: Any) -> Registration:
    """Registers through the service; with the address confirmed at once unless `is_confirmed=False`."""
    wish = {"mode": over.pop("mode", event.modes[0])} | {
        name: over.pop(name) for name in ("sessions", "waits", "is_member") if name in over
    }
    now = over.pop("now", MONDAY)
    is_confirmed = over.pop("is_confirmed", True)
    colleagues = [person(name) for name in over.pop("colleagues", ())]
    services = {"accepts_clash": over.pop("accepts_clash", False)}
    outcome = registering.register(
        event=event, person=person(who), wish=Wish(**wish), details=Details(**over), colleagues=colleagues,
        user=user, now=now, **services,
    )  # fmt: skip
    if user is None and is_confirmed:
        registering.confirm(registration=outcome.registration, now=now)
    return Registration.objects.get(pk=outcome.registration.pk)


def states(event: Event, *, sessions: bool = False) -> dict[str, str]:
    """Who stands how: the name before the @, and the status of the booking of the event."""
    rows = Booking.objects.filter(bucket__event=event, is_session=sessions).exclude(status="released")
    return {
        row.registration.email.partition("@")[0].removeprefix("t"): row.status
        for row in rows.select_related("registration").order_by("registration__pk")
    }


def overbooked() -> list[Bucket]:
    """Buckets with more taken than there is: never any."""
    return [
        bucket
        for bucket in Bucket.objects.exclude(capacity=None)
        if bucket.bookings.filter(status__in=OCCUPYING).count() > (bucket.capacity or 0)
    ]


def at_once(calls: Iterable[Callable[[], Any]], *, seconds: float = 60) -> list[Any]:
    """Runs the calls at the same time, each with a connection of its own; answers results or exceptions."""
    calls = list(calls)
    assert get_resolver().url_patterns  # read once, not by several threads at the same moment
    barrier, found = threading.Barrier(len(calls)), [None] * len(calls)

    def run(at: int) -> None:
        barrier.wait()
        try:
            found[at] = calls[at]()
        except Exception as error:
            found[at] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(at,)) for at in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds)
    return found


@contextmanager
def locked(event: Event) -> Iterator[None]:
    """The places of the event, locked as by another process while the block runs."""
    has_them, done = threading.Event(), threading.Event()

    def hold() -> None:
        try:
            with transaction.atomic():
                list(Bucket.objects.select_for_update(of=("self",), no_key=True).filter(event=event))
                has_them.set()
                done.wait(60)
        finally:
            connections.close_all()

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert has_them.wait(20)
        yield
    finally:
        done.set()
        thread.join(20)
