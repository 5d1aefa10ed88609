"""Small mechanisms: parameters, pages, sort keys, formula-safe exports."""

import pytest
from django.http import QueryDict
from django.test import RequestFactory

from platform_portal.core import collation, export, pages, params
from platform_portal.core.errors import BadParameter


@pytest.mark.parametrize("given", ["0", "-1", "1e3", "zehn", "10000000000", "１", ""])
def test_a_page_number_that_is_none_is_refused(given):
    with pytest.raises(BadParameter):
        params.page_number(RequestFactory().get("/", {"page": given}))


def test_a_term_of_10000_characters_is_refused():
    with pytest.raises(BadParameter):
        params.search_term(QueryDict("q=" + "x" * 10_000))


@pytest.mark.parametrize(
    ("number", "last", "window"),
    [
        (1, 1, (1,)),
        (1, 6, (1, 2, None, 6)),
        (4, 6, (1, None, 3, 4, 5, 6)),
        (50, 100, (1, None, 49, 50, 51, None, 100)),
    ],
)
def test_the_window_of_page_numbers_shows_ends_and_neighbours(number, last, window):
    assert pages.links(number, last).window == window


def test_ukrainian_names_sort_in_the_ukrainian_alphabet():
    names = ["Яготин", "Їжа", "Ґрунт", "Гадяч", "Дубно", "Ізюм", "Єнакієве", "Essen", "Київ", "Йосипівка"]
    assert sorted(names, key=lambda name: collation.sort_key(name, "uk")) == [
        "Гадяч", "Ґрунт", "Дубно", "Єнакієве", "Ізюм", "Їжа", "Йосипівка", "Київ", "Яготин", "Essen",
    ]  # fmt: skip


def test_german_umlauts_sort_beside_their_letter():
    names = ["Zwickau", "Özdere", "Oberhausen", "Osnabrück", "Ärzte", "Aachen", "Київ"]
    assert sorted(names, key=lambda name: collation.sort_key(name, "de")) == [
        "Aachen", "Ärzte", "Oberhausen", "Osnabrück", "Özdere", "Zwickau", "Київ",
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["=1+1", "+49 231", "-x", "@SUM(A1)", "\tx", "|calc"])
def test_an_export_defuses_formulas(value):
    assert export.formula_safe(value) == "'" + value


def test_an_export_leaves_numbers_and_plain_text_alone():
    assert [export.formula_safe(value) for value in (-3, 1.5, None, "Essen")] == ["-3", "1.5", "", "Essen"]
