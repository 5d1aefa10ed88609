"""The index follows every change, knows what upper apps add, and is the same when built anew."""

import pytest
from django.forms.models import model_to_dict

from actors.models import ActorIndex, ActorTopic
from actors.selectors import snapshot
from actors.services import index, register
from tests.factories.actors import ActorFactory, TopicFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db


def state() -> list[dict[str, object]]:
    return [model_to_dict(row) | {"document": row.document} for row in ActorIndex.objects.order_by("pk")]


def test_building_anew_changes_nothing(rivne, essen):
    ActorFactory(in_groups=[WorkingGroupFactory()], works_on=[TopicFactory()])
    before = state()
    assert index.rebuild() == 3
    assert state() == before


def test_upper_apps_contribute(essen, monkeypatch):
    topic = TopicFactory()
    given = {essen.pk: index.Contribution(needs={topic.pk}, has_offer=True, partnerships=3)}
    monkeypatch.setattr(index, "_contributors", [])
    index.contribute(lambda ids: {pk: given[pk] for pk in ids if pk in given})
    index.refresh([essen.pk])
    row = ActorIndex.objects.get(pk=essen.pk)
    assert (row.has_need, row.has_offer, row.partnership_count) == (True, True, 3)
    assert topic.pk in row.topics
    assert topic.pk in row.needs


def test_postponed_refreshes_are_done_once_at_the_end(essen):
    ActorIndex.objects.all().delete()
    with index.postponed():
        for _ in range(5):
            index.refresh([essen.pk])
        assert not ActorIndex.objects.exists()
    assert ActorIndex.objects.count() == 1


def test_readers_notice_a_change_at_once(essen):
    before = snapshot.current()
    assert snapshot.current() is before
    register.add_topics(actor=essen, topics={"needs": [TopicFactory().slug]})
    assert snapshot.current() is not before


def test_a_large_index_is_read_again_only_after_a_while(essen, monkeypatch):
    held = snapshot.current()
    monkeypatch.setattr(snapshot, "LARGE", 1)
    index.announce()
    assert snapshot.current() is held
    monkeypatch.setattr(held, "read_at", held.read_at - snapshot.PATIENCE - 1)
    assert snapshot.current() is not held


def test_a_field_above_a_topic_is_in_the_index(essen):
    field = TopicFactory()
    topic = TopicFactory(parent=field)
    ActorTopic.objects.create(actor=essen, topic=topic)
    index.refresh([essen.pk])
    assert {field.pk, topic.pk} <= set(ActorIndex.objects.get(pk=essen.pk).topics)
