"""The counts from bits are those of counting one by one, for any index and any choice."""

import random

import pytest

from actors.models import ActorIndex
from actors.selectors.directory import DIMENSIONS, Criteria, Directory
from actors.services import index
from tests.factories.actors import ActorFactory, ActorGroupFactory, TopicFactory, WorkingGroupFactory
from tests.factories.places import CountryFactory, PlaceFactory, RegionFactory

pytestmark = pytest.mark.django_db


def values_of(row: ActorIndex, name: str) -> set[int]:
    return {
        "group": {row.group_id},
        "direction": {number for number, flag in ((1, row.has_need), (2, row.has_offer)) if flag},
        "topic": set(row.topics),
        "country": {ord(row.country[0]) * 256 + ord(row.country[1])} if row.country else set(),
        "region": {row.region_id} - {None},
        "working_group": set(row.working_groups),
    }[name]


def fits(row: ActorIndex, chosen: dict[str, frozenset[int]], but: str = "") -> bool:
    return all(values_of(row, name) & wanted for name, wanted in chosen.items() if name != but)


@pytest.fixture
def crowd(db) -> list[ActorIndex]:
    """140 actors: more than two words of bits, values of every dimension."""
    chance = random.Random(5)
    groups = [ActorGroupFactory(slug=f"gruppe-{number}") for number in range(4)]
    field = TopicFactory()
    topics = [TopicFactory(parent=field if number % 2 else None) for number in range(7)]
    circles = [WorkingGroupFactory() for _ in range(3)]
    regions = [RegionFactory(country=CountryFactory(code=code)) for code in ("DE", "DE", "UA", "PL")]
    places = [PlaceFactory(region=chance.choice(regions)) for _ in range(12)]
    with index.postponed():
        for _ in range(140):
            ActorFactory(
                group=chance.choice(groups),
                place=chance.choice([*places, None]),
                works_on=chance.sample(topics, 2),
                needs=chance.sample(topics, chance.randint(0, 1)),
                offers=chance.sample(topics, chance.randint(0, 1)),
                in_groups=chance.sample(circles, chance.randint(0, 2)),
            )
    return list(ActorIndex.objects.all())


def test_totals_and_facets_equal_brute_force(crowd):
    chance = random.Random(9)
    pools = {name: sorted({value for row in crowd for value in values_of(row, name)}) for name in DIMENSIONS}
    for _ in range(60):
        names = chance.sample(DIMENSIONS, chance.randint(0, 4))
        chosen = {
            name: frozenset(chance.sample(pools[name], min(len(pools[name]), chance.randint(1, 3))))
            for name in names
        }
        directory = Directory(Criteria(chosen=chosen))
        found = {row.actor_id for row in crowd if fits(row, chosen)}
        assert (directory.total, set(directory.ids.tolist())) == (len(found), found)
        for name in DIMENSIONS:
            others = [row for row in crowd if fits(row, chosen, but=name)]
            expected = {value: sum(value in values_of(row, name) for row in others) for value in pools[name]}
            assert directory.facets[name] == {value: count for value, count in expected.items() if count}


def test_the_order_is_total_and_has_everyone_once(crowd):
    for sort in ("relevance", "name", "confirmed"):
        ids = Directory(Criteria(sort=sort, language="uk")).ids.tolist()
        assert (len(ids), len(set(ids))) == (140, 140)


def test_a_choice_nobody_fits_counts_zero(crowd):
    assert Directory(Criteria(chosen={"topic": frozenset({-1})})).total == 0


def test_an_empty_directory_answers():
    directory = Directory(Criteria())
    assert (directory.total, directory.ids.tolist(), directory.facets["topic"]) == (0, [], {})
