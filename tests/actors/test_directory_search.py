"""Search finds names, places and topics in every script and with typing errors."""

import pytest

from actors.models import Actor
from actors.selectors import search
from actors.services import index, register
from places.enums import NameKind
from places.models import PlaceName
from places.names import fold, sound_key
from tests.factories.actors import ActorFactory, TopicFactory

pytestmark = pytest.mark.django_db


def found(term: str) -> list[str]:
    names = dict(Actor.objects.values_list("pk", "slug"))
    return [names[int(pk)] for pk in search.find(term).best]


@pytest.mark.parametrize("term", ["Riwne", "rivne", "Рівне", "РІВНЕ", "Równe", "Rivn", "Riwnee"])
def test_a_city_is_found_by_its_names_in_any_script(rivne, essen, term):
    assert found(term) == ["riwne"]


def test_other_names_of_the_place_are_found_too(essen):
    place = essen.place
    PlaceName.objects.create(
        place=place,
        name="Astnide",
        language="de",
        kind=NameKind.FORMER,
        folded=fold("Astnide"),
        sound=sound_key("Astnide"),
    )
    index.rebuild()
    assert found("Astnide") == ["stadt-essen"]


@pytest.mark.parametrize("term", ["Auslandsgeselschaft", "Auslandsgesellschft", "auslandsgesellschaf"])
def test_a_typing_error_finds_the_nearest_name(essen, term):
    ActorFactory(slug="ag", name="Auslandsgesellschaft.de e.V.")
    assert found(term) == ["ag"]


def test_a_guess_is_told(essen):
    ActorFactory(slug="dortmund", name="Stadt Dortmund")
    assert search.find("Dortmunt").guessed
    assert not search.find("Dortmund").guessed


def test_every_word_must_fit(rivne, essen):
    assert found("stadt essen") == ["stadt-essen"]
    assert found("stadt riwne") == []


def test_a_topic_is_found_by_its_synonyms_and_a_new_synonym_at_once():
    topic = TopicFactory(slug="wasser", name="Wasserversorgung", synonyms=["водоканал"])
    ActorFactory(slug="werk", works_on=[topic])
    assert found("Водоканал") == ["werk"]
    topic.synonyms = ["Brunnen"]
    topic.save()
    index.refresh_vocabulary()
    assert (found("Brunnen"), found("Водоканал")) == (["werk"], [])


def test_the_name_counts_more_than_the_topic_or_the_text():
    topic = TopicFactory(name="Sport")
    ActorFactory(slug="thema", name="Amt A", works_on=[topic])
    ActorFactory(slug="name", name="Verein Sport", kind="association")
    ActorFactory(slug="text", name="Amt B", description_de="Wir machen Sport")
    assert found("sport")[0] == "name"
    assert set(found("sport")) == {"thema", "name", "text"}


@pytest.mark.parametrize(
    "term", ["", "   ", "!!!", "'", "' | 'x", "a:*", "\\", "&", "((", "%", "_" * 50, "x" * 200, "🙂"]
)
def test_no_term_breaks_the_query(essen, term):
    assert "stadt-essen" not in found(term)


def test_whoever_leaves_the_public_pages_is_no_longer_found(essen):
    register.archive(actor=essen, by=None)
    assert found("Essen") == []


def test_a_new_name_is_found_and_the_old_one_not(essen):
    register.update_actor(actor=essen, by=None, name_de="Ruhrstadt", name_uk="Рурштадт", name_en="Ruhr City")
    assert found("Ruhrstadt") == ["stadt-essen"]
    assert Actor.objects.get(pk=essen.pk).name_de == "Ruhrstadt"


def test_the_page_says_that_spellings_were_guessed(client):
    ActorFactory(name="Stadt Dortmund")
    page = client.get("/en/actors/?q=Dortmunt").content.decode()
    assert "similar spellings" in page
