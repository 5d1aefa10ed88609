"""Actors from files: good rows go in, bad ones are named, a second run changes nothing."""

from __future__ import annotations

import csv

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.enums import ActorStatus
from actors.models import Actor, ActorIndex
from actors.services.imports import import_actors
from platform_portal.core.errors import Refusal
from platform_portal.core.import_report import ImportReport, Outcome
from platform_portal.core.models import AuditEntry
from tests.factories.actors import ActorFactory


def outcomes(report: ImportReport) -> list[str]:
    return [row.outcome.value for row in report.rows]


def test_a_row_becomes_an_actor_with_topics_index_and_audit_row(world, utility, write_csv):
    report = import_actors(path=write_csv(utility))
    actor = Actor.objects.get()
    assert (outcomes(report), report.rows[0].slug) == (["created"], actor.slug)
    assert (actor.slug, actor.name, actor.name_uk, actor.place, actor.group.slug, actor.languages) == (
        "stadtwerke-essen", "Stadtwerke Essen", utility["name_uk"], world["essen"], "municipal-company", ["de", "en"],
    )  # fmt: skip
    assert sorted(actor.actor_topics.values_list("role", "topic__slug")) == [
        ("offers", "abwasser"),
        ("offers", "fernwaerme"),
        ("works_on", "abwasser"),
    ]
    assert ActorIndex.objects.filter(actor=actor).exists()
    entry = AuditEntry.objects.get(action="actor.imported")
    assert (entry.object_id, entry.details) == (str(actor.pk), {"line": 2, "status": "published"})
    assert actor.events.count() == 1


def test_an_actor_with_a_ukrainian_name_only_keeps_its_language(world, utility, write_csv):
    import_actors(path=write_csv(utility | {"name_de": "", "status": ""}))
    actor = Actor.objects.get()
    assert (actor.source_language, actor.name, actor.name_de or "", actor.status) == (
        "uk", utility["name_uk"], "", ActorStatus.DRAFT,
    )  # fmt: skip
    assert not ActorIndex.objects.exists()


def test_a_second_run_changes_nothing(world, utility, write_csv):
    path = write_csv(utility, utility | {"name_de": "Riwne", "name_uk": "Рівне", "kind": "municipality", "group": "",
                                         "place": "Рівне", "region": "Rivne", "country": "UA", "website": ""})  # fmt: skip
    import_actors(path=path)
    before = list(Actor.objects.order_by("pk").values()), AuditEntry.objects.count()
    report = import_actors(path=path)
    assert outcomes(report) == ["unchanged", "unchanged"]
    assert (list(Actor.objects.order_by("pk").values()), AuditEntry.objects.count()) == before


