"""``/api/v1/places/``: shape, order, filters, bad input."""

from __future__ import annotations

import pytest

URL = "/api/v1/places/"


def _get(client, **query):
    return client.get(URL, query)


def test_an_answer_has_the_promised_fields(client, extract):
    first = _get(client, q="Riwne").json()["results"][0]
    assert first["geoname_id"] == 695594
    assert first["name"] == "Рівне"
    assert first["names"] == {"de": "Riwne", "uk": "Рівне", "en": "Rivne", "pl": "Równe"}
    assert first["region"] == {
        "slug": "oblast-riwne",
        "name": "Рівненська область",
        "de": "Oblast Riwne",
        "uk": "Рівненська область",
        "en": "Rivne oblast",
        "pl": "obwód rówieński",
    }
    assert (first["country"], first["kind"], first["matched_name"]) == ("UA", "city", "Riwne")
    assert first["population"] > 200_000


def test_the_list_has_the_common_envelope_and_pages(client, extract):
    page = _get(client, q="Riwne", page_size=1, page=2).json()
    assert set(page) == {"count", "next", "previous", "results"}
    assert len(page["results"]) == 1
    assert page["previous"]


@pytest.mark.parametrize(
    ("query", "count"),
    [({"country": "UA"}, 0), ({"country": "DE"}, 2), ({"kind": "town"}, 1), ({"kind": "raion"}, 0)],
)
def test_country_and_kind_narrow_the_answer(client, extract, query, count):
    assert _get(client, q="Essen", **query).json()["count"] == count


def test_an_unknown_name_has_an_empty_answer(client, extract):
    answer = _get(client, q="Xqzwvbnm")
    assert (answer.status_code, answer.json()["results"]) == (200, [])


@pytest.mark.parametrize(
    "query",
    [
        {}, {"q": ""}, {"q": "   "}, {"q": "x" * 201}, {"q": "x" * 10_000}, {"q": "a\x00b"}, {"q": "Essen", "country": "RU"},
        {"q": "Essen", "kind": "planet"}, {"q": "Essen", "page_size": "201"}, {"q": "Essen", "page_size": "0"},
    ],
)  # fmt: skip
def test_bad_input_is_answered_with_400_and_a_detail(client, extract, query):
    answer = _get(client, **query)
    assert answer.status_code == 400
    assert answer.json()["detail"]


@pytest.mark.parametrize("page", ["0", "-1", "abc", "1000000000"])
def test_a_page_that_does_not_exist_is_answered_with_404(client, extract, page):
    answer = _get(client, q="Essen", page=page)
    assert (answer.status_code, list(answer.json())) == (404, ["detail"])


def test_broken_percent_encoding_is_no_error(client, extract):
    assert client.get(URL + "?q=%E4%FF%zz").status_code in (200, 400)


def test_only_reading_is_allowed(client, extract):
    assert client.post(URL, {"q": "Essen"}).status_code == 405


@pytest.mark.parametrize("query", ["Ровно", "Киев", "Львов", "Житомир", "Rovno", "Rowno", "Lvov", "Kiev"])
def test_russian_names_are_never_printed(client, extract, query):
    text = _get(client, q=query).content.decode()
    assert not any(
        f'"{name}"' in text for name in ("Ровно", "Киев", "Львов", "Rovno", "Rowno", "Lvov", "Kiev")
    )


@pytest.mark.parametrize(
    ("query", "name"), [("Rovno", "Рівне"), ("Lvov", "Львів"), ("Lemberg", "Lemberg"), ("Kiew", "Kiew")]
)
def test_a_russian_form_is_answered_with_the_official_name_a_german_one_with_itself(
    client, extract, query, name
):
    assert _get(client, q=query).json()["results"][0]["matched_name"] == name


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    client, extract, django_assert_max_num_queries
):
    with django_assert_max_num_queries(6):
        _get(client, q="Riwne")


@pytest.mark.parametrize(
    ("typed", "name"), [("Riw", "Рівне"), ("Lemb", "Львів"), ("Киї", "Київ"), ("Zabr", "Zabrze")]
)
def test_places_are_suggested_while_their_name_is_typed(client, extract, typed, name):
    assert name in [place["name"] for place in _get(client, q=typed).json()["results"]]


@pytest.mark.parametrize("typed", ["100%", "a_b", "\\\\", "Riw%"])
def test_signs_with_a_meaning_in_patterns_are_letters_like_others(client, extract, typed):
    assert _get(client, q=typed).status_code == 200
