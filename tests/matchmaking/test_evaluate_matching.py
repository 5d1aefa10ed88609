"""`evaluate_matching` reads its files, resolves names in the gazetteer and hides what it judges."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from partnerships.selectors.history import read_history
from places.enums import PlaceKind, StatusKind
from tests.factories.places import CountryFactory, PlaceFactory, PlaceStatusFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def gazetteer():
    """Three German towns, five Ukrainian cities of which one is occupied, a village and a Polish town."""
    regions = {code: RegionFactory(country=CountryFactory(code=code)) for code in ("DE", "UA", "PL")}
    made = {}
    for name, code, population, more in (
        ("Essen", "DE", 580_000, {}), ("Hagen", "DE", 190_000, {}), ("Teltow", "DE", 27_000, {}), ("Kleindorf", "DE", 900, {}),
        ("Zabrze", "PL", 170_000, {}),
        *((name, "UA", population, {"has_city_status": True}) for name, population in (
            ("Рівне", 243_000), ("Луцьк", 216_000), ("Хотин", 8_900), ("Херсон", 279_000), ("Донецьк", 900_000),
        )),
        ("Підкамінь", "UA", 1_900, {"kind": PlaceKind.VILLAGE}),
    ):  # fmt: skip
        made[name] = PlaceFactory(name_native=name, region=regions[code], population=population, **more)
    PlaceStatusFactory(place=made["Донецьк"])
    PlaceStatusFactory(place=made["Херсон"], kind=StatusKind.FRONTLINE)
    return made


@pytest.fixture
def files(tmp_path):
    """Writes a file and gives its path."""

    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def pairs(*rows):
    return "\n".join(["german_side,ukrainian_side,since_year", *rows]) + "\n"


def test_the_last_line_is_one_json_object_after_a_table(gazetteer, files):
    out = StringIO()
    path = files("pairs.csv", pairs("Essen,Рівне,2022", "Teltow,Хотин,2023", "Nirgendwo,Луцьк,"))
    call_command("evaluate_matching", "--pairs", str(path), "--json", stdout=out)
    lines = out.getvalue().strip().splitlines()
    report = json.loads(lines[-1])
    assert lines[0].startswith("3 pairs (1 not resolved), 4 cities, 3 municipalities ask")
    assert (report["unresolved"], report["pairs"]) == (1, 3)
    assert report["load_aware"]["recall_at_10"]["value"] == pytest.approx(2 / 3, abs=1e-4)
    assert report["congestion"]["all"]["distinct_shown"] == 4


def test_without_json_there_is_only_the_table(gazetteer, files):
    out = StringIO()
    call_command("evaluate_matching", "--pairs", str(files("p.csv", pairs("Essen,Рівне,2022"))), stdout=out)
    assert "{" not in out.getvalue()


def test_candidates_are_cities_with_official_status_that_are_not_occupied(gazetteer, files):
    history, notes = read_history(
        files("p.csv", pairs("Essen,Донецьк,1987", "Essen,Підкамінь,", "Kleindorf,Рівне,"))
    )
    names = {gazetteer[name].pk for name in ("Рівне", "Луцьк", "Хотин", "Херсон")}
    assert {key[1] for key in history.world.candidates.keys} == names
    assert notes == ["Essen – Донецьк", "Essen – Підкамінь"]
    assert history.municipality.tolist() == [True, True, True, False]
    assert history.large.tolist() == [True, True, False, False]
    assert history.frontline.sum() == 1


def test_older_ties_make_bridges_and_the_pair_itself_stays_hidden(gazetteer, files):
    path = files("p.csv", pairs("Essen,Рівне,2022"))
    ties = files(
        "ties.csv",
        "place_a,country_a,place_b,country_b\nEssen,DE,Zabrze,PL\nZabrze,Poland,Рівне,UA\nEssen,DE,Рівне,UA\n",
    )
    world = read_history(path, ties)[0].world
    row = [key[1] for key in world.askers.keys].index(gazetteer["Essen"].pk)
    column = [key[1] for key in world.candidates.keys].index(gazetteer["Рівне"].pk)
    assert world.askers.ties.row(row).tolist() == world.candidates.ties.row(column).tolist()
    assert len(world.askers.ties.row(row)) == 1
    assert not world.askers.newcomer[row]


def test_twin_towns_outside_the_gazetteer_are_told_apart_by_name(gazetteer, files):
    ties = files(
        "t.csv", "place_a,country_a,place_b,country_b\nEssen,DE,Nice,FR\nРівне,UA,NICE,fr\nЛуцьк,UA,Lyon,FR\n"
    )
    world = read_history(files("p.csv", pairs("Essen,Рівне,2022")), ties)[0].world
    assert np_sets(world.askers.ties) == [1]
    assert sorted(np_sets(world.candidates.ties)) == [1, 1]


def np_sets(sets):
    return [int(size) for size in sets.sizes if size]


def test_an_addition_in_brackets_is_tried_without_it(gazetteer, files):
    history, notes = read_history(files("p.csv", pairs("Hagen (Westfalen),Луцьк,")))
    assert notes == []
    assert history.found.all()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("german_side,since_year\nEssen,2022\n", "column ukrainian_side is missing"),
        ("", "column german_side is missing"),
        ("german_side,ukrainian_side,since_year\n", "has no rows"),
        ("\udcff", "no CSV file in UTF-8"),
    ],
)
def test_a_bad_file_gives_one_clear_sentence(gazetteer, tmp_path, content, message):
    path = tmp_path / "bad.csv"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(CommandError, match=message):
        call_command("evaluate_matching", "--pairs", str(path))


def test_a_missing_file_gives_one_clear_sentence(gazetteer, tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("evaluate_matching", "--pairs", str(tmp_path / "none.csv"))


def test_an_empty_gazetteer_gives_one_clear_sentence(files):
    with pytest.raises(CommandError, match="gazetteer is empty"):
        call_command("evaluate_matching", "--pairs", str(files("p.csv", pairs("Essen,Рівне,2022"))))
