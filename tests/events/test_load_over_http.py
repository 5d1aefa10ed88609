"""200 people register at the same moment for 50 places, over HTTP, through the real web server: never one too many, nobody lost."""

from __future__ import annotations

import os
import re
from collections import Counter

import pytest
from django.db import connection

from bench.crowd import address_of, crowd, post, token_of
from bench.server import Server, server
from events.models import Booking, Event, Registration
from platform_portal.core.models import OutboxMail
from tests.events.registering import overbooked
from tests.factories.events import EventFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
PEOPLE, PLACES = 200, 50
#: One round is enough to see a mistake; PORTAL_LOAD_ROUNDS=20 proves more.
ROUNDS = int(os.environ.get("PORTAL_LOAD_ROUNDS", "1"))


def running(application: str = "platform_portal.wsgi:application"):
    """The web server as `./run` starts it, on the database of the test; behind one proxy."""
    head, _, query = os.environ["DATABASE_URL"].partition("?")
    name = connection.settings_dict["NAME"]
    return server(
        application, workers=2, threads=4, DATABASE_URL=f"{head.rpartition('/')[0]}/{name}?{query}",
        DJANGO_SETTINGS_MODULE="platform_portal.settings.test", PORTAL_TRUSTED_PROXIES="1",
        PORTAL_LOG_LEVEL="WARNING", PYTHONWARNINGS="ignore",
    )  # fmt: skip


def entry(number: int, event: Event) -> dict[str, str]:
    """Somebody who is at no other event at the same time."""
    email = f"p{number}@event-{event.pk}.example.org"
    return {"name": f"Person {number}", "email": email, "organisation": "Stadt"}


def register_all(portal: Server, event: Event, people: int = PEOPLE) -> Counter[int]:
    path = f"/de/events/{event.slug}/register/"
    token = token_of(portal.port, path)
    calls = [
        lambda n=n: post(portal.port, path, entry(n, event), token, address_of(event.pk * 1000 + n))
        for n in range(people)
    ]
    return Counter(one.status for one in crowd(calls))


def confirm_all(portal: Server, event: Event) -> Counter[int]:
    """Everybody opens the link of the mail and confirms, at the same moment."""
    texts = (
        OutboxMail.objects.filter(kind="registration-confirm").order_by("pk").values_list("text", flat=True)
    )
    links = [re.search(r"/de/events/registrations/[^/\s]+/", text)[0] for text in texts]
    token = token_of(portal.port, f"/de/events/{event.slug}/register/")
    calls = [
        lambda n=n, link=link: post(portal.port, f"{link}confirm/", {}, token, address_of(n))
        for n, link in enumerate(links)
    ]
    return Counter(one.status for one in crowd(calls))


def deadlocks() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return int(cursor.fetchone()[0])


def test_of_two_hundred_fifty_get_a_place_and_the_others_a_number_each():
    before = deadlocks()
    with running() as portal:
        for _round in range(ROUNDS):
            event = EventFactory(capacity=PLACES)
            assert register_all(portal, event) == {302: PEOPLE}
            assert confirm_all(portal, event) == {302: PEOPLE}
            states = Counter(Booking.objects.filter(bucket__event=event).values_list("status", flat=True))
            assert states == {"confirmed": PLACES, "waiting": PEOPLE - PLACES}
            numbers = list(
                Booking.objects.waiting().filter(bucket__event=event).values_list("waiting_number", "pk")
            )
            assert [number for number, _pk in numbers] == list(range(1, PEOPLE - PLACES + 1))
            assert [pk for _number, pk in numbers] == sorted(pk for _number, pk in numbers)
            assert Registration.objects.filter(event=event, status="active").count() == PEOPLE
            OutboxMail.objects.all().delete()
    assert deadlocks() == before


def test_the_same_address_twenty_times_at_the_same_moment_is_one_registration():
    event = EventFactory(capacity=5)
    path = f"/de/events/{event.slug}/register/"
    with running() as portal:
        token = token_of(portal.port, path)
        found = crowd(
            [lambda n=n: post(portal.port, path, entry(1, event), token, address_of(n)) for n in range(20)]
        )
    assert {one.status for one in found} == {302}
    assert len({one.location for one in found}) == 1
    assert (Registration.objects.count(), Booking.objects.count()) == (1, 1)


def test_without_the_lock_there_are_more_than_there_are_places():
    """The negative control, over HTTP: the same server, with the lock taken off."""
    with running("tests.events.without_locks:application") as portal:
        for _round in range(3):
            register_all(portal, EventFactory(capacity=PLACES))
    assert overbooked() != []
