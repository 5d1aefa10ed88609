"""The page of one partnership."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import translation

from partnerships.models import HistoryEntry, Partnership
from partnerships.selectors.partnership import sources_of, steps_of
from partnerships.services.cited_figures import load_cited_figures
from partnerships.services.register import Report
from tests.factories.partnerships import PartnershipFactory


def test_the_page_names_all_partners_in_the_language_of_the_page(client: Client, register: Report):
    page = client.get("/uk/partnerships/essen-riwne/").content.decode()
    assert "Рівне" in page
    assert page.count("<h1") == 1


def test_the_time_line_keeps_the_order_and_the_exactness_of_the_dates(register: Report):
    with translation.override("de"):
        steps = steps_of(Partnership.objects.get(slug="koeln-dnipro"))
    assert [step.date for step in steps] == ["29. Juni 2022", "27. Oktober 2022", "28. August 2024"]
    assert [step.state for step in steps] == ["done", "done", "now"]


def test_a_beginning_without_date_comes_first_other_undated_entries_last(db: None):
    partnership = PartnershipFactory(since_on=None, history=False)
    for title, kind, on in (("a", "", None), ("b", "", dt.date(2020, 1, 1)), ("c", "twinning", None)):
        HistoryEntry.objects.create(partnership=partnership, title_de=title, kind=kind, on=on)
    with translation.override("de"):
        steps = steps_of(partnership)
    assert [step.title for step in steps] == ["c", "b", "a"]


def test_the_region_partnership_stands_above_the_municipal_one_and_the_other_way_round(
    client: Client, register: Report
):
    city = client.get("/de/partnerships/koeln-dnipro/").context["page"]
    region = client.get("/de/partnerships/land-nordrhein-westfalen-oblast-dnipropetrowsk/").context["page"]
    assert [above.slug for above in city.above] == [region.partnership.slug]
    below = {partnership.slug for partnership in region.below}
    assert {"koeln-dnipro", "leverkusen-nikopol", "bav-city-park-management-nikopol"} <= below
    assert city.below == []


def test_the_note_on_the_source_and_how_well_it_is_documented_are_shown(client: Client, register: Report):
    page = client.get("/de/partnerships/bav-ecoservice-2022/").content.decode()
    assert "tatsächlich Abfallzweckverband EcoService-2022" in page


@pytest.mark.parametrize(
    "path",
    [
        "/de/",
        "/de/partnerships/bav-ecoservice-2022/",
        "/de/partnerships/essen-riwne/",
        "/de/partnerships/statistics/",
        "/api/v1/partnerships/?page_size=100",
        "/api/v1/partnerships/?format=csv",
        "/api/v1/partnerships/?format=geojson",
    ],
)
def test_no_key_of_the_compilation_is_shown_to_readers(client: Client, register: Report, path: str):
    load_cited_figures()
    response = client.get(path)
    assert response.status_code == 200
    page = response.content.decode()
    assert not [word for word in ("seed 0", "documented trilateral", "documented:") if word in page]


def test_an_unknown_partnership_is_not_found(client: Client, db: None):
    assert client.get("/de/partnerships/gibt-es-nicht/").status_code == 404


def test_sources_are_named_once_and_linked_where_they_are_an_address():
    text = "essen.de/riwne.html; Bericht; Bericht; stadt-koeln.de/.../dnipro; zfk.de 2022-08"
    assert sources_of(text) == [
        ("essen.de/riwne.html", "https://essen.de/riwne.html"),
        ("Bericht", ""),
        ("stadt-koeln.de/.../dnipro", ""),
        ("zfk.de 2022-08", ""),
    ]
