"""Every page of partnerships takes the same number of queries, however much it shows."""

from __future__ import annotations

import pytest
from django.test import Client

from partnerships.models import Document, HistoryEntry
from tests.factories.partnerships import PartnershipFactory


@pytest.mark.parametrize("number", [1, 3, 15])
def test_the_register_takes_the_same_number_of_queries_for_any_length(
    client: Client, django_assert_num_queries, number: int, db: None
):
    PartnershipFactory.create_batch(number)
    client.get("/de/partnerships/")
    with django_assert_num_queries(2):
        assert client.get("/de/partnerships/").status_code == 200


@pytest.mark.parametrize("number", [0, 1, 5])
def test_the_page_of_a_partnership_takes_the_same_number_of_queries_for_any_length(
    client: Client, django_assert_num_queries, number: int, db: None
):
    partnership = PartnershipFactory()
    for index in range(number):
        HistoryEntry.objects.create(partnership=partnership, title_de=str(index))
        Document.objects.create(partnership=partnership, title=str(index), url="https://example.org/")
        PartnershipFactory(parties=[party.actor for party in partnership.parties.all()])
    client.get(f"/de/partnerships/{partnership.slug}/")
    with django_assert_num_queries(9):
        assert client.get(f"/de/partnerships/{partnership.slug}/").status_code == 200
