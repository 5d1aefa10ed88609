"""What the search page finds among actors, working groups and topics."""

import pytest
from django.contrib.auth.models import AnonymousUser

from actors.selectors import sources
from platform_portal.core import search_registry
from tests.factories.actors import ActorFactory, TopicFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def test_the_sources_are_registered():
    assert {"actors", "working-groups", "topics"} <= {source.key for source in search_registry.sources()}


def test_actors_are_found_and_lead_to_the_directory(rivne, essen):
    found = sources.actors("Рівне", NOBODY, 5)
    assert [hit.url for hit in found.hits] == ["/de/actors/riwne/"]
    assert (found.total, found.all_url) == (1, "/de/actors/?q=%D0%A0%D1%96%D0%B2%D0%BD%D0%B5")


def test_topics_are_found_by_synonym_with_their_number_of_actors():
    ActorFactory(works_on=[TopicFactory(slug="wasser", name="Wasserversorgung", synonyms=["vodokanal"])])
    (hit,) = sources.topics("Vodokanal", NOBODY, 5).hits
    assert (hit.title, hit.url) == ("Wasserversorgung", "/de/actors/?topic=wasser")
    assert "1" in hit.detail


@pytest.mark.parametrize("term", ["Versicherung", "Versich", "Versicherumg"])
def test_working_groups_are_found_with_typing_errors(term):
    WorkingGroupFactory(slug="v", name="Versicherung")
    from actors.services import index

    index.announce()
    assert [hit.url for hit in sources.working_groups(term, NOBODY, 5).hits] == ["/de/working-groups/v/"]


@pytest.mark.parametrize("search", [sources.actors, sources.topics, sources.working_groups])
def test_an_empty_term_finds_nothing(search, essen):
    assert search("", NOBODY, 5).total == 0
