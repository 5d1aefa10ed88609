"""`/api/v1/partnerships/`."""

from __future__ import annotations

import pytest
from django.test import Client

from partnerships.services.register import Report

URL = "/api/v1/partnerships/"


def test_the_list_has_the_common_envelope(client: Client, register: Report):
    answer = client.get(f"{URL}?page_size=2").json()
    assert (answer["count"], len(answer["results"]), answer["previous"]) == (106, 2, None)
    assert "page=2" in answer["next"]


def test_a_partnership_has_parties_history_and_source(client: Client, register: Report):
    row = client.get(f"{URL}?q=Zabrze").json()["results"][0]
    assert (row["slug"], row["kind"], row["status"], row["since"]) == (
        "essen-riwne",
        "solidarity",
        "active",
        "2022-05",
    )
    assert [(party["role"], party["country"]) for party in row["parties"]] == [
        ("partner", "DE"),
        ("bridge", "PL"),
        ("partner", "UA"),
    ]
    assert row["parties"][2]["name"] == "Рівне"
    assert set(row["parties"][2]["names"]) == {"de", "uk", "en", "pl"}
    assert [entry["date"] for entry in row["history"]] == ["2022", "2022-05", "2023-02-23"]
    assert "essen.de" in row["source"]


def test_the_two_kinds_of_koeln_dnipro_are_in_its_history(client: Client, register: Report):
    row = client.get(f"{URL}?q=Köln Dnipro").json()["results"][0]
    assert [entry["kind"] for entry in row["history"] if entry["kind"]] == ["project", "twinning"]


def test_filters_are_those_of_the_page(client: Client, register: Report):
    page = client.get("/de/partnerships/?kind=operator&region=hamburg").context["register"].total
    assert client.get(f"{URL}?kind=operator&region=hamburg").json()["count"] == page == 1


@pytest.mark.parametrize(
    "query", ["kind=x", "page_size=0", "page_size=201", "format=xml", "q=" + "a" * 201, "q=%00"]
)
def test_nonsense_is_refused_with_a_detail(client: Client, db: None, query: str):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 400
    assert list(response.json()) == ["detail"]


def test_a_page_that_does_not_exist_is_not_found(client: Client, db: None):
    assert client.get(f"{URL}?page=99").status_code == 404


def test_a_list_of_any_length_takes_the_same_number_of_queries(
    client: Client, django_assert_num_queries, register: Report
):
    for size in (1, 50):
        client.get(f"{URL}?page_size={size}")
        with django_assert_num_queries(6):
            client.get(f"{URL}?page_size={size}")


def test_files_are_there_as_csv_and_geojson(client: Client, register: Report):
    assert client.get(f"{URL}?format=csv")["Content-Type"] == "text/csv; charset=utf-8"
    assert client.get(f"{URL}?format=geojson").json()["type"] == "FeatureCollection"
