"""Topics, working groups and the actors of the source documents."""

import csv

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from actors.enums import ActorKind
from actors.models import Actor, ActorGroup, ActorIndex, Contact, Topic, WorkingGroup, WorkingGroupMember
from actors.services import example, load, seeds
from actors.services.seed_tables import KINDS, TOPICS
from actors.services.topics import DATA, PROTECTED
from actors.services.working_groups import load_working_groups
from platform_portal.core.errors import Refusal
from platform_portal.pages.management.commands import make_load
from tests.factories.actors import WorkingGroupFactory
from tests.factories.places import CountryFactory, PlaceFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics(db) -> None:
    call_command("load_topics", verbosity=0)


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_topics_have_fields_names_synonyms_and_protection(topics):
    call_command("load_topics", verbosity=0)  # twice changes nothing
    water = Topic.objects.get(slug="wasserversorgung")
    assert (water.parent.slug, water.name_uk, water.sdgs) == ("feld-daseinsvorsorge", "Водопостачання", [6])
    assert {"Wasserwerk", "водоканал", "vodokanal"} <= set(water.synonyms)
    assert Topic.objects.filter(parent__isnull=False).count() == 73
    assert set(Topic.objects.filter(is_protected=True).values_list("slug", flat=True)) == PROTECTED
    assert ActorGroup.objects.count() == 8


def test_every_text_of_topics_and_groups_is_there_in_three_languages(topics):
    for model in (Topic, ActorGroup, WorkingGroup):
        for row in model.objects.all():
            assert all(getattr(row, f"name_{language}") for language in ("de", "uk", "en")), row


def test_the_six_groups_are_one_object_each_and_two_are_planned(topics):
    first_level = WorkingGroup.objects.filter(parent=None)
    assert first_level.count() == 6
    assert first_level.filter(status="planned").count() == 2
    economy = WorkingGroup.objects.get(slug="wirtschaft")
    assert economy.sub_groups.count() == 3
    assert all(group.topics.exists() and group.source for group in WorkingGroup.objects.all())


def test_every_row_of_a_mapped_kind_has_names_and_every_name_a_row():
    rows = read("actors_from_seeds.csv")
    mapped = {row["name"].replace("\u00a0", " ").strip() for row in rows if row["kind"] in KINDS}
    assert mapped == {row["seed_name"] for row in read("seed_names.csv")}


def test_the_mapped_topics_exist(topics):
    assert set(TOPICS.values()) <= set(Topic.objects.values_list("slug", flat=True))


@pytest.fixture
def places(db) -> None:
    """The few places the checks below need; whoever is missing has no place."""
    west = RegionFactory(slug="nordrhein-westfalen", name_native="Nordrhein-Westfalen")
    east = RegionFactory(
        slug="oblast-riwne", country=CountryFactory(code="UA"), name_native="Рівненська область"
    )
    for name in ("Essen", "Köln", "Dortmund", "Berlin"):
        PlaceFactory(region=west, name_native=name, name_de=name, population=500_000)
    PlaceFactory(
        region=east,
        name_native="Рівне",
        name_de="Riwne",
        name_uk="Рівне",
        name_en="Rivne",
        population=240_000,
    )


def test_organisations_become_actors_and_nothing_else(topics, places):
    first = seeds.load_seed_actors()
    second = seeds.load_seed_actors()
    assert first == second == Actor.objects.count() == len(read("seed_names.csv"))
    slugs = set(Actor.objects.values_list("slug", flat=True))
    assert {"stadt-essen", "riwne", "giz", "skew", "lvr", "lvr-klinikverbund"} <= slugs
    assert not Actor.objects.filter(name_de__icontains="Workshop").exists()
    assert not Actor.objects.filter(name_de__icontains="Poltawa").exists()


def test_actors_of_the_sources_are_published_unconfirmed_and_name_their_source(topics, places):
    seeds.load_seed_actors()
    assert not Actor.objects.exclude(status="published").exists()
    assert not Actor.objects.filter(last_confirmed_on__isnull=False).exists()
    assert not Actor.objects.filter(source="").exists()
    assert Actor.objects.get(slug="vku-nrw").parent.slug == "vku"
    assert Actor.objects.get(slug="engagement-global-duesseldorf").parent.slug == "engagement-global"
    assert Actor.objects.get(slug="stadt-essen").kind == ActorKind.MUNICIPALITY


def test_invented_content_is_marked_and_has_no_real_address(topics, places):
    seeds.load_seed_actors()
    number = example.load_example_actors()
    assert number == example.load_example_actors() == Actor.objects.filter(is_example=True).count()
    assert all(contact.email.endswith("@example.org") for contact in Contact.objects.all())
    assert not Contact.objects.filter(is_personal=True).exists()


@override_settings(PORTAL_EXAMPLE_WORLD=False)
def test_invented_content_is_refused_outside_the_example_world():
    with pytest.raises(Refusal):
        example.load_example_actors()
    with pytest.raises(CommandError):
        call_command("make_load", actors=1, verbosity=0)


def test_load_is_made_in_the_number_asked_for_and_replaced(topics, places):
    assert load.make_actors(50) == 50
    assert load.make_actors(20) == 20
    assert Actor.objects.filter(slug__startswith="load-").count() == 20


def test_what_nobody_makes_is_refused_before_anything_is_made(topics, places, monkeypatch):
    monkeypatch.setattr(make_load, "makers", lambda: {"actors": load.makers()["actors"]})
    with pytest.raises(CommandError, match="subscribers"):
        call_command("make_load", actors=5, subscribers=5, verbosity=0)
    assert not Actor.objects.exists()


def test_invented_members_of_groups_are_marked_wherever_they_are_counted(client, topics, places):
    seeds.load_seed_actors()
    load_working_groups()
    essen = Actor.objects.get(slug="stadt-essen")
    group = WorkingGroup.objects.get(slug="staedtischer-wiederaufbau")
    WorkingGroupMember.objects.create(
        group=WorkingGroup.objects.get(slug="wirtschaft"), actor=essen, source="Test"
    )
    example.load_example_actors()
    assert {"stadt-essen", "riwne"} <= {member.actor.slug for member in group.members.invented()}
    assert group.members.invented().count() == group.members.count()
    own = WorkingGroup.objects.get(slug="wirtschaft").members.invented()
    assert "stadt-essen" not in {member.actor.slug for member in own}
    links = client.get("/de/actors/stadt-essen/").context["profile"].working_groups
    assert {link.name: link.is_example for link in links}[group.name_de] is True
    assert group.pk in ActorIndex.objects.get(actor=essen).working_groups


def test_a_group_without_members_says_nothing_about_them(client):
    WorkingGroupFactory(slug="leer", name="Leer")
    assert "pw-card__foot" not in client.get("/de/working-groups/").content.decode()
