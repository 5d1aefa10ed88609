"""``load_places``: repeatable, keeps primary keys, starts the status list once."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from places.loading import load
from places.models import GazetteerStamp, Place, PlaceName, PlaceStatus, Region
from places.resolution import resolve


def _state():
    return (
        list(Region.objects.values_list("pk", "slug")),
        list(Place.objects.order_by("pk").values_list("pk", "source_key", "slug", "parent_id")),
        PlaceName.objects.count(),
        PlaceStatus.objects.count(),
    )


def test_a_second_load_of_the_same_files_does_nothing(extract):
    before = _state()
    assert load(folder=extract) is False
    assert _state() == before


def test_a_forced_second_load_changes_nothing_and_keeps_primary_keys(extract):
    before = _state()
    assert load(folder=extract, force=True) is True
    assert _state() == before


def test_a_changed_name_is_corrected_by_the_next_load(extract):
    Place.objects.filter(name_native="Рівне").update(name_de="falsch")
    load(folder=extract, force=True)
    assert not Place.objects.filter(name_de="falsch").exists()


def test_the_status_list_belongs_to_the_secretariat_after_the_first_load(extract):
    PlaceStatus.objects.all().delete()
    load(folder=extract, force=True)
    assert PlaceStatus.objects.count() == 0


def test_the_command_says_what_it_does(db, extract_folder, capsys):
    call_command("load_places", folder=extract_folder)
    call_command("load_places", folder=extract_folder)
    out = capsys.readouterr().out
    assert "14 places" in out
    assert "up to date" in out
    assert GazetteerStamp.objects.get().places == 14


def test_a_broken_file_changes_nothing(extract, tmp_path):
    before = _state()
    for path in extract.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    text = (tmp_path / "places.csv").read_text(encoding="utf-8")
    (tmp_path / "places.csv").write_text(text.replace(",DE,", ",XX,"), encoding="utf-8")
    with pytest.raises(Exception, match=r"country|foreign key|XX"):
        load(folder=tmp_path)
    assert _state() == before


def test_a_place_that_left_the_files_stays_but_is_found_no_more(extract, tmp_path):
    for path in extract.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (tmp_path / "places.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    gone = Place.objects.get(geoname_id=3080985)
    (tmp_path / "places.csv").write_text(
        "".join(line for line in lines if "3080985" not in line), encoding="utf-8"
    )
    load(folder=tmp_path)
    assert Place.objects.filter(pk=gone.pk).exists()
    assert resolve("Zabrze") == []


def test_a_place_with_the_same_code_keeps_its_primary_key_under_a_new_key(extract):
    known = Place.objects.get(geoname_id=695594)
    Place.objects.filter(pk=known.pk).update(source_key=known.katottg, geoname_id=None)
    load(folder=extract, force=True)
    assert Place.objects.get(geoname_id=695594).pk == known.pk
