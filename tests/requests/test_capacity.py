"""Capacity: the last place goes to one, the rest wait in order; proven with real parallel connections."""

import datetime as dt
import threading

import pytest
from django.db import IntegrityError, connection, connections, transaction

from partnerships.enums_requests import RequestStatus
from partnerships.models import CooperationRequest
from partnerships.selectors.request_queue import place_in_queue
from partnerships.services.requests import answering, places, sending, steering
from partnerships.services.requests.following import follow
from platform_portal.core.models import OutboxMail
from tests.factories.partnerships import PartnerFactory, UkrainianPartnerFactory
from tests.factories.requests import MONDAY, delivered, draft, keeper_of, secretary, sides


def several(number: int, capacity: int) -> list[CooperationRequest]:
    """Requests of as many senders to one recipient, sent one after the other."""
    recipient = PartnerFactory(capacity_per_quarter=capacity)
    keeper_of(recipient)
    return [
        delivered(
            sender=UkrainianPartnerFactory(), recipient=recipient, now=MONDAY + dt.timedelta(minutes=count)
        )
        for count in range(number)
    ]


@pytest.mark.django_db
def test_what_comes_on_top_waits_in_order_and_the_sender_learns_its_place():
    first, second, third = several(3, capacity=1)
    assert [row.status for row in (first, second, third)] == ["delivered", "waiting", "waiting"]
    assert [place_in_queue(row) for row in (first, second, third)] == [0, 1, 2]
    mail = OutboxMail.objects.get(kind="request-queued", to=third.created_by.email)
    assert "Platz 2" in mail.text or "place 2" in mail.text


@pytest.mark.django_db
def test_a_no_frees_the_place_for_the_one_who_waits_longest():
    first, second, third = several(3, capacity=1)
    asked = first.recipient.memberships.get().user
    answering.answer(answer=first.answers.get(), kind="decline", reason="no_staff", by=asked, now=MONDAY)
    for row in (second, third):
        row.refresh_from_db()
    assert (second.status, third.status) == ("delivered", "waiting")


@pytest.mark.django_db
def test_a_yes_keeps_the_place_until_the_next_quarter():
    first, second = several(2, capacity=1)
    asked = first.recipient.memberships.get().user
    answering.answer(answer=first.answers.get(), kind="accept", by=asked, now=MONDAY)
    follow(now=MONDAY + dt.timedelta(days=40))
    second.refresh_from_db()
    assert second.status == RequestStatus.WAITING
    follow(now=dt.datetime(2027, 1, 1, 8, tzinfo=dt.UTC))
    second.refresh_from_db()
    assert second.status == RequestStatus.DELIVERED


@pytest.mark.django_db
def test_raising_the_capacity_passes_on_those_who_wait():
    first, second, third = several(3, capacity=1)
    recipient = first.recipient
    recipient.capacity_per_quarter = 2
    recipient.save()
    assert places.refill(recipient=recipient.pk, now=MONDAY) == 1
    assert places.refill(recipient=recipient.pk, now=MONDAY) == 0
    for row in (second, third):
        row.refresh_from_db()
    assert (second.status, third.status) == ("delivered", "waiting")


@pytest.mark.django_db
def test_after_three_months_a_wait_is_given_up_kindly():
    _first, second = several(2, capacity=1)
    follow(now=MONDAY + dt.timedelta(days=91))
    second.refresh_from_db()
    assert second.status in {
        RequestStatus.DELIVERED
    }  # the first one expired after 21 days, its place was free


@pytest.mark.django_db
def test_who_waits_for_an_accepted_one_is_given_up_after_three_months():
    first, second = several(2, capacity=1)
    asked = first.recipient.memberships.get().user
    answering.answer(answer=first.answers.get(), kind="accept", by=asked, now=MONDAY)
    CooperationRequest.objects.filter(pk=second.pk).update(queued_at=MONDAY - dt.timedelta(days=92))
    second.refresh_from_db()
    assert places.give_up(request=second, now=MONDAY)
    assert not places.give_up(request=second, now=MONDAY)
    assert OutboxMail.objects.filter(kind="request-given-up").count() == 1


def _at_once(calls) -> list[object]:
    """Runs the calls at the same time, each with a connection of its own; answers results or exceptions."""
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
        thread.join(30)
    return found


def _four_drafts() -> list[CooperationRequest]:
    recipient = PartnerFactory(capacity_per_quarter=1)
    keeper_of(recipient)
    rows = [draft(sender=UkrainianPartnerFactory(), recipient=recipient) for _number in range(4)]
    for row in rows:
        steering.set_waiver(actor=row.sender, is_waived=True, by=secretary())
    return rows


@pytest.mark.django_db(transaction=True)
def test_of_four_sent_at_the_same_moment_one_gets_the_only_place():
    rows = _four_drafts()
    found = _at_once(
        [lambda row=row: sending.send(request=row, by=row.created_by, now=MONDAY) for row in rows]
    )
    assert sorted(row.status for row in found) == ["delivered", "waiting", "waiting", "waiting"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_same_four_overfill_the_recipient(monkeypatch):
    """The negative control: it shows that the test above would see the race."""
    rows = _four_drafts()
    together = threading.Barrier(4)
    count = places.free_places

    def count_together(recipient: int, now: dt.datetime) -> int:
        free = count(recipient, now)
        together.wait(20)
        return free

    monkeypatch.setattr("partnerships.services.requests.steps.lock_actors", lambda *numbers: None)
    monkeypatch.setattr(places, "free_places", count_together)
    found = _at_once(
        [lambda row=row: sending.send(request=row, by=row.created_by, now=MONDAY) for row in rows]
    )
    assert [row.status for row in found] == ["delivered"] * 4


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_each_other_at_the_same_moment_have_one_open_request():
    sender, recipient, asking, asked = sides()
    there = draft(sender=sender, recipient=recipient, by=asking)
    back = draft(sender=recipient, recipient=sender, by=asked)
    found = _at_once(
        [lambda row=row: sending.send(request=row, by=row.created_by, now=MONDAY) for row in (there, back)]
    )
    assert CooperationRequest.objects.open().count() == 1
    assert sum(isinstance(row, Exception) for row in found) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [False, True])
def test_the_database_itself_refuses_a_second_open_request_of_a_pair(turn):
    sender, recipient, *_people = sides()
    CooperationRequest.objects.create(sender=sender, recipient=recipient, status="in_check", slot=1)
    one, other = (recipient, sender) if turn else (sender, recipient)
    with pytest.raises(IntegrityError), transaction.atomic():
        CooperationRequest.objects.create(sender=one, recipient=other, status="in_check", slot=2)


@pytest.mark.django_db
def test_the_database_itself_refuses_a_fourth_slot_a_double_one_and_a_request_to_oneself():
    sender, recipient, *_people = sides()
    CooperationRequest.objects.create(sender=sender, recipient=recipient, status="in_check", slot=1)
    for slot, other in ((4, PartnerFactory()), (1, PartnerFactory()), (None, PartnerFactory()), (2, sender)):
        with pytest.raises(IntegrityError), transaction.atomic():
            CooperationRequest.objects.create(sender=sender, recipient=other, status="in_check", slot=slot)
    assert connection.in_atomic_block
