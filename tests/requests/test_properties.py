"""Whatever people do in whatever order: capacity is never exceeded, no pair and no sender has too many open requests, and
personal contacts are seen by introduced sides only.
"""

import datetime as dt
from collections import Counter

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actors.models import Contact
from partnerships.enums_requests import RequestStatus
from partnerships.models import CooperationRequest, Introduction
from partnerships.models.request import SLOTS
from partnerships.services.requests import answering, sending, steering
from partnerships.services.requests.following import follow
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
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


@pytest.mark.django_db
@settings(
    max_examples=4,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(actions=st.lists(ACTIONS, min_size=6, max_size=16))
def test_personal_contacts_are_seen_by_introduced_sides_only_whatever_people_do(db, actions):
    try:
        with transaction.atomic():
            actors, people = _play(actions, [1, 2, 2, 1])
            for actor in actors[:2]:
                _check_what_is_read(actor, actors, people[actor.pk])
            raise Undo
    except Undo:
        pass


def _check_what_is_read(reader, actors, person) -> None:
    """Profiles, list, interface, files, search, own data and mails hold the contacts of introduced sides and no others."""
    allowed = {secret(actor) for actor in _introduced_to(reader, actors)}
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    paths = [f"/en/actors/{actor.slug}/" for actor in actors]
    paths += ["/en/actors/?format=csv", "/api/v1/actors/", "/en/search/?q=secret", "/en/requests/"]
    paths += [f"/en/requests/{pk}/" for pk in CooperationRequest.objects.values_list("pk", flat=True)[:6]]
    said = "".join(client.get(path).content.decode() for path in paths)
    said += "".join(OutboxMail.objects.filter(to=person.email).values_list("text", flat=True))
    assert {secret(actor) for actor in actors if secret(actor) in said} <= allowed
    public = "".join(Client().get(path).content.decode() for path in paths)
    assert "secret-" not in public.replace("q=secret", "")


def secret(actor) -> str:
    """The personal address of an actor."""
    return f"secret-{actor.pk}@example.org"


def _introduced_to(actor, actors) -> list:
    """The actor itself and those it has been introduced to."""
    met = Introduction.objects.standing().filter(
        request__in=CooperationRequest.objects.filter(status="accepted")
    )
    pairs = {frozenset(pair) for pair in met.values_list("request__sender", "request__recipient")}
    return [other for other in actors if other.pk == actor.pk or {actor.pk, other.pk} in pairs]


def _play(actions, capacities) -> tuple[list, dict]:
    makers = [UkrainianPartnerFactory, PartnerFactory] * 2
    actors = [make(capacity_per_quarter=size) for make, size in zip(makers, capacities, strict=True)]
    people = {actor.pk: keeper_of(actor) for actor in actors}
    for actor in actors:
        Contact.objects.create(
            actor=actor,
            function="Ansprechperson",
            email=secret(actor),
            visibility="matched",
            is_personal=True,
        )
    topic, staff, now = TopicFactory(), secretary(), MONDAY
    for action, one, other in actions:
        now += dt.timedelta(hours=1)
        try:
            with transaction.atomic():
                now = _do(action, actors[one], actors[other], people, topic, staff, now)
        except Refusal:
            pass
        _check(actors, now)
        for actor in actors:
            seen = set(Contact.objects.visible_to(people[actor.pk]).values_list("email", flat=True))
            assert seen == {secret(other) for other in _introduced_to(actor, actors)}
    return actors, people


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
