"""Two entries of one actor are found across scripts and spellings; namesakes are not taken for one."""

from __future__ import annotations

import pytest

from actors.enums import ActorStatus, DuplicateStatus
from actors.models import DuplicateSuspicion
from actors.services import duplicate_decisions, duplicate_search, register
from actors.services.duplicate_names import Stem, alike, stems
from actors.services.duplicates import Entry, Finder, likeness
from platform_portal.core.errors import Refusal
from tests.factories.actors import ActorFactory, ActorGroupFactory
from tests.factories.places import PlaceFactory

RIWNE = ("Рівне", "Riwne", "Rivne", "Równe")


def entry(key: int, name: str, kind: str = "municipality", **facts: object) -> Entry:
    return Entry(key, f"e{key}", tuple(name.split(" / ")), kind, **facts)  # type: ignore[arg-type]


SAME = [
    (entry(1, "Stadt Riwne", place=7, place_names=RIWNE), entry(2, "Рівненська міська рада", place=7, place_names=RIWNE)),
    (entry(1, "Stadt Riwne", place=7, place_names=RIWNE), entry(2, "Рівненська міська рада")),
    (entry(1, "Stadt Riwne"), entry(2, "Рівненська міська рада", "state-body")),
    (entry(1, "Stadt Kyjiw"), entry(2, "Київська міська рада")),
    (entry(1, "Stadt Odessa"), entry(2, "Одеська міська рада")),
    (entry(1, "Lwiw"), entry(2, "Львівська міська рада")),
    (entry(1, "Sumy"), entry(2, "Сумська міська рада")),
    (entry(1, "Luzk"), entry(2, "Луцька міська рада")),
    (entry(1, "Tscherniwzi"), entry(2, "Чернівецька міська рада")),
    (entry(1, "Schytomyr"), entry(2, "Житомирська міська рада")),
    (entry(1, "Stadt Charkiw"), entry(2, "Kharkiv City Council")),
    (entry(1, "Stadt Saporischschja"), entry(2, "Запорізька міська рада")),
    (entry(1, "Iwano-Frankiwsk"), entry(2, "Івано-Франківська міська рада")),
    (entry(1, "Stadtwerke Essen AG", "utility", place=9), entry(2, "Stadtwerke Essen", "utility", place=9)),
    (entry(1, "Verein Riwne-Hilfe e.V.", "association", place=9), entry(2, "Riwne Hilfe eV", "association", place=9)),
    (entry(1, "Wodokanal Riwne", "utility", place=7, place_names=RIWNE),
     entry(2, "КП «Рівненський водоканал»", "utility", place=7, place_names=RIWNE)),
    (entry(1, "Bündnis Deutsch-Ukrainischer Organisationen e.V.", "diaspora"), entry(2, "Bündnis deutsch-ukrainischer Organisationen", "diaspora")),
    (entry(1, "Universität Duisburg-Essen", "university", place=9, host="uni-due.de"),
     entry(2, "University of Duisburg-Essen", "university", place=9, host="uni-due.de")),
]  # fmt: skip
DIFFERENT = [
    (entry(1, "Stadt Poltawa", place=3), entry(2, "Oblast Poltawa", "region", place=4)),
    (entry(1, "Stadt Riwne", place=7, place_names=RIWNE), entry(2, "Рівненська обласна рада", "state-body")),
    (entry(1, "Stadt Riwne", place=7, place_names=RIWNE), entry(2, "Рівненський район", "district")),
    (entry(1, "Stadt Poltawa", place=3), entry(2, "Abfallverband von vier Hromadas in der Oblast Poltawa", "municipal-association")),
    (entry(1, "Stadt Bern"), entry(2, "Stadt Berlin")),
    (entry(1, "Tschernihiw"), entry(2, "Чернівецька міська рада")),
    (entry(1, "Stadt Cherson"), entry(2, "Харківська міська рада")),
    (entry(1, "Neustadt", place=21), entry(2, "Neustadt", place=22)),
    (entry(1, "Caritas", "association", place=5, host="caritas.de"), entry(2, "Caritas", "association", place=6, host="caritas.de")),
    (entry(1, "Stadt Essen", place=9, host="essen.de"), entry(2, "Stadtwerke Essen", "utility", place=9, host="essen.de")),
    (entry(1, "Technische Universität Berlin", "university", place=5), entry(2, "Freie Universität Berlin", "university", place=5)),
    (entry(1, "Universität Essen", "university", place=9, host="u.de"),
     entry(2, "Universität Essen, Fakultät", "university", place=9, host="u.de", parent=1)),
    (entry(1, "Freiburg", place=30, country="DE"), entry(2, "Freiburg", country="CH")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME, ids=lambda found: found.names[0])
def test_one_actor_is_found(one, other):
    assert likeness(one, other, {}).is_suspected
    assert likeness(other, one, {}).is_suspected


@pytest.mark.parametrize(("one", "other"), DIFFERENT, ids=lambda found: found.names[0])
def test_two_actors_are_not_taken_for_one(one, other):
    assert not likeness(one, other, {}).is_suspected


def test_legal_forms_and_words_for_councils_do_not_count():
    assert stems("Рівненська міська рада") == frozenset({Stem("rivnens", is_adjective=True)})
    assert stems("Stadtwerke Essen GmbH") == stems("Stadtwerke Essen")


def test_a_name_made_of_forms_only_keeps_them():
    assert stems("Stadt") != frozenset()


def test_short_words_are_not_mixed_up():
    assert not alike(Stem("bern"), Stem("berlin"))


@pytest.mark.parametrize(("one", "other"), SAME, ids=lambda found: found.names[0])
def test_blocks_let_the_pairs_meet(one, other):
    assert [(a.key, b.key) for a, b, _known in Finder([one, other]).pairs()] == [(1, 2)]
    assert [found.key for found, _known in Finder([one, other]).like(other)] == [1]


@pytest.fixture
def riwne(db):
    place = PlaceFactory(name_native="Рівне", name_de="Riwne", name_uk="Рівне", name_en="Rivne")
    first = ActorFactory(slug="stadt-riwne", name_de="Stadt Riwne", name_uk=None, name_en=None, place=place)
    second = ActorFactory(
        slug="rivnenska-rada",
        name_de="Рівненська міська рада",
        name_uk="Рівненська міська рада",
        name_en=None,
        place=place,
    )
    return first, second


def test_the_nightly_search_finds_riwne_once(riwne):
    assert [duplicate_search.search_all().new, duplicate_search.search_all().new] == [1, 0]
    found = DuplicateSuspicion.objects.get()
    assert ({found.first, found.second}, found.status) == (set(riwne), DuplicateStatus.OPEN)


def test_what_was_called_different_is_not_suspected_again(riwne, secretariat):
    duplicate_search.search_all()
    duplicate_decisions.tell_apart(suspicion=DuplicateSuspicion.objects.get(), by=secretariat)
    duplicate_search.search_all()
    assert DuplicateSuspicion.objects.get().status == DuplicateStatus.DIFFERENT
    with pytest.raises(Refusal):
        duplicate_decisions.tell_apart(suspicion=DuplicateSuspicion.objects.get(), by=secretariat)


def test_a_suspicion_that_no_longer_holds_is_withdrawn(riwne):
    duplicate_search.search_all()
    register.update_actor(actor=riwne[1], by=None, kind="region")
    assert duplicate_search.search_all().withdrawn == 1
    assert not DuplicateSuspicion.objects.exists()


def test_archived_entries_are_not_compared(riwne):
    register.archive(actor=riwne[1], by=None)
    assert duplicate_search.search_all().found == 0


def test_a_new_entry_is_compared_at_once(riwne, secretariat):
    new = register.create_actor(
        by=secretariat, slug="miskrada", name_de="Рівненська міськрада", kind="municipality",
        group=ActorGroupFactory(), status=ActorStatus.DRAFT,
    )  # fmt: skip
    pairs = DuplicateSuspicion.objects.filter(second=new).values_list("first__slug", flat=True)
    assert sorted(pairs) == ["rivnenska-rada", "stadt-riwne"]


def test_numbers_of_queries_do_not_grow_with_the_register(riwne, django_assert_num_queries):
    with django_assert_num_queries(6):
        duplicate_search.search_for(actor=riwne[0])
    for number in range(5):
        ActorFactory(slug=f"further-{number}")
    with django_assert_num_queries(5):
        duplicate_search.search_for(actor=riwne[0])
