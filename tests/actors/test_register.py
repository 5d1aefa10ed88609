"""Entering actors and changing their state: refusals, audit, index."""

import pytest

from actors.enums import TRANSITIONS, ActorKind, ActorStatus
from actors.models import Actor, ActorIndex, Topic
from actors.services import register
from actors.services.groups import load_groups
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry
from tests.factories.actors import ActorFactory, TopicFactory
from tests.factories.places import CountryFactory, PlaceFactory, RegionFactory

pytestmark = pytest.mark.django_db
STEPS = {
    ActorStatus.IN_REVIEW: register.submit,
    ActorStatus.PUBLISHED: register.publish,
    ActorStatus.DRAFT: register.return_to_draft,
    ActorStatus.DORMANT: register.mark_dormant,
    ActorStatus.ARCHIVED: register.archive,
}


@pytest.mark.parametrize("before", ActorStatus)
@pytest.mark.parametrize("after", ActorStatus)
def test_only_the_steps_of_the_table_are_possible(before, after):
    actor = ActorFactory(status=before)
    if after in TRANSITIONS[before]:
        STEPS[after](actor=actor, by=None)
        assert Actor.objects.get(pk=actor.pk).status == after
    else:
        with pytest.raises(Refusal):
            STEPS[after](actor=actor, by=None)
        assert Actor.objects.get(pk=actor.pk).status == before


def test_each_step_is_recorded_with_the_person(secretariat):
    actor = ActorFactory(status=ActorStatus.DRAFT, published_at=None)
    register.publish(actor=actor, by=secretariat)
    entry = AuditEntry.objects.get(action="actor.published")
    assert (entry.user, entry.object_id) == (secretariat, str(actor.pk))


def test_only_public_entries_are_in_the_index():
    actor = ActorFactory(status=ActorStatus.DRAFT, published_at=None)
    assert not ActorIndex.objects.exists()
    register.publish(actor=actor, by=None)
    assert ActorIndex.objects.get().actor_id == actor.pk
    register.archive(actor=actor, by=None)
    assert not ActorIndex.objects.exists()


def test_the_status_is_no_ordinary_field(essen):
    with pytest.raises(Refusal):
        register.update_actor(actor=essen, by=None, status=ActorStatus.ARCHIVED)


def test_a_municipality_is_entered_once_per_place():
    load_groups()
    place = PlaceFactory(name_native="Köln", name_de="Köln")
    first = register.ensure_municipality(place=place, is_titled=True, source="A")
    second = register.ensure_municipality(place=place, source="B")
    assert first == second
    assert (first.slug, first.name_de, first.name_en) == ("stadt-koeln", "Stadt Köln", "City of Köln")
    assert Actor.objects.get().source == "A"


def test_city_and_oblast_of_one_name_are_two_actors():
    load_groups()
    region = RegionFactory(slug="oblast-poltawa", country=CountryFactory(code="UA"))
    city = register.ensure_municipality(place=PlaceFactory(region=region, name_de="Poltawa"))
    oblast = register.ensure_municipality(place=PlaceFactory(region=region, name_de="Poltawa", kind="region"))
    assert (city.slug, oblast.slug) == ("poltawa", "poltawa-oblast-poltawa")
    assert (city.kind, oblast.kind) == (ActorKind.MUNICIPALITY, ActorKind.REGION)


def test_what_exists_is_kept_and_only_gaps_are_filled():
    load_groups()
    TopicFactory(slug="wasser")
    options = {"kind": ActorKind.UTILITY, "names": {"de": "Wasserwerk"}}
    first = register.ensure_actor(**options, source="A")
    place = PlaceFactory()
    second = register.ensure_actor(**options, source="B", place=place, topics={"offers": ["wasser"]})
    assert first == second
    found = Actor.objects.get()
    assert (found.source, found.place, found.group.slug) == ("A", place, "municipal-company")
    assert ActorIndex.objects.get().has_offer


def test_an_unknown_topic_is_an_error_and_changes_nothing(essen):
    with pytest.raises(Topic.DoesNotExist):
        register.add_topics(actor=essen, topics={"needs": ["gibt-es-nicht"]})


def test_a_confirmation_sets_the_day(essen):
    register.confirm(actor=essen, by=None)
    assert ActorIndex.objects.get(pk=essen.pk).confirmed_on is not None
