"""The page of a region."""

from __future__ import annotations

import pytest
from django.test import Client

from partnerships.models import Partnership
from partnerships.services.register import Report
from places.models import Region


def test_the_region_partnership_stands_above_the_municipal_ties(client: Client, register: Report):
    page = client.get("/de/regions/nordrhein-westfalen/").context["page"]
    assert [group.key for group in page.groups] == ["above", "municipal", "operators"]
    assert [tie.slug for tie in page.groups[0].partnerships] == [
        "land-nordrhein-westfalen-oblast-dnipropetrowsk"
    ]
    assert "koeln-dnipro" in {tie.slug for tie in page.groups[1].partnerships}
    assert "gelsenwasser-wasserversorger-krementschuk" in {tie.slug for tie in page.groups[2].partnerships}


@pytest.mark.parametrize("slug", ["nordrhein-westfalen", "oblast-lwiw", "woiwodschaft-oppeln"])
def test_all_ties_into_the_region_are_shown_once(client: Client, register: Report, slug: str):
    page = client.get(f"/de/regions/{slug}/").context["page"]
    shown = [tie.slug for group in page.groups for tie in group.partnerships]
    region = Region.objects.get(slug=slug)
    expected = {
        partnership.slug
        for partnership in Partnership.objects.with_parties()
        if any(party.region == region for party in partnership.parties.all())
    }
    assert sorted(shown) == sorted(expected)
    assert page.total == len(expected)


def test_the_regions_on_the_other_side_are_counted(client: Client, register: Report):
    page = client.get("/de/regions/oblast-dnipropetrowsk/").context["page"]
    assert (page.neighbours[0].slug, page.neighbours[0].ties) == ("nordrhein-westfalen", 4)


def test_a_region_without_ties_says_so(client: Client, register: Report):
    page = client.get("/de/regions/oblast-kirowohrad/").content.decode()
    assert "pw-empty" in page


@pytest.mark.parametrize("slug", ["nordrhein-westfalen", "oblast-kirowohrad", "sachsen"])
def test_every_region_takes_a_constant_number_of_queries(
    client: Client, django_assert_max_num_queries, register: Report, slug: str
):
    with django_assert_max_num_queries(12):
        client.get(f"/de/regions/{slug}/")


def test_an_unknown_region_is_not_found(client: Client, db: None):
    assert client.get("/de/regions/atlantis/").status_code == 404
