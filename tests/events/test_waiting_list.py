"""The waiting list: strictly in order, moved up by whatever frees a place, by offers or at once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from actors.models import ActorGroup
from events.enums import WaitingPolicy
from events.models import Booking, Bucket, GroupQuota, Registration
from events.services import capacity, changing, leaving
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.events.registering import sign_up, states
from tests.factories.events import MONDAY, START, EventFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words_of_the_code():
    """Refusals are read in English."""
    with translation.override("en"):
        yield


HOUR = dt.timedelta(hours=1)


def mails(to: str) -> list[str]:
    rows = OutboxMail.objects.filter(to=to).order_by("pk").values_list("kind", flat=True)
    return [kind.removeprefix("registration-") for kind in rows]


def test_the_first_on_the_waiting_list_moves_up_when_someone_cancels():
    event = EventFactory(capacity=1)
    first, _second, _third = [sign_up(event, number) for number in (1, 2, 3)]
    leaving.cancel(registration=first, now=MONDAY)
    assert states(event) == {"2": "confirmed", "3": "waiting"}
    assert mails("t2@example.org")[-1] == "moved-up"
    assert mails("t1@example.org")[-1] == "cancelled"


def test_cancelling_twice_changes_nothing():
    event = EventFactory(capacity=1)
    first = sign_up(event, 1)
    for _time in range(2):
        leaving.cancel(registration=first, now=MONDAY)
    assert mails("t1@example.org").count("cancelled") == 1


def test_whoever_cancels_is_not_offered_a_place_again_and_keeps_no_number():
    event = EventFactory(capacity=1)
    rows = [sign_up(event, number) for number in (1, 2, 3)]
    leaving.cancel(registration=rows[1], now=MONDAY)
    leaving.cancel(registration=rows[0], now=MONDAY)
    assert states(event) == {"3": "confirmed"}
    assert sign_up(event, 2).bookings.exclude(status="released").get().waiting_number == 3


def test_more_places_let_the_list_move_up_and_fewer_than_taken_are_refused_with_numbers(secretariat):
    event = EventFactory(capacity=1)
    for number in (1, 2, 3):
        sign_up(event, number)
    bucket = Bucket.objects.get(event=event)
    capacity.set_capacity(bucket=bucket, capacity=2, by=secretariat, now=MONDAY)
    assert states(event) == {"1": "confirmed", "2": "confirmed", "3": "waiting"}
    with pytest.raises(Refusal, match="2 places are taken already; 1"):
        capacity.set_capacity(bucket=bucket, capacity=1, by=secretariat, now=MONDAY)


def test_only_the_secretariat_changes_places(member):
    with pytest.raises(Refusal):
        capacity.set_capacity(bucket=Bucket.objects.get(event=EventFactory()), capacity=1, by=member)


def test_nobody_passes_a_party_at_the_head_that_does_not_fit():
    event = EventFactory(capacity=2)
    first = sign_up(event, 1)
    sign_up(event, 2)
    sign_up(event, 3, colleagues=(4,))
    leaving.cancel(registration=first, now=MONDAY)
    sign_up(event, 5)
    assert states(event) == {"2": "confirmed", "3": "waiting", "4": "waiting", "5": "waiting"}
    leaving.cancel(registration=Registration.objects.get(email="t2@example.org"), now=MONDAY)
    assert states(event) == {"3": "confirmed", "4": "confirmed", "5": "waiting"}


def test_where_a_quota_is_used_up_others_behind_get_the_place():
    business = ActorGroup.objects.create(slug="wirtschaft-test", name="Wirtschaft")
    event = EventFactory(capacity=2)
    GroupQuota.objects.create(event=event, group=business, capacity=1)
    sign_up(event, 1, group=business)
    sign_up(event, 2, group=business)
    sign_up(event, 3)
    assert states(event) == {"1": "confirmed", "2": "waiting", "3": "confirmed"}
    leaving.cancel(registration=Registration.objects.get(email="t1@example.org"), now=MONDAY)
    assert states(event) == {"2": "confirmed", "3": "confirmed"}


def test_with_offers_the_next_one_has_a_deadline_and_then_the_one_after():
    event = EventFactory(capacity=1, waiting_policy=WaitingPolicy.OFFER, offer_hours=24)
    rows = [sign_up(event, number) for number in (1, 2, 3)]
    leaving.cancel(registration=rows[0], now=MONDAY)
    offered = rows[1].bookings.get()
    assert (offered.status, offered.offered_until) == ("offered", MONDAY + 24 * HOUR)
    leaving.follow(now=MONDAY + 24 * HOUR)
    assert states(event) == {"3": "offered"}
    assert Registration.objects.get(pk=rows[1].pk).status == "expired"
    assert mails("t2@example.org")[-2:] == ["offer", "expired"]
    with pytest.raises(Refusal):
        changing.accept_offer(booking=offered, now=MONDAY + 24 * HOUR)


def test_an_offer_is_taken_or_given_up_and_twice_is_the_same():
    event = EventFactory(capacity=1, waiting_policy=WaitingPolicy.OFFER)
    rows = [sign_up(event, number) for number in (1, 2, 3)]
    leaving.cancel(registration=rows[0], now=MONDAY)
    for _time in range(2):
        changing.refuse_offer(booking=rows[1].bookings.get(), now=MONDAY)
    assert states(event) == {"3": "offered"}
    for _time in range(2):
        changing.accept_offer(booking=rows[2].bookings.get(), now=MONDAY)
    assert states(event) == {"3": "confirmed"}
    assert Registration.objects.get(pk=rows[1].pk).status == "cancelled"


def test_switching_to_online_frees_the_place_on_site_for_the_next_one():
    event = EventFactory(format="hybrid", capacity=1, online_capacity=1)
    first = sign_up(event, 1)
    sign_up(event, 2)
    for _time in range(2):
        changing.switch_mode(registration=first, mode="online", now=MONDAY)
    assert states(event) == {"1": "confirmed", "2": "confirmed"}
    assert Registration.objects.get(pk=first.pk).sequence == 1


def test_whoever_has_a_place_keeps_it_when_the_other_kind_is_full():
    event = EventFactory(format="hybrid", capacity=1, online_capacity=0)
    first = sign_up(event, 1)
    with pytest.raises(Refusal, match="You keep the one you have"):
        changing.switch_mode(registration=first, mode="online", now=MONDAY)
    assert first.bookings.get().status == "confirmed"


def test_a_session_is_given_only_to_who_has_a_place_at_the_event():
    event = EventFactory(capacity=1)
    session = SessionFactory(event=event, capacity=1)
    first = sign_up(event, 1, sessions=(session.pk,))
    sign_up(event, 2, sessions=(session.pk,))
    assert states(event, sessions=True) == {"1": "confirmed", "2": "waiting"}
    leaving.cancel(registration=first, now=MONDAY)
    assert states(event, sessions=True) == {"2": "confirmed"}


def test_who_waits_for_the_event_does_not_block_a_session():
    event = EventFactory(capacity=2)
    session = SessionFactory(event=event, capacity=0)
    one, two = [
        sign_up(event, number, sessions=(session.pk,), waits=frozenset({session.pk})) for number in (1, 2)
    ]
    sign_up(event, 3, sessions=(session.pk,))
    Bucket.objects.filter(session=session).update(capacity=2)
    leaving.cancel(registration=two, now=MONDAY)
    leaving.follow(now=MONDAY)
    assert states(event, sessions=True) == {"1": "confirmed", "3": "confirmed"}
    assert one.bookings.confirmed().count() == 2


def test_whoever_is_somewhere_else_by_now_has_to_choose_and_the_next_one_moves_up():
    event = EventFactory(capacity=1)
    first = sign_up(event, 1)
    sign_up(event, 2)
    sign_up(event, 3)
    sign_up(EventFactory(), 2)
    leaving.cancel(registration=first, now=MONDAY)
    assert states(event) == {"2": "choose", "3": "confirmed"}
    assert mails("t2@example.org")[-1] == "choose"


def test_after_the_beginning_nobody_moves_up():
    event = EventFactory(capacity=1)
    first = sign_up(event, 1)
    sign_up(event, 2)
    leaving.cancel(registration=first, now=START)
    leaving.follow(now=START)
    assert states(event) == {"2": "waiting"}


def test_the_periodic_task_finds_places_nobody_was_told_of():
    event = EventFactory(capacity=0)
    sign_up(event, 1)
    assert leaving.follow(now=MONDAY) == 0
    Bucket.objects.filter(event=event).update(capacity=1)
    assert leaving.follow(now=MONDAY) == 1
    assert states(event) == {"1": "confirmed"}


def test_the_position_is_counted_without_those_who_left():
    event = EventFactory(capacity=0)
    rows = [sign_up(event, number) for number in (1, 2, 3)]
    leaving.cancel(registration=rows[0], now=MONDAY)
    found = Booking.objects.waiting().with_position()
    assert [(row.registration_id, row.position) for row in found] == [(rows[1].pk, 1), (rows[2].pk, 2)]
