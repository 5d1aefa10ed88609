"""The place field without script: clear names are taken, unclear ones are chosen from a list."""

from __future__ import annotations

import pytest
from django.utils import translation

from places.forms import ChoosePlaceForm
from places.models import Place
from tests.factories.places import PlaceFactory, RegionFactory


def _form(text, chosen="", chosen_for=""):
    return ChoosePlaceForm({"place": text, "place_id": chosen, "place_for": chosen_for})


@pytest.fixture
def two_neustadts(db):
    north, south = (RegionFactory(name_native=name) for name in ("Nord", "Süd"))
    return [PlaceFactory(name_native="Neustadt", region=region, population=9000) for region in (north, south)]


@pytest.mark.parametrize("spelling", ["Riwne", "Рівне", "rivne", "Ровно", "Stadt Riwne"])
def test_a_clear_name_in_any_spelling_is_taken(extract, spelling):
    form = _form(spelling)
    assert form.is_valid()
    assert form.cleaned_data["place"] == Place.objects.get(geoname_id=695594)


def test_namesakes_are_listed_with_their_region(two_neustadts):
    form = _form("Neustadt")
    assert not form.is_valid()
    html = str(form["place"])
    assert html.count('type="radio"') == 2
    assert "Neustadt (Nord)" in html
    assert "Neustadt (Süd)" in html


def test_the_chosen_one_of_the_namesakes_is_taken(two_neustadts):
    form = _form("Neustadt", str(two_neustadts[1].pk), "Neustadt")
    assert form.is_valid()
    assert form.cleaned_data["place"] == two_neustadts[1]


def test_a_choice_made_for_another_text_does_not_count(extract, two_neustadts):
    form = _form("Riwne", str(two_neustadts[1].pk), "Neustadt")
    assert form.is_valid()
    assert form.cleaned_data["place"].name_native == "Рівне"


@pytest.mark.parametrize("chosen", ["0", "abc", "9" * 30, "-1", "١"])
def test_a_forged_choice_is_ignored(extract, chosen):
    form = _form("Riwne", chosen, "Riwne")
    assert form.is_valid()
    assert form.cleaned_data["place"].geoname_id == 695594


@pytest.mark.parametrize("text", ["", "   ", "x" * 201, "Ri\x00wne", "Xqzwvbnm"])
def test_what_cannot_be_a_place_is_refused_with_a_text(extract, text):
    form = _form(text)
    assert not form.is_valid()
    assert form.errors["place"]


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_the_key_of_a_place_is_no_number_to_be_grouped(db, language):
    place = PlaceFactory(pk=1_234_567)
    with translation.override(language):
        assert 'value="1234567"' in str(ChoosePlaceForm(initial={"place": place.pk})["place"])


def test_a_stored_place_is_shown_as_initial_value(extract):
    place = Place.objects.get(geoname_id=695594)
    html = str(ChoosePlaceForm(initial={"place": place.pk})["place"])
    assert f'value="{place.pk}"' in html
    assert 'value="Riwne' in html or 'value="Rivne' in html


def test_candidates_of_one_form_do_not_appear_in_the_next(two_neustadts):
    _form("Neustadt").is_valid()
    assert "radio" not in str(ChoosePlaceForm()["place"])


@pytest.mark.parametrize("language", ["de", "uk", "en"])
def test_the_select_step_is_a_page_of_its_own(client, extract, language):
    answer = client.get(f"/{language}/places/", {"place": "Riwne"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("<h1") == 1
    assert "Рівне" in text


def test_bad_input_on_the_page_is_a_message_not_an_error(client, extract):
    for text in ("x" * 10_000, "\x00", "Xqzwvbnm"):
        assert client.get("/de/places/", {"place": text}).status_code in (200, 400)
