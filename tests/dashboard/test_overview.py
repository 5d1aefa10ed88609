"""The dashboard: figures, filter, growth, protected needs."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partnerships.enums import PartnershipKind, PartnershipStatus
from partnerships.models import CitedFigure, HistoryEntry, Partnership
from partnerships.selectors.statistics import Statistics
from platform_portal.core.visibility import Visibility
from platform_portal.pages.selectors import overview_numbers
from tests.factories.partnerships import (
    CitedFigureFactory,
    PartnerFactory,
    PartnershipFactory,
    PostingFactory,
    TopicFactory,
    UkrainianPartnerFactory,
)
from tests.factories.places import CountryFactory, PlaceFactory, PlaceStatusFactory, RegionFactory

pytestmark = pytest.mark.django_db


def figures(client: Client, query: str = "") -> list[int]:
    """The four key figures: partnerships, triangles, Ukrainian places, published requests."""
    return [figure.value for figure in client.get(f"/en/{query}").context["figures"]]


def oblast(slug: str) -> dict:
    """A Ukrainian place in an oblast of its own."""
    region = RegionFactory(slug=slug, name_native=slug, country=CountryFactory(code="UA"), kind="oblast")
    return {"place": PlaceFactory(region=region, name_native=f"Stadt in {slug}")}


def two_partnerships() -> None:
    """One on water from Bayern to Lwiw, one on schools from Hessen to Riwne, each with a posting of the Ukrainian side."""
    for land, ukrainian, topic in (("bayern", "lwiw", "wasser"), ("hessen", "riwne", "schule")):
        german = PartnerFactory(place=PlaceFactory(region=RegionFactory(slug=land)))
        partner = UkrainianPartnerFactory(**oblast(ukrainian))
        partnership = PartnershipFactory(parties=[german, partner])
        partnership.topics.add(TopicFactory(slug=topic))
        PostingFactory(
            actor=partner, topics=[TopicFactory(slug=topic)], is_published_request=True, source="test"
        )


def test_key_figures_count_standing_partnerships_only(client: Client):
    PartnershipFactory()
    PartnershipFactory(status=PartnershipStatus.DORMANT, has_bridge=True)
    for status in (PartnershipStatus.PLANNED, PartnershipStatus.ENDED, PartnershipStatus.FAILED):
        PartnershipFactory(status=status)
    assert figures(client) == [1, 0, 1, 0]


def test_every_key_figure_has_its_definition(client: Client):
    page = client.get("/en/")
    assert all(figure.definition in page.content.decode() for figure in page.context["figures"])
    assert len(page.context["figures"]) == 4


@pytest.mark.parametrize(
    "query", ["?region=lwiw", "?region=bayern", "?topic=wasser", "?region=lwiw&topic=wasser"]
)
def test_the_filter_changes_everything_together(client: Client, query: str):
    two_partnerships()
    whole, part = client.get("/en/").context, client.get(f"/en/{query}").context
    assert [figure.value for figure in whole["figures"]] == [2, 0, 2, 2]
    assert [figure.value for figure in part["figures"]][:3] == [1, 0, 1]
    for name in ("on_map", "partnerships"):
        assert (len(whole[name]), len(part[name])) == (2, 1)
    assert (sum(whole["growth"].totals[-1:]), sum(part["growth"].totals[-1:])) == (2, 1)
    assert (len(whole["spread"].chart.items), len(part["spread"].chart.items)) == (2, 1)


def test_the_filter_changes_postings_and_actors_too(client: Client):
    two_partnerships()
    context = client.get("/en/?region=riwne").context
    assert [card.posting.actor.place.region.slug for card in context["openings"].newest] == ["riwne"]
    assert [actor.place.region.slug for actor in context["actors"]] == ["riwne"]


def test_a_field_of_topics_includes_its_topics(client: Client):
    two_partnerships()
    field = TopicFactory(slug="feld-versorgung")
    topic = TopicFactory(slug="wasser")
    topic.parent = field
    topic.save()
    assert figures(client, "?topic=feld-versorgung") == [1, 0, 1, 1]


def test_the_group_narrows_to_partnerships_with_such_a_party(client: Client):
    two_partnerships()
    assert figures(client, "?group=municipality") == [2, 0, 2, 2]


def test_what_leaves_nothing_names_the_next_step(client: Client):
    two_partnerships()
    TopicFactory(slug="leer")
    page = client.get("/en/?topic=leer")
    assert page.context["is_empty"]
    assert "Nothing fits this filter yet" in page.content.decode()
    assert 'href="/en/"' in page.content.decode()


@pytest.mark.parametrize(
    "query", ["?group=x", "?topic=x", "?region=x", f"?region={'x' * 5000}", "?region=%00"]
)
def test_unknown_values_are_answered_with_400(client: Client, query: str):
    assert client.get(f"/en/{query}").status_code == 400


def test_protected_needs_are_only_counted(client: Client):
    PostingFactory(title_de="Offen", title_en="Open one")
    PostingFactory(title_de="Geheim", title_en="Hidden one", visibility=Visibility.MATCHED)
    page = client.get("/en/")
    assert (page.context["openings"].hidden, "Open one" in page.content.decode()) == (1, True)
    assert "Hidden one" not in page.content.decode()


@pytest.mark.parametrize("query", ["?region=lwiw", "?topic=wasser", "?group=municipality"])
def test_a_filter_never_counts_protected_needs(client: Client, query: str):
    two_partnerships()
    TopicFactory(slug="leer")
    before = figures(client, query)
    actor = Partnership.objects.filter(topics__slug="wasser").get().parties.get(position=1).actor
    for who in ({"actor": actor}, {"actor": None, "place": actor.place}):
        PostingFactory(
            **who, topics=[TopicFactory(slug="wasser")], visibility=Visibility.MEMBERS,
            is_published_request=True, source="test",
        )  # fmt: skip
    assert figures(client, query) == before
    assert figures(client)[3] == 4
    shown = [client.get(f"/en/{which}").context["openings"].hidden for which in ("", query, "?topic=leer")]
    assert shown == [2, 2, 2]


def test_occupied_oblasts_are_not_listed_as_without_a_partnership(client: Client):
    for slug in ("frei", "besetzt"):
        region = oblast(slug)["place"].region
        if slug == "besetzt":
            PlaceStatusFactory(place=None, region=region)
    assert client.get("/de/").context["spread"].without == ["frei"]


def test_the_map_says_how_many_partnerships_it_draws(client: Client):
    for status in (PartnershipStatus.ACTIVE, PartnershipStatus.DORMANT):
        german = PartnerFactory(place=PlaceFactory(lat=51.4, lon=7.0))
        ukrainian = UkrainianPartnerFactory(place=PlaceFactory(lat=50.6, lon=26.2))
        PartnershipFactory(status=status, parties=[german, ukrainian])
    page = client.get("/en/")
    assert page.context["drawn"] == sum(row.tie is not None for row in page.context["on_map"]) == 2
    assert "The map shows 2 partnerships" in page.content.decode()


def test_the_secretariat_sees_protected_needs(secretariat_client: Client):
    PostingFactory(title_de="Geheim", title_en="Hidden one", visibility=Visibility.MATCHED)
    page = secretariat_client.get("/en/")
    assert (page.context["openings"].hidden, "Hidden one" in page.content.decode()) == (0, True)


def test_growth_is_the_stock_at_the_end_of_each_year():
    PartnershipFactory(since_on=dt.date(2022, 5, 1))
    PartnershipFactory(since_on=dt.date(2024, 1, 1), kind=PartnershipKind.OPERATOR)
    PartnershipFactory(
        since_on=dt.date(2022, 1, 1), status=PartnershipStatus.ENDED, until_on=dt.date(2023, 6, 1)
    )
    PartnershipFactory(since_on=None)
    PartnershipFactory(since_on=None, status=PartnershipStatus.DORMANT)
    PartnershipFactory(since_on=None, status=PartnershipStatus.ENDED)
    growth = overview_numbers.growth(
        overview_numbers.ties(Partnership.objects.all()), today=dt.date(2024, 3, 1)
    )
    assert dict(zip(growth.years, growth.totals, strict=True))[2021] == 0
    assert growth.totals[-3:] == (2, 1, 2)
    assert growth.undated == Statistics(Partnership.objects.all()).growth().undated == 1


def test_cited_figures_stand_apart_and_belong_to_their_region(client: Client):
    nrw = RegionFactory(slug="nordrhein-westfalen")
    RegionFactory(slug="bayern")
    CitedFigureFactory(region=nrw, value=6, on=dt.date(2022, 2, 1))
    CitedFigureFactory(region=nrw, value=36, on=dt.date(2023, 11, 1))
    (cited,) = client.get("/en/").context["cited"]
    assert [figure.value for figure in cited.figures] == [6, 36]
    assert client.get("/en/?region=bayern").context["cited"] == []
    assert CitedFigure.objects.count() == 2
    assert figures(client) == [0, 0, 0, 0]


def test_the_number_of_queries_does_not_grow(client: Client):
    two_partnerships()
    client.get("/en/")
    with CaptureQueriesContext(connection) as few:
        client.get("/en/")
    for _ in range(5):
        PostingFactory()
        PartnershipFactory()
    client.get("/en/")
    with CaptureQueriesContext(connection) as many:
        client.get("/en/")
    assert len(many) == len(few) <= 8


def test_an_empty_portal_has_a_dashboard(client: Client):
    assert client.get("/en/").status_code == 200


def test_a_wrong_method_is_answered_with_405(client: Client):
    assert client.post("/en/").status_code == 405


def test_parts_are_kept_for_anonymous_readers_only(client: Client, secretariat_client: Client, settings):
    settings.PORTAL_PART_CACHE_SECONDS = 20
    client.get("/en/")
    PartnershipFactory()
    kept, fresh = client.get("/en/").content.decode(), secretariat_client.get("/en/").content.decode()
    assert ("See 1 partnership" in kept, "See 1 partnership" in fresh) == (False, True)


def test_the_map_puts_the_best_documented_triangle_of_towns_forward(client: Client):
    def three(kind: str = "city") -> list:
        polish = PlaceFactory(region=RegionFactory(country=CountryFactory(code="PL")))
        return [
            PartnerFactory(place=PlaceFactory(kind=kind)),
            PartnerFactory(place=polish),
            UkrainianPartnerFactory(),
        ]

    documented = PartnershipFactory(has_bridge=True, parties=three(), since_on=dt.date(2019, 1, 1))
    HistoryEntry.objects.create(partnership=documented, title_de="Besuch")
    PartnershipFactory(has_bridge=True, parties=three(), since_on=dt.date(2025, 1, 1))
    districts = PartnershipFactory(has_bridge=True, parties=three(kind="district"))
    for number in range(3):
        HistoryEntry.objects.create(partnership=districts, title_de=str(number))
    assert client.get("/de/").context["highlight"] == documented.slug
