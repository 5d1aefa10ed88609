"""The register in memory: read once, and anew after every change, by whatever way it was made."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actors.models import Actor, Topic
from partnerships.models import HistoryEntry, Partnership
from partnerships.selectors import snapshot
from places.models import Place, Region
from tests.factories.partnerships import PartnershipFactory, TopicFactory

pytestmark = pytest.mark.django_db

CHANGES: dict[str, Callable[[Partnership], object]] = {
    "status": lambda one: Partnership.objects.filter(pk=one.pk).update(status="dormant"),
    "party": lambda one: one.parties.all()[:1].get().delete(),
    "history": lambda one: HistoryEntry.objects.create(partnership=one, title_de="Besuch"),
    "topic": lambda one: one.topics.add(TopicFactory(slug="sport")),
    "name of a topic": lambda _one: Topic.objects.update(name_de="anders"),
    "name of an actor": lambda _one: Actor.objects.update(name_de="anders"),
    "name of a place": lambda _one: Place.objects.update(name_de="anders"),
    "name of a region": lambda _one: Region.objects.update(name_de="anders"),
    "deleted": lambda one: one.delete(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen_at_once(change: str):
    partnership = PartnershipFactory()
    partnership.topics.add(TopicFactory(slug="wasser"))
    before = snapshot.current()
    CHANGES[change](partnership)
    assert snapshot.current() is not before


def test_an_unchanged_register_is_read_once(django_assert_num_queries):
    PartnershipFactory()
    before = snapshot.current()
    with django_assert_num_queries(1):
        assert snapshot.current() is before


def test_a_row_answers_as_the_model_does():
    partnership = PartnershipFactory()
    (row,) = snapshot.current().rows
    for name in ("slug", "family", "names_here", "title_here", "since_on"):
        assert getattr(row, name) == getattr(partnership, name)
    for name in ("get_absolute_url", "get_kind_display", "get_status_display", "get_confidence_display"):
        assert getattr(row, name)() == getattr(partnership, name)()
