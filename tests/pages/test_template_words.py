"""The portal's template words: dates as exact as known, marked languages, safe text, pages that keep the query."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from platform_portal.core import formats, pages

DAY = dt.date(2025, 5, 24)


def rendered(text: str, **values) -> str:
    return Template(text).render(Context(values))


@pytest.mark.parametrize(
    ("language", "precision", "expected"),
    [
        ("de", "day", "24. Mai 2025"),
        ("de", "month", "Mai 2025"),
        ("de", "year", "2025"),
        ("uk", "day", "24 травня 2025 року"),
        ("uk", "month", "травень 2025 року"),
        ("en", "day", "24 May 2025"),
        ("en", "month", "May 2025"),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(language, precision, expected):
    with translation.override(language):
        assert formats.precise(DAY, precision) == expected


def test_after_a_preposition_ukrainian_months_stand_in_the_genitive():
    with translation.override("uk"):
        assert "травня 2025 року" in formats.since(DAY, "month")


def test_no_date_and_no_number_give_nothing():
    assert (formats.precise(None), formats.since(None), formats.number(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Stadt Essen", "Es"),
        ("Landkreis Märkisch-Oderland", "Mä"),
        ("місто Рівне", "Рі"),
        ("Stadt", "St"),
        ("", ""),
        ("„Haus“", "Ha"),
    ],
)
def test_the_monogram_is_of_the_actors_own_name(name, letters):
    assert formats.monogram(name) == letters


def text(**columns: str) -> SimpleNamespace:
    return SimpleNamespace(
        **({"text_de": "", "text_uk": "", "text_en": "", "source_language": "de"} | columns)
    )


def test_a_missing_translation_shows_the_source_with_its_language_and_a_mark():
    with translation.override("uk"):
        html = rendered('{% translated obj "text" %}', obj=text(text_de="Nur <deutsch>"))
    assert '<span lang="de">Nur &lt;deutsch&gt;</span>' in html
    assert "pw-onlyin" in html


def test_a_translated_text_carries_neither_language_nor_mark():
    with translation.override("uk"):
        assert rendered('{% translated obj "text" %}', obj=text(text_de="a", text_uk="б")) == "б"


def test_the_source_language_comes_before_other_translations():
    with translation.override("en"):
        obj = text(text_de="deutsch", text_uk="українською", source_language="uk")
        assert formats.in_readers_language(obj, "text") == ("українською", "uk")


def test_names_are_escaped_in_ties_and_topics():
    html = rendered("{% tie names 'town' %}{% tags names %}", names=["<b>", "x"])
    assert ("<b>" in html, html.count("&lt;b&gt;")) == (False, 2)


def test_topics_beyond_the_limit_are_counted():
    with translation.override("en"):
        assert "and 2 more" in rendered("{% tags topics limit=1 %}", topics=["a", "b", "c"])


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "no open requests"), (1, "1 open request"), (3, "in demand: 3 open requests")]
)
def test_demand_is_told_in_words(count, expected):
    with translation.override("en"):
        assert expected in rendered("{% demand count %}", count=count)


def test_pages_keep_the_query_and_the_first_page_has_no_number():
    request = RequestFactory().get("/de/actors/?q=Riwne&topic=a&topic=b&page=2")
    html = Template("{% pagination page %}").render(Context({"page": pages.links(2, 40), "request": request}))
    assert '<a href="?q=Riwne&amp;topic=a&amp;topic=b" rel="prev">' in html
    assert '<a href="?q=Riwne&amp;topic=a&amp;topic=b&amp;page=3" rel="next">' in html
    assert html.count("<a ") == 5


def test_a_list_of_one_page_has_no_pagination():
    assert rendered("{% pagination page %}", page=pages.links(1, 1)).strip() == ""


def test_a_source_that_is_no_web_address_is_not_linked():
    assert "<a" not in rendered("{% source_note 'RGRE' '2021' url %}", url="javascript:alert(1)")
