"""Figures: what is counted, what is not, and that a filter changes all of them together."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from partnerships.models import Partnership
from partnerships.selectors import snapshot
from partnerships.selectors.missing import without_partner_per_region
from partnerships.selectors.statistics import Statistics
from partnerships.services.cited_figures import load_cited_figures
from partnerships.services.register import Report
from places.models import Place
from tests.factories.partnerships import PartnerFactory, PartnershipFactory, UkrainianPartnerFactory
from tests.factories.places import PlaceFactory, PlaceStatusFactory, RegionFactory

TODAY = dt.date(2026, 11, 22)


def _numbers(**where: object) -> Statistics:
    return Statistics(Partnership.objects.filter(**where), today=TODAY)


def test_growth_counts_the_dated_that_stood_and_says_how_many_have_no_year(register: Report):
    growth = _numbers().growth()
    standing = Partnership.objects.existing()
    assert growth.undated == standing.filter(since_on=None).count()
    assert growth.sums[-1] == standing.dated().count()
    assert growth.sums[0] == standing.filter(since_on__year__lte=2018).count()
    assert growth.sums == sorted(growth.sums)


def test_koeln_dnipro_counts_as_a_project_until_2023_and_as_a_twinning_from_2024(register: Report):
    growth = _numbers(slug="koeln-dnipro").growth(by="kind")
    years = dict(
        zip(growth.years, zip(growth.groups["project"], growth.groups["twinning"], strict=True), strict=True)
    )
    assert (years[2021], years[2022], years[2023], years[2024]) == ((0, 0), (1, 0), (1, 0), (0, 1))


def test_planned_dormant_failed_and_completed_ones_are_not_counted_as_standing(register: Report):
    numbers = _numbers()
    assert numbers.figures()[0].value == 91
    assert numbers.figures()[3].value == 6


def test_every_key_figure_has_a_definition(register: Report):
    assert all(figure.definition for figure in _numbers().figures())


def test_one_partnership_counts_once_in_each_region_it_touches(register: Report):
    counts = _numbers().per_region()
    for region in (
        Partnership.objects.get(slug="essen-riwne")
        .parties.exclude(actor__place__region=None)
        .values_list("actor__place__region", flat=True)
    ):
        own = [
            p
            for p in Partnership.objects.existing()
            if p.parties.filter(actor__place__region=region).exists()
        ]
        assert counts[region] == len(own)


def test_a_filter_changes_all_figures_together(client: Client, register: Report):
    page = client.get("/de/partnerships/statistics/?kind=region").context["page"]
    assert page.figures[0].value == 4
    assert sum(row[1] for row in page.tables["lands"].rows) == 4
    assert page.growth.plan().columns[-1].sum == "4"


@pytest.mark.parametrize("where", [{}, {"kind": "region"}, {"slug": "nobody"}])
def test_all_figures_take_two_queries(django_assert_num_queries, register: Report, where: dict[str, str]):
    snapshot.current()
    with django_assert_num_queries(2):
        numbers = _numbers(**where)
        numbers.growth()
        numbers.growth(by="kind")
        numbers.per_region()
        numbers.per_topic()
        numbers.figures()


def test_a_hromada_counts_as_without_partner_until_its_municipality_has_one(register: Report):
    Place.objects.filter(name_native__in=("Рівне", "Myrhorod", "Pyriatyn")).update(is_hromada_centre=True)
    held = snapshot.current()
    missing = [
        found
        for region, found in without_partner_per_region(held).items()
        if held.regions[region].country_id == "UA"
    ]
    assert sum(found.number for found in missing) == 2
    assert sum(found.of for found in missing) == 3
    assert {place.name_native for found in missing for place in found.largest} == {"Myrhorod", "Pyriatyn"}


def test_an_occupied_place_is_not_said_to_lack_a_partner(register: Report):
    Place.objects.filter(name_native__in=("Рівне", "Myrhorod", "Pyriatyn")).update(is_hromada_centre=True)
    PlaceStatusFactory(place=Place.objects.get(name_native="Myrhorod"))
    missing = without_partner_per_region(snapshot.current())
    assert "Myrhorod" not in {place.name_native for found in missing.values() for place in found.largest}


def test_kinds_stand_in_rows_and_years_in_columns(client: Client, register: Report):
    page = client.get("/en/partnerships/statistics/").context["page"]
    file = page.tables["growth"]
    assert page.kinds.head[1:] == [row[0] for row in file.rows]
    assert [row[0] for row in page.kinds.rows] == list(file.head[1:])
    assert page.kinds.rows[-1][-1] == file.rows[-1][-1]


def test_growth_without_a_dated_beginning_is_a_sentence_instead_of_empty_axes(client: Client, db: None):
    german = PartnerFactory(place=PlaceFactory(region=RegionFactory(slug="undatiert")))
    PartnershipFactory(since_on=None, history=False, parties=[german, UkrainianPartnerFactory()])
    page = client.get("/en/partnerships/statistics/?region=undatiert").content.decode()
    assert "Of none of these partnerships the beginning is known." in page


def test_cited_figures_stand_apart_with_their_source(client: Client, register: Report):
    assert (load_cited_figures(), load_cited_figures()) == (2, 0)
    cited = client.get("/de/partnerships/statistics/").context["page"].cited
    assert [[figure.value for figure in series.figures] for series in cited] == [[6, 36]]
    assert "8. November 2023" in cited[0].source


@pytest.mark.parametrize("table", ["growth", "lands", "oblasts", "topics", "without-partner"])
def test_every_table_is_there_as_a_file(client: Client, register: Report, table: str):
    response = client.get(f"/de/partnerships/statistics/?table={table}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_an_unknown_table_is_refused(client: Client, db: None):
    assert client.get("/de/partnerships/statistics/?table=secrets").status_code == 400