def test_a_dry_run_reports_and_writes_nothing(world, utility, write_csv):
    report = import_actors(path=write_csv(utility), dry_run=True)
    assert outcomes(report) == ["created"]
    assert "Dry run: nothing was written." in report.summary
    assert (Actor.objects.count(), AuditEntry.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name_de": "", "name_uk": ""}, "the name is missing"),
        ({"name_de": "x" * 201}, "name_de: 201 characters, at most 200"),
        ({"kind": ""}, "kind: is missing"),
        ({"kind": "utilty"}, "kind: “utilty” is not known (did you mean utility"),
        ({"group": "aliens"}, "group: “aliens” is not known"),
        ({"status": "live"}, "status: “live” is not known"),
        ({"topics_needs": "fernwärme"}, "topics_needs: “fernwärme” is not known (did you mean fernwaerme"),
        ({"languages": "de;xx"}, "languages: “xx” is not known"),
        ({"country": "France"}, "country: “France” is not known, use DE, UA or PL"),
        ({"region": "Atlantis"}, "region: “Atlantis” is not known"),
        ({"place": "Qwrtzpx"}, "place: “Qwrtzpx” is not known"),
        ({"place": "Neustadt", "region": ""}, "ambiguous, give the region or the number of the place: Neustadt (Sax"),
        ({"region": "Sachsen"}, "place: “Essen” is not there as described; known are Essen (North Rhine-Westphalia)"),
        ({"kind": "municipality", "place": ""}, "a municipality, district or region needs one"),
        ({"website": "no address"}, "website: “no address” is not an address"),
        ({"website": "javascript:alert(1)"}, "is not an address"),
        ({"linkedin_url": "https://linkedin.com.example.org/x"}, "not an address at linkedin.com"),
        ({"slug": "mit leerzeichen"}, "slug: only letters"),
        ({"name_de": "A\x00B"}, "NUL"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_with_line_and_reason_and_the_good_one_goes_in(
    world, utility, write_csv, change, said
):
    report = import_actors(path=write_csv(utility | change, utility))
    assert outcomes(report) == ["failed", "created"]
    assert report.rows[0].text.startswith("line 2: failed: ")
    assert said in report.rows[0].text
    assert list(Actor.objects.values_list("name_de", flat=True)) == ["Stadtwerke Essen"]


def test_region_country_or_number_choose_among_namesakes(world, utility, write_csv):
    number = world["neustadt-nrw"].geoname_id
    rows = [
        utility | {"name_de": "A", "place": "Neustadt", "region": "Saxony"},
        utility | {"name_de": "B", "place": number, "region": ""},
        utility | {"name_de": "C", "place": "Rivne", "region": "Рівненська область", "country": "Ukraine"},
    ]
    import_actors(path=write_csv(*rows))
    assert [actor.place for actor in Actor.objects.order_by("name_de")] == [
        world["neustadt"],
        world["neustadt-nrw"],
        world["rivne"],
    ]


def test_the_same_actor_twice_in_a_file_goes_in_once(world, utility, write_csv):
    report = import_actors(path=write_csv(utility, utility | {"name_de": "STADTWERKE  ESSEN", "website": ""}))
    assert outcomes(report) == ["created", "failed"]
    assert "the same actor as in line 2 (stadtwerke-essen)" in report.rows[1].text


def test_an_actor_that_is_there_under_another_spelling_is_not_entered_again(world, utility, write_csv):
    ActorFactory(slug="riwne", name="Riwne", place=world["rivne"])
    ActorFactory(
        slug="werke",
        name="Stadtwerke Essen",
        kind="utility",
        place=None,
        website="http://www.stadtwerke.example.org",
    )
    city = utility | {"name_de": "Рівненська міська рада", "kind": "municipality", "group": "", "place": "Rivne",
                      "region": "", "country": "UA", "website": ""}  # fmt: skip
    report = import_actors(path=write_csv(city, utility))
    assert [(row.outcome, row.slug) for row in report.rows] == [
        (Outcome.UNCHANGED, "riwne"),
        (Outcome.UNCHANGED, "werke"),
    ]
    assert "is there already as riwne" in report.rows[0].text
    assert Actor.objects.count() == 2


def test_the_same_website_under_another_name_is_a_hint_only(world, utility, write_csv):
    report = import_actors(path=write_csv(utility, utility | {"name_de": "Anderes Werk", "name_uk": "Інше"}))
    assert outcomes(report) == ["created", "created"]
    assert "same website as stadtwerke-essen: a duplicate?" in report.rows[1].text


def test_a_row_with_the_slug_of_an_actor_changes_what_it_fills_in(world, utility, write_csv):
    import_actors(path=write_csv(utility))
    change = {"slug": "stadtwerke-essen", "name_de": "Stadtwerke Essen AG", "kind": "utility", "name_en": "Utility",
              "topics_needs": "abwasser", "status": "dormant"}  # fmt: skip
    report = import_actors(path=write_csv(change))
    actor = Actor.objects.get()
    assert "changed: name_de, name_en, status, topics" in report.rows[0].text
    base = Actor.objects.rewrite(False).values_list("name", flat=True).get()
    assert (base, actor.name_de, actor.name_uk, actor.status) == (
        "Stadtwerke Essen AG", "Stadtwerke Essen AG", utility["name_uk"], "dormant",
    )  # fmt: skip
    assert (actor.actor_topics.count(), actor.website) == (4, utility["website"])
    assert outcomes(import_actors(path=write_csv(change))) == ["unchanged"]


def test_a_municipality_is_changed_by_its_slug_without_naming_its_place(world, write_csv):
    ActorFactory(slug="riwne", name="Riwne", place=world["rivne"])
    report = import_actors(
        path=write_csv({"slug": "riwne", "name_de": "Stadt Riwne", "kind": "municipality"})
    )
    assert (outcomes(report), Actor.objects.get().place) == (["updated"], world["rivne"])


def test_a_change_of_status_that_is_no_step_is_refused(world, utility, write_csv):
    ActorFactory(slug="alt", name="Alt", kind="utility", place=world["essen"], status="archived")
    report = import_actors(
        path=write_csv({"slug": "alt", "name_de": "Alt", "kind": "utility", "status": "published"})
    )
    assert "cannot become “Published”" in report.rows[0].text
    assert Actor.objects.get().status == "archived"


def test_all_or_nothing_keeps_the_good_rows_out_too(world, utility, write_csv):
    report = import_actors(
        path=write_csv(utility, utility | {"name_de": "B", "kind": "x"}), all_or_nothing=True
    )
    assert outcomes(report) == ["created", "failed"]
    assert "Nothing was written" in report.summary
    assert (Actor.objects.count(), AuditEntry.objects.count()) == (0, 0)


def test_a_failure_while_writing_leaves_nothing_behind(world, utility, write_csv, monkeypatch):
    def broken(**_: object) -> None:
        raise OSError

    monkeypatch.setattr("actors.services.import_writing.audit.record_many", broken)
    with pytest.raises(OSError):
        import_actors(path=write_csv(utility))
    assert Actor.objects.count() == 0


def test_a_formula_is_kept_as_text_and_the_report_is_safe(world, utility, write_csv, tmp_path):
    path = write_csv(utility | {"name_de": "=cmd|' /C calc'!A0"})
    call_command("import_actors", path, report=tmp_path / "report.csv", verbosity=0)
    assert Actor.objects.get().name_de == "=cmd|' /C calc'!A0"
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["line"], rows[0]["outcome"], rows[0]["name"][:2]) == ("2", "created", "'=")
    assert "looks like a formula" in rows[0]["messages"]


def test_the_command_prints_every_row_and_fails_only_when_told_or_useless(world, utility, write_csv, capsys):
    bad = utility | {"name_de": "B", "kind": "x"}
    call_command("import_actors", write_csv(utility, bad))
    printed = capsys.readouterr()
    assert "line 2: new: Stadtwerke Essen" in printed.out
    assert "line 3: failed: B; kind: “x” is not known" in printed.out
    assert "rows checked: 2/2" in printed.err
    for arguments in ([write_csv(utility, bad), "--all-or-nothing"], [write_csv(bad)]):
        with pytest.raises(CommandError, match="1 failed"):
            call_command("import_actors", *arguments)


def test_a_file_without_a_name_column_or_without_rows_is_refused(world, write_csv, tmp_path):
    with pytest.raises(Refusal, match="missing: name_de"):
        import_actors(path=write_csv({"kind": "utility", "place": "Essen"}))
    (tmp_path / "head.csv").write_text("name_de,kind\n", encoding="utf-8")
    with pytest.raises(CommandError, match="no rows"):
        call_command("import_actors", tmp_path / "head.csv")


def _queries_for(number: int, utility: dict[str, str], write_csv) -> int:
    rows = [utility | {"name_de": f"Werk {number}-{n}", "name_uk": "", "website": ""} for n in range(number)]
    with CaptureQueriesContext(connection) as queries:
        report = import_actors(path=write_csv(*rows))
    assert report.number(Outcome.CREATED) == number
    return len(queries)


def test_a_thousand_rows_cost_as_many_queries_as_one(world, utility, write_csv):
    _queries_for(3, utility, write_csv)
    one, thousand = _queries_for(1, utility, write_csv), _queries_for(1_000, utility, write_csv)
    assert thousand - one <= 2  # longer lists of words are written in two parts


def test_two_thousand_rows_cost_one_more_batch(world, utility, write_csv):
    one, two = _queries_for(999, utility, write_csv), _queries_for(2_000, utility, write_csv)
    assert two - one <= 12
