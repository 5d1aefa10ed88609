"""Whatever people do in whatever order: capacity is never exceeded, no pair and no sender has too many open requests."""

import datetime as dt
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.enums_requests import RequestStatus
from partnerships.models import CooperationRequest
from partnerships.models.request import SLOTS
from partnerships.services.requests import answering, sending, steering
from partnerships.services.requests.following import follow
from platform_portal.core.errors import Refusal
from tests.factories.partnerships import PartnerFactory, TopicFactory, UkrainianPartnerFactory
from tests.factories.requests import MONDAY, draft, keeper_of, secretary

ACTORS = 4
ACTIONS = st.tuples(
    st.sampled_from(["ask", "approve", "accept", "later", "decline", "withdraw", "wait", "override"]),
    st.integers(0, ACTORS - 1),
    st.integers(0, ACTORS - 1),
)


class Undo(Exception):
    """Ends the transaction of one example."""


@pytest.mark.django_db
@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    actions=st.lists(ACTIONS, min_size=8, max_size=25),
    capacities=st.lists(st.integers(1, 2), min_size=4, max_size=4),
)
def test_the_limits_hold_whatever_people_do(db, actions, capacities):
    try:
        with transaction.atomic():
            _play(actions, capacities)
            raise Undo
    except Undo:
        pass


def _play(actions, capacities) -> None:
    makers = [UkrainianPartnerFactory, PartnerFactory] * 2
    actors = [make(capacity_per_quarter=size) for make, size in zip(makers, capacities, strict=True)]
    people = {actor.pk: keeper_of(actor) for actor in actors}
    topic, staff, now = TopicFactory(), secretary(), MONDAY
    for action, one, other in actions:
        now += dt.timedelta(hours=1)
        try:
            with transaction.atomic():
                now = _do(action, actors[one], actors[other], people, topic, staff, now)
        except Refusal:
            pass
        _check(actors, now)


def _do(action, one, other, people, topic, staff, now) -> dt.datetime:
    if action == "wait":
        now += dt.timedelta(days=15)
        follow(now=now)
        return now
    if action == "ask":
        row = draft(sender=one, recipient=other, by=people[one.pk], now=now, seek=[topic])
        sending.send(request=row, by=people[one.pk], now=now)
        return now
    row = CooperationRequest.objects.open().filter(sender=one).order_by("pk").first()
    if row is None:
        return now
    if action == "approve":
        sending.approve(request=row, by=staff, now=now)
    elif action == "withdraw":
        answering.withdraw(request=row, by=people[row.sender_id], now=now)
    elif action == "override":
        steering.override(request=row, to="accepted", reason="Telefonat", by=staff, now=now)
    elif row.answers.exists():
        answering.answer(
            answer=row.answers.get(), kind=action, by=people[row.recipient_id], now=now, reason="topics",
            until_on=now.date() + dt.timedelta(days=30),
        )  # fmt: skip
    return now


def _check(actors, now) -> None:
    for actor in actors:
        taken = CooperationRequest.objects.filter(recipient=actor).taking_capacity(now).count()
        assert taken <= actor.capacity_per_quarter
        assert CooperationRequest.objects.open().filter(sender=actor).count() <= SLOTS
    pairs = Counter(
        frozenset(pair) for pair in CooperationRequest.objects.open().values_list("sender", "recipient")
    )
    assert all(number == 1 for number in pairs.values())
    waiting = CooperationRequest.objects.filter(status=RequestStatus.WAITING)
    assert not waiting.filter(queued_at__isnull=True).exists()
