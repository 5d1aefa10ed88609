"""Places under real parallel connections: never oversold, numbers in the order of the lock, all or nothing; and what happens without the lock."""

from __future__ import annotations

import itertools
import random
import threading

import pytest
from django.db import connection, transaction

from events.enums import BookingStatus
from events.models import Booking, Bucket, Event, Registration
from events.services import changing, leaving, party, places, registering
from events.services.places import Busy, Full
from tests.events.registering import at_once, overbooked, sign_up, states
from tests.factories.events import MONDAY, START, EventFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)
#: Of 25 acts at the same moment each: a thousand.
BATCHES = 40


@pytest.fixture(autouse=True)
def many_may_wait(monkeypatch):
    """All threads of a test are one process: none is sent away because others wait."""
    monkeypatch.setattr(places, "_slow", threading.BoundedSemaphore(200))
    monkeypatch.setattr(places, "PATIENCE", 60.0)
    for name in ("MOVING", "FIRST", "CROWDED"):
        monkeypatch.setattr(places, name, 60.0)


def test_of_sixteen_at_the_same_moment_five_get_the_places_and_the_others_a_number_each():
    event = EventFactory(capacity=5)
    found = at_once([lambda n=n: sign_up(event, n, is_confirmed=False) for n in range(16)])
    assert [one for one in found if isinstance(one, Exception)] == []
    assert sorted(states(event).values()) == ["held"] * 5 + ["waiting"] * 11
    numbers = Booking.objects.waiting().values_list("waiting_number", flat=True)
    assert list(numbers) == list(range(1, 12))


def test_without_the_lock_the_same_sixteen_are_given_more_places_than_there_are(monkeypatch):
    """The negative control: it shows that the test above would see the race."""
    event, together, count = EventFactory(capacity=5), threading.Barrier(16), places.count

    def count_together(buckets):
        found = count(buckets)
        together.wait(20)
        return found

    monkeypatch.setattr(places, "lock", lambda _event, numbers: Bucket.objects.in_bulk(list(numbers)))
    monkeypatch.setattr(places, "count", count_together)
    at_once([lambda n=n: sign_up(event, n, is_confirmed=False) for n in range(16)])
    assert [bucket.event for bucket in overbooked()] == [event]


def test_the_same_address_twice_at_the_same_moment_is_one_registration():
    event = EventFactory(capacity=5)
    found = at_once([lambda: sign_up(event, "x", is_confirmed=False) for _time in range(4)])
    assert {row.pk for row in found} == set(Registration.objects.values_list("pk", flat=True))
    assert (Registration.objects.count(), Booking.objects.count()) == (1, 1)


def test_the_same_person_at_two_events_at_the_same_moment_gets_one_place_and_has_to_choose():
    events = EventFactory.create_batch(2)
    found = at_once([lambda event=event: sign_up(event, "x", is_confirmed=False) for event in events])
    assert [one for one in found if isinstance(one, Exception)] == []
    assert sorted(Booking.objects.values_list("status", flat=True)) == ["choose", "held"]


def test_parties_with_the_same_people_do_not_wait_for_each_other_in_a_circle():
    events = EventFactory.create_batch(2, capacity=50)
    calls = [
        lambda event=event, leader=leader: sign_up(
            event, leader, colleagues=set(range(5)) - {leader}, is_confirmed=False
        )
        for event, leader in itertools.product(events, range(5))
    ]
    found = at_once(calls)
    assert [one for one in found if isinstance(one, Exception)] == []
    assert Registration.objects.count() == 10
    assert Booking.objects.occupying().count() == 5


def conference() -> tuple[Event, list[int]]:
    """Four pairs of workshops at the same time, with few places."""
    event = EventFactory(format="hybrid", capacity=60, online_capacity=20)
    sessions = [
        SessionFactory(
            event=event, capacity=8, starts_at=START + slot * (event.ends_at - START) / 4,
            ends_at=START + (slot + 1) * (event.ends_at - START) / 4,
        ).pk
        for slot in range(4)
        for _room in range(2)
    ]  # fmt: skip
    return event, sessions


def random_act(event: Event, sessions: list[int], seed: int):
    """Registers, leaves, switches or changes sessions, as the number says."""
    dice = random.Random(seed)
    slots = [sessions[number : number + 2] for number in range(0, 8, 2)]
    wanted = [dice.choice(slot) for slot in dice.sample(slots, dice.randint(0, 4))]
    kind = dice.random()

    def act():
        rows = Registration.objects.standing().filter(event=event)
        row = rows[dice.randrange(20) :].first()
        if kind < 0.7 or row is None:
            mode = "online" if dice.random() < 0.15 else "on_site"
            chosen = wanted if mode == "on_site" else []
            waits = frozenset(one for one in chosen if dice.random() < 0.3)
            others = [f"{seed}-{number}" for number in range(dice.choice((0, 0, 0, 1, 3)))]
            return sign_up(event, seed, mode=mode, sessions=tuple(chosen), waits=waits, colleagues=others)
        if kind < 0.9:
            return leaving.cancel(registration=row, now=MONDAY)
        return changing.switch_mode(registration=row, mode=dice.choice(("online", "on_site")), now=MONDAY)

    return act


