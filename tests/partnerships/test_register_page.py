"""The register as a page: what it shows, how many queries it takes, what it answers to nonsense."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client

from partnerships.models import Partnership
from partnerships.services.register import Report


def test_the_register_shows_the_number_and_the_newest_first(client: Client, register: Report):
    response = client.get("/de/partnerships/")
    assert response.status_code == 200
    shown = [partnership.slug for partnership in response.context["register"].cards]
    expected = list(Partnership.objects.newest_first().values_list("slug", flat=True)[:12])
    assert (response.context["register"].total, shown) == (106, expected)


def test_triangles_are_drawn_over_their_bridge(client: Client, register: Report):
    page = client.get("/de/partnerships/?q=Zabrze").content.decode()
    assert page.count("pw-map__arc--bridge") == 2
    assert "Essen" in page


def test_every_tie_family_has_its_own_class(client: Client, register: Report):
    page = client.get("/de/partnerships/").content.decode()
    for family in ("bridge", "utility", "region"):
        assert f"pw-map__arc--{family}" in page


def test_an_htmx_request_gets_the_results_only(client: Client, register: Report):
    page = client.get(
        "/de/partnerships/", headers={"HX-Request": "true", "HX-Target": "register-result"}
    ).content
    assert b"<html" not in page
    assert b'id="register-result"' in page


def test_a_chosen_filter_has_a_pill_that_leads_to_the_list_without_it(client: Client, register: Report):
    response = client.get("/de/partnerships/?kind=region&region=nordrhein-westfalen")
    assert [pill.url for pill in response.context["pills"]] == ["?region=nordrhein-westfalen", "?kind=region"]


def test_an_empty_result_names_the_next_step(client: Client, register: Report):
    response = client.get("/de/partnerships/?q=Timbuktu")
    assert response.context["register"].total == 0
    assert "pw-empty" in response.content.decode()


def test_counts_of_a_dimension_leave_its_own_choice_out(client: Client, register: Report):
    facets = {facet.name: facet for facet in client.get("/de/partnerships/?kind=region").context["facets"]}
    kinds = {option.value: option.count for option in facets["kind"].options}
    assert kinds["twinning"] == Partnership.objects.filter(kind="twinning").count()
    assert {option.value: option.count for option in facets["bridge"].options} == {"yes": 1, "no": 5}


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=nonsense", 400),
        ("region=atlantis", 400),
        ("topic=unbekannt", 400),
        ("year_from=never", 400),
        ("year_from=99999", 400),
        ("bridge=perhaps", 400),
        ("format=xlsx", 400),
        ("page=1000000000", 400),
        ("page=9999", 404),
        ("page=-1", 400),
        ("q=%00", 400),
        ("q=%ff%fe", 400),
        ("q=" + "a" * 10_000, 400),
        ("q='!*:%26|", 200),
        ("q=%25_", 200),
        ("sort=", 200),
    ],
)
def test_bad_parameters_get_a_clear_answer(client: Client, db: None, query: str, status: int):
    assert client.get(f"/de/partnerships/?{query}").status_code == status


@pytest.mark.parametrize("path", ["partnerships/", "postings/", "partnerships/statistics/"])
def test_pages_are_only_read(client: Client, db: None, path: str):
    assert client.post(f"/de/{path}").status_code == 405


def test_the_csv_file_has_exactly_what_the_filter_finds(client: Client, register: Report):
    text = client.get("/de/partnerships/?kind=region&format=csv").content.decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head[:4] == ["slug", "parties_de", "parties_uk", "parties_en"]
    assert {row[0] for row in rows} == set(
        Partnership.objects.filter(kind="region").values_list("slug", flat=True)
    )


def test_the_geojson_file_joins_the_places_over_the_bridge(client: Client, register: Report):
    found = client.get("/de/partnerships/?q=Zabrze&format=geojson").json()
    assert [feature["id"] for feature in found["features"]] == ["essen-riwne"]
    assert len(found["features"][0]["geometry"]["coordinates"]) == 2
