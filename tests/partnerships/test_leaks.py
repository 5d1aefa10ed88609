"""The leak check: forty texts that tell too much are all found, forty harmless ones are left alone, passages are exact."""

from __future__ import annotations

import pytest

from partnerships import leaks
from partnerships.leaks import LeakKind
from partnerships.selectors.posting_leaks import AROUND, passages
from tests.partnerships.leak_texts import HARMLESS, LEAKS


def test_there_are_forty_of_each_in_three_languages():
    assert (len(set(LEAKS)), len(set(HARMLESS))) == (40, 40)
    for texts in (LEAKS, HARMLESS):
        assert {language for language, _text in texts} == {"de", "uk", "en"}


@pytest.mark.parametrize("text", [text for _language, text in LEAKS])
def test_a_text_that_tells_too_much_is_found(text: str):
    found = leaks.find(text)
    assert found
    assert all(text[leak.start : leak.end] == leak.passage for leak in found)


@pytest.mark.parametrize("text", [text for _language, text in HARMLESS])
def test_a_harmless_text_is_left_alone(text: str):
    assert leaks.find(text) == []


@pytest.mark.parametrize("text", [text for _language, text in HARMLESS])
def test_a_harmless_text_is_left_alone_in_an_offer(text: str):
    assert leaks.find(text, is_need=False) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("50° 37′ 11″ N", "coordinates"), ("lat: 50.6199", "coordinates"), ("5０.6１99, 26.2516", "coordinates"),
        ("50.\u200b6199, 26.2516", "coordinates"), ("50 градусів 37 хвилин", "coordinates"), ("35UPR1234567890", "coordinates"),
        ("GPS 50,61 26,25", "coordinates"), ("9F2X+8V", "plus_code"), ("///стіл.лампа.сад", "what3words"),
        ("w3w.co/filled.count.soap", "what3words"), ("osm.org/go/0BPIh", "map_link"), ("tinyurl.com/abc", "map_link"),
        ("https://example.org/@50.6199,26.2516,12z", "map_link"), ("просп. Свободи 28", "address"), ("ul. Soborna 3", "address"),
        ("Straße der Einheit 5", "address"), ("12 Main St.", "address"), ("пл. Ринок, 1", "address"), ("ТЕЦ-4", "facility"),
        ("КНС № 3", "facility"), ("Umspannwerk Nord", "facility"), ("110 кВ", "figure"), ("12.000 m³/Tag", "figure"),
        ("zu 70 % zerstört", "figure"),
    ],
)  # fmt: skip
def test_many_ways_of_writing_it_are_known(text: str, kind: str):
    assert LeakKind(kind) in {leak.kind for leak in leaks.find(f"Bitte merken: {text} und mehr.")}


def test_words_for_infrastructure_count_on_protected_topics_of_needs_and_beside_damage():
    text = "Schulung für das Personal der Kläranlage"
    assert [leak.passage for leak in leaks.find(text, is_protected=True)] == ["Kläranlage"]
    assert leaks.find(text) == leaks.find(text, is_need=False, is_protected=True) == []
    assert leaks.find(f"{text}, die beschädigt ist", is_need=False)


def test_own_figures_of_an_offer_are_no_secret_but_those_of_damage_are():
    assert leaks.find("Wir betreiben Netze bis 110 kV.", is_need=False) == []
    assert leaks.find("Wir betreiben Netze bis 110 kV.")


def test_a_long_text_takes_no_long_time():
    import time

    began = time.perf_counter()
    for piece in ("50.6 ", "Straße der ", "вул ", "A-", "12 3", "https://", "( ", "Großer "):
        leaks.find(piece * 2_000)
    assert time.perf_counter() - began < 8


def test_passages_are_cut_around_what_was_found():
    text = "a" * 300 + " 50.61990, 26.25160 " + "b" * 300
    (passage,) = passages({"text_de": text}, leaks.find_in({"text_de": text}))
    marked = [piece.text for piece in passage.pieces if piece.kind]
    assert marked == ["50.61990, 26.25160"]
    assert (passage.label, passage.language) == ("Text", "de")
    assert sum(len(piece.text) for piece in passage.pieces) < len(marked[0]) + 2 * AROUND + 10
