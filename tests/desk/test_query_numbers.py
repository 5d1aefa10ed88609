"""Lists cost the same number of queries whether they show one row or fifty."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import ActorGroup
from tests.factories.actors import ActorFactory, TopicFactory
from tests.factories.partnerships import PartnershipFactory, PostingFactory
from tests.factories.places import PlaceFactory

pytestmark = pytest.mark.django_db


def number_of_queries(client, address) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    ("address", "make", "most"),
    [
        ("/admin/actors/actor/", ActorFactory, 14),
        ("/admin/actors/actor/?q=Ort", ActorFactory, 20),
        ("/admin/actors/topic/", TopicFactory, 12),
        ("/admin/partnerships/partnership/", PartnershipFactory, 14),
        ("/admin/partnerships/posting/", PostingFactory, 12),
        ("/admin/places/place/", PlaceFactory, 12),
    ],
)
def test_a_list_of_thirty_costs_what_a_list_of_three_does(secretariat_client, address, make, most):
    group = ActorGroup.objects.create(slug="municipality", name="Kommune")
    assert group
    for _ in range(3):
        make()
    three = number_of_queries(secretariat_client, address)
    for _ in range(27):
        make()
    assert number_of_queries(secretariat_client, address) == three
    assert three <= most