def check(event: Event) -> None:
    """What holds in every committed state."""
    assert overbooked() == []
    for row in Registration.objects.filter(event=event).prefetch_related("bookings"):
        open_ = [one for one in row.bookings.all() if one.status != BookingStatus.RELEASED]
        if row.status in ("active", "unconfirmed"):
            assert sum(not one.is_session for one in open_) == 1
            whole = next(one for one in open_ if not one.is_session)
            assert whole.status != "waiting" or not any(one.status == "confirmed" for one in open_)
        else:
            assert open_ == []


@pytest.mark.slow
def test_a_thousand_random_bookings_at_the_same_time_never_break_the_rule(monkeypatch):
    monkeypatch.setattr(
        "events.services.post.tell", lambda *_row, **_facts: None
    )  # mails take most of the time
    event, sessions = conference()
    refused = 0
    for batch in range(BATCHES):
        found = at_once([random_act(event, sessions, batch * 25 + number) for number in range(25)])
        wrong = [
            one for one in found if isinstance(one, Exception) and not isinstance(one, registering.Refusal)
        ]
        assert wrong == []
        assert not any(isinstance(one, Busy) for one in found)
        refused += sum(isinstance(one, Full) for one in found)
        check(event)
    assert refused > 20
    assert Booking.objects.waiting().exists()


def test_all_or_nothing_leaves_no_trace_of_who_was_refused():
    event = EventFactory(capacity=30)
    one = SessionFactory(event=event, capacity=30)
    scarce = SessionFactory(event=event, capacity=3, starts_at=one.ends_at, ends_at=event.ends_at)
    found = at_once([lambda n=n: sign_up(event, n, sessions=(one.pk, scarce.pk)) for n in range(10)])
    assert sum(isinstance(row, Full) for row in found) == 7
    assert Registration.objects.count() == 3
    assert Booking.objects.count() == 9


def test_whoever_does_not_get_the_lock_in_time_is_told_so_and_nothing_is_written(monkeypatch):
    monkeypatch.setattr(places, "PATIENCE", 0.2)
    for name in ("FIRST", "CROWDED"):
        monkeypatch.setattr(places, name, 0.05)
    event = EventFactory(capacity=5)
    locked, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():  # as another process would: this one does not know of it
            list(Bucket.objects.select_for_update().filter(event=event))
            locked.set()
            done.wait(20)

    def wish():
        locked.wait(20)
        try:
            return sign_up(event, 1)
        finally:
            done.set()

    found = at_once([hold, wish])
    assert isinstance(found[1], Busy)
    assert not Registration.objects.exists()


def test_while_others_wait_for_long_a_further_one_is_told_at_once(monkeypatch):
    monkeypatch.setattr(places, "_slow", threading.BoundedSemaphore(1))
    monkeypatch.setattr(places, "FIRST", 0.05)
    places._slow.acquire()
    event = EventFactory(capacity=5)
    locked, done = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():  # as another process would: this one does not know of it
            list(Bucket.objects.select_for_update().filter(event=event))
            locked.set()
            done.wait(20)

    def wish():
        locked.wait(20)
        try:
            return sign_up(event, 1)
        finally:
            done.set()

    assert isinstance(at_once([hold, wish])[1], Busy)


def test_confirming_and_running_out_at_the_same_moment_leaves_one_of_both():
    for number in range(5):
        event = EventFactory(capacity=1)
        row = sign_up(event, number, is_confirmed=False)
        late = row.held_until
        at_once(
            [
                lambda row=row: registering.confirm(registration=row, now=MONDAY),
                lambda late=late: leaving.follow(now=late),
                lambda row=row: leaving.cancel(registration=row, now=MONDAY),
            ]
        )
        row.refresh_from_db()
        status = row.bookings.get().status
        assert (row.status, status) in {
            ("active", "confirmed"),
            ("expired", "released"),
            ("cancelled", "released"),
        }
        leaving.cancel(registration=row, now=MONDAY)


def test_the_locks_of_an_event_are_taken_in_the_order_of_their_numbers():
    event, _sessions = conference()
    with transaction.atomic(), connection.execute_wrapper(_only_sorted):
        assert list(places.lock_event(event.pk)) == sorted(event.buckets.values_list("pk", flat=True))
        assert party.locked(sign_up(event, 1))[0].event == event


def _only_sorted(execute, sql, params, many, context):
    if "events_bucket" in sql and "FOR NO KEY UPDATE" in sql:
        assert 'ORDER BY "events_bucket"."id" ASC' in sql
    return execute(sql, params, many, context)
