"""A round of 200 × 150 is worked out in seconds and sent once."""

from __future__ import annotations

import random
import time

import pytest

from actors.enums import MembershipRole, TopicRole
from actors.models import Actor, ActorTopic, Membership
from actors.services import index
from partnerships.enums_rounds import RunStatus
from partnerships.models import MatchRound, RoundParticipant, RoundProposal
from partnerships.services.rounds import runs, sending
from tests.factories.accounts import UserFactory
from tests.factories.actors import TopicFactory


@pytest.fixture
def large(secretariat, german, ukrainian) -> MatchRound:
    """200 German and 150 Ukrainian municipalities with needs and offers; one person keeps the first of each side."""
    chance = random.Random(5)
    topics = [TopicFactory() for _ in range(25)]
    with index.postponed():
        sides = [
            [make(f"Ort {country}{n}", int(10 ** chance.uniform(3.7, 6.2))) for n in range(number)]
            for make, country, number in ((german, "DE", 200), (ukrainian, "UA", 150))
        ]
    actors: list[Actor] = [*sides[0], *sides[1]]
    ActorTopic.objects.bulk_create(
        ActorTopic(actor=actor, topic=topic, role=role)
        for actor in actors
        for role in (TopicRole.NEEDS, TopicRole.OFFERS)
        for topic in chance.sample(topics, 3)
    )
    made = MatchRound.objects.create(name="Große Runde", created_by=secretariat)
    RoundParticipant.objects.bulk_create(
        RoundParticipant(
            round=made, actor=actor, country=actor.place.country_id, capacity=chance.choice((1, 1, 2))
        )
        for actor in actors
    )
    for side in sides:
        Membership.objects.create(user=UserFactory(), actor=side[0], role=MembershipRole.OWNER)
    return made


def test_a_large_round_is_worked_out_and_sent(large, secretariat, record_property):
    run = runs.start_run(round=large, by=secretariat)
    begun = time.perf_counter()
    runs.work()
    seconds = time.perf_counter() - begun
    run.refresh_from_db()
    record_property("seconds", round(seconds, 2))
    print(f"200 x 150: {seconds:.2f} s, {run.figures['pairs']} pairs, {run.figures}")
    assert run.status == RunStatus.DONE
    assert run.figures["proven"] is True
    assert all(row.used <= row.capacity for row in run.sides.all())
    assert run.figures["ukrainian"]["after"]["covered"] >= run.figures["ukrainian"]["before"]["covered"]
    assert run.figures["ukrainian"]["after"]["beyond_places"] == 0
    assert seconds < 30
    sent = sending.send_proposals(run=run, by=secretariat)
    assert sent == run.figures["pairs"] == RoundProposal.objects.count()
