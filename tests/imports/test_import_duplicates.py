"""The report of an import names likely duplicates, row by row; nothing is kept out for it."""

from __future__ import annotations

from actors.services.imports import import_actors
from tests.factories.actors import ActorFactory


def test_a_row_that_may_be_there_already_says_so(world, write_csv):
    ActorFactory(
        slug="netz-hilfe",
        name_de="Netzwerk Hilfe Riwne e.V.",
        name_uk="",
        name_en="",
        kind="association",
        place=None,
    )
    report = import_actors(path=write_csv({"name_de": "Netzwerk Hilfe Rivne", "kind": "association"}))
    assert "may be the same actor as netz-hilfe (the same name" in report.rows[0].text


def test_two_rows_of_one_file_are_compared_too(world, write_csv):
    rows = (
        {"name_de": "Bündnis Brücke GmbH", "kind": "company"},
        {"name_de": "Bündnis Brücke", "kind": "company"},
    )
    report = import_actors(path=write_csv(*rows), dry_run=True)
    assert [("same actor" in row.text) for row in report.rows] == [False, True]


def test_a_new_actor_gets_no_warning(world, write_csv):
    ActorFactory(slug="netz-hilfe", name_de="Netzwerk Hilfe Riwne e.V.", kind="association", place=None)
    report = import_actors(path=write_csv({"name_de": "Klinikpartner Zabrze", "kind": "association"}))
    assert "same actor" not in report.rows[0].text
