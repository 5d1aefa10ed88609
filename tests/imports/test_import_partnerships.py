"""Partnerships from files: sides are understood as in the register, a pair is entered once."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from partnerships.models import Partnership
from partnerships.services.imports import import_partnerships
from platform_portal.core.import_report import ImportReport, Outcome
from platform_portal.core.models import AuditEntry
from tests.factories.actors import ActorFactory

PAIR = {
    "german_side": "Essen", "german_region": "Nordrhein-Westfalen", "ukrainian_side": "Riwne",
    "ukrainian_region": "Rivne", "kind": "Solidaritätspartnerschaft", "since_year": "2022", "source": "Umfrage",
    "confidence": "documented", "note": "Mai 2022", "polish_side": "", "status": "", "topics": "",
}  # fmt: skip


def outcomes(report: ImportReport) -> list[str]:
    return [row.outcome.value for row in report.rows]


def test_a_row_becomes_a_partnership_with_parties_history_and_audit_row(world, write_csv):
    report = import_partnerships(path=write_csv(PAIR | {"polish_side": "Zabrze", "topics": "abwasser"}))
    partnership = Partnership.objects.get()
    assert (outcomes(report), report.rows[0].slug) == (["created"], "essen-riwne")
    assert (partnership.slug, partnership.kind, partnership.since_on.year, partnership.has_bridge) == (
        "essen-riwne", "solidarity", 2022, True,
    )  # fmt: skip
    assert [(party.site, party.role) for party in partnership.parties.all()] == [
        (world["essen"], "partner"),
        (world["zabrze"], "bridge"),
        (world["rivne"], "partner"),
    ]
    assert [entry.kind for entry in partnership.history.all()] == ["solidarity"]
    assert list(partnership.topics.values_list("slug", flat=True)) == ["abwasser"]
    assert partnership.note == "Mai 2022"
    assert AuditEntry.objects.get(action="partnership.imported").details == {"line": 2}


def test_a_second_run_changes_nothing_in_whatever_spelling(world, write_csv):
    import_partnerships(path=write_csv(PAIR))
    before = Partnership.objects.values().get(), Actor.objects.count(), AuditEntry.objects.count()
    again = PAIR | {"ukrainian_side": "Рівне", "ukrainian_region": "Рівненська область", "kind": "twinning"}
    report = import_partnerships(path=write_csv(PAIR, again))
    assert outcomes(report) == ["unchanged", "unchanged"]
    assert "is there already as essen-riwne" in report.rows[1].text
    assert (Partnership.objects.values().get(), Actor.objects.count(), AuditEntry.objects.count()) == before


def test_a_dry_run_writes_nothing(world, write_csv):
    report = import_partnerships(path=write_csv(PAIR), dry_run=True)
    assert (outcomes(report), Partnership.objects.count(), Actor.objects.count()) == (["created"], 0, 0)


def test_rows_about_one_pair_are_one_partnership_with_its_history(world, write_csv):
    later = PAIR | {"kind": "Städtepartnerschaft", "since_year": "2024"}
    report = import_partnerships(path=write_csv(later, PAIR, later))
    assert outcomes(report) == ["created", "created", "failed"]
    assert "the same partnership as in line 2" in report.rows[2].text
    partnership = Partnership.objects.get()
    assert (partnership.kind, partnership.since_on.year) == ("twinning", 2022)
    assert [entry.kind for entry in partnership.history.all()] == ["solidarity", "twinning"]


def test_an_organisation_that_is_there_is_a_party_by_its_name(world, write_csv):
    works = ActorFactory(slug="werke", name="Stadtwerke Essen", kind="utility", place=world["essen"])
    import_partnerships(
        path=write_csv(PAIR | {"german_side": "Stadtwerke Essen", "kind": "Betreiberpartnerschaft"})
    )
    assert Partnership.objects.get().parties.first().actor == works


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "Ehe"}, "kind: “Ehe” is not known"),
        ({"kind": ""}, "kind: is missing"),
        ({"german_side": ""}, "german_side: is missing"),
        ({"ukrainian_side": "Qwrtzpx"}, "place: “Qwrtzpx” is not known"),
        ({"german_side": "Neustadt", "german_region": ""}, "“Neustadt” is ambiguous"),
        ({"german_region": "Atlantis"}, "region: “Atlantis” is not known"),
        ({"polish_side": "Qwrtzpx"}, "place: “Qwrtzpx” is not known"),
        ({"since_year": "bald"}, "since_year: “bald” is not a year"),
        ({"since_year": "1066"}, "since_year: “1066” is not a year"),
        ({"confidence": "sicher"}, "confidence: “sicher” is not known"),
        ({"status": "tot"}, "status: “tot” is not known"),
        ({"topics": "abwaser"}, "topics: “abwaser” is not known (did you mean abwasser"),
        ({"source": "A\x00B"}, "NUL"),
    ],
)
def test_a_bad_row_is_named_and_the_good_one_goes_in(world, write_csv, change, said):
    good = PAIR | {"german_side": "Neustadt", "german_region": "Sachsen"}
    report = import_partnerships(path=write_csv(PAIR | change, good))
    assert outcomes(report) == ["failed", "created"]
    assert report.rows[0].text.startswith("line 2: failed: ")
    assert said in report.rows[0].text
    assert Partnership.objects.get().parties.first().site == world["neustadt"]


def test_all_or_nothing_keeps_the_good_rows_out_too(world, write_csv):
    path = write_csv(PAIR, PAIR | {"kind": "x"})
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("import_partnerships", path, "--all-or-nothing")
    assert (Partnership.objects.count(), Actor.objects.count()) == (0, 0)
    call_command("import_partnerships", path)
    assert Partnership.objects.count() == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(world, write_csv):
    import_partnerships(path=write_csv(PAIR))
    towns = [("Essen", "Nordrhein-Westfalen"), ("Neustadt", "Sachsen"), ("Neustadt", "Nordrhein-Westfalen")]
    for town, region in towns:
        ActorFactory(slug=f"{town}-{region}", name=town, place=world["essen" if town == "Essen" else
                     "neustadt" if region == "Sachsen" else "neustadt-nrw"])  # fmt: skip
    numbers = []
    for wanted in (towns[1:2], towns):
        rows = [PAIR | {"german_side": town, "german_region": region} for town, region in wanted]
        with CaptureQueriesContext(connection) as queries:
            report = import_partnerships(path=write_csv(*rows), dry_run=True)
        assert report.has_failures is False
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]
    assert report.number(Outcome.CREATED) == 2
