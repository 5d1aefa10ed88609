"""The library: filters with counts, search in any script, pages, files; with and without htmx; bad input."""

import csv
import datetime as dt
import io

import pytest

from knowledge.selectors import search
from knowledge.words import MOST_CHARACTERS, distinct, lexemes, sound_of, stem_of, words
from tests.factories.actors import ActorFactory, TopicFactory, WorkingGroupFactory
from tests.factories.knowledge import ProductFactory

URL = "/de/knowledge/"


def found(client, query=""):
    """Slugs in their order."""
    page = client.get(f"{URL}?{query}")
    assert page.status_code == 200
    return [shown.product.slug for shown in page.context["shown_products"]]


@pytest.fixture
def some(db):
    water, field = TopicFactory(slug="wasser", name="Wasser"), TopicFactory(slug="feld", name="Feld")
    water.parent = field
    water.save()
    return {
        "a": ProductFactory(
            slug="a", title="Leitfaden Wasser", topics=[water], languages=["de"], published_on=dt.date(2023, 5, 1),
            authors=[ActorFactory(slug="giz", name="GIZ")],
        ),
        "b": ProductFactory(
            slug="b", kind="slides", title="Präsentation Energie", languages=["uk", "de"], published_on=None,
            groups=[WorkingGroupFactory(slug="kreis", name="Kreis")], text="Fernwärme in Житомир und Рівне",
        ),
        "c": ProductFactory(slug="c", kind="report", title="Bericht", published_on=dt.date(2022, 1, 1)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a", "c", "b"]), ("kind=slides", ["b"]), ("kind=slides&kind=report", ["c", "b"]), ("topic=wasser", ["a"]),
        ("topic=feld", ["a"]), ("language=de", ["a", "b"]), ("language=uk&kind=guide", []), ("working_group=kreis", ["b"]),
        ("author=giz", ["a"]), ("author=gibt-es-nicht", []), ("year=2022&year=2023", ["a", "c"]), ("sort=title", ["c", "a", "b"]),
        ("q=leitfaden", ["a"]), ("q=energie&kind=report", []), ("q=giz", ["a"]),
    ],
)  # fmt: skip
def test_filters_find(client, some, query, expected):
    assert found(client, query) == expected


@pytest.mark.parametrize(
    "typed",
    ["fernwärme", "Fernw", "Житомир", "schytomyr", "Zhytomyr", "Żytomierz"[:0] or "zhitomir", "riwne", "Rivne", "рівне fernwärme"],
)  # fmt: skip
def test_words_of_a_file_are_found_in_any_script(client, some, typed):
    assert found(client, f"q={typed}") == ["b"]


def test_german_forms_and_ukrainian_endings_are_found(client, db):
    ProductFactory(slug="de", title="Handbuch der Partnerschaften")
    ProductFactory(slug="uk", title="Посібник для громад")
    assert found(client, "q=partnerschaft") == ["de"]
    assert found(client, "q=посібники") == ["uk"]


def test_a_title_comes_before_a_text(client, db):
    ProductFactory(slug="text", text="Leckortung", published_on=dt.date(2025, 1, 1))
    ProductFactory(slug="titel", title="Leckortung", published_on=dt.date(2020, 1, 1))
    assert found(client, "q=leckortung") == ["titel", "text"]


def test_each_choice_shows_how_many_it_leaves(client, some):
    def counts(query):
        facets = client.get(f"{URL}?{query}").context["facets"]
        return {facet.name: {option.value: option.count for option in facet.options} for facet in facets}

    assert counts("")["kind"] == {"guide": 1, "report": 1, "slides": 1}
    assert counts("")["topic"] == {"feld": 1, "wasser": 1}
    assert counts("kind=slides")["kind"] == {"guide": 1, "report": 1, "slides": 1}
    assert counts("kind=slides")["language"] == {"de": 1, "uk": 1}
    assert counts("year=2023")["year"] == {"2023": 1, "2022": 1}


def test_the_passage_shows_where_the_word_stands(client, some):
    page = client.get(f"{URL}?q=schytomyr").content.decode()
    assert "<mark>Житомир</mark>" in page


def test_a_passage_from_the_middle_begins_and_ends_with_dots():
    passage = search._passage("Anfang " * 60 + "Leckortung " + "Ende " * 80, ["leckortung"])
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert len(passage) < 320


def test_an_htmx_request_gets_the_results_only(client, some):
    part = client.get(URL, headers={"HX-Request": "true", "HX-Target": "library-result"}).content.decode()
    assert "library-result" in part
    assert "<h1" not in part


def test_the_csv_holds_exactly_what_is_found(client, some):
    answer = client.get(f"{URL}?kind=guide&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))
    assert [(row["slug"], row["published_on"], row["authors"]) for row in rows] == [
        ("a", "2023-05-01", "giz")
    ]


def test_formulas_in_titles_are_harmless_in_the_csv(client, db):
    ProductFactory(title='=HYPERLINK("https://example.org")')
    assert "'=HYPERLINK" in client.get(f"{URL}?format=csv").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_the_same_for_one_row_and_for_three(
    client, db, django_assert_num_queries, number
):
    for _ in range(number):
        ProductFactory(
            topics=[TopicFactory()],
            authors=[ActorFactory()],
            groups=[WorkingGroupFactory()],
            text="Leckortung",
        )
    client.get(f"{URL}?q=leckortung")
    with django_assert_num_queries(7):
        client.get(f"{URL}?q=leckortung")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_product_costs_the_same_for_one_and_for_three(
    client, db, django_assert_num_queries, number
):
    product = ProductFactory(
        topics=TopicFactory.create_batch(number), authors=ActorFactory.create_batch(number),
        groups=WorkingGroupFactory.create_batch(number),
    )  # fmt: skip
    client.get(product.get_absolute_url())
    with django_assert_num_queries(8):
        client.get(product.get_absolute_url())


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("kind=unsinn", 400), ("topic=unsinn", 400), ("language=xx", 400), ("working_group=unsinn", 400), ("year=abc", 400),
        ("year=99999", 400), ("sort=unsinn", 400), ("author=%00", 400), ("format=xlsx", 400), ("page=0", 400), ("page=x", 400),
        ("page=999999", 404), ("page=1000000000", 400), ("q=" + "x" * 201, 400), ("q=" + "x" * 200, 200), ("q=%00", 400),
        ("q=':*", 200), ("q=%26|!()<->", 200), ("q=" + "a+" * 90, 200), ("kind=&topic=&q=", 200), ("q=%F0%9F%98%80", 200),
        ("q='; DROP TABLE x; --", 200), ("author=" + "x" * 5000, 400),
    ],
)  # fmt: skip
def test_bad_input_gets_a_clear_page(client, some, query, status):
    assert client.get(f"{URL}?{query}").status_code == status


def test_the_interface_answers_in_the_form_of_all_lists(client, some):
    answer = client.get("/api/v1/knowledge/?page_size=2").json()
    assert (answer["count"], len(answer["results"]), answer["previous"]) == (3, 2, None)
    assert "page=2" in answer["next"]
    first = answer["results"][0]
    assert first["title"]["de"] == "Leitfaden Wasser"
    assert first["authors"] == [{"slug": "giz", "name": "GIZ"}]
    assert client.get("/api/v1/knowledge/?kind=unsinn").status_code == 400


# ── words ──────────────────────────────────────────────────────────────────────────────────────
def test_the_same_name_sounds_the_same_in_both_scripts():
    assert sound_of("житомир") == sound_of("schytomyr") == sound_of("zhytomyr")
    assert sound_of("und") == ""
    assert sound_of("2023") == ""


def test_only_ukrainian_words_lose_their_ending():
    assert (stem_of("посібники"), stem_of("leitfäden"), stem_of("мова")) == ("посібник", "leitfäden", "мова")


def test_a_text_of_endless_different_words_is_bounded():
    text = " ".join(f"wort{number}" for number in range(200_000))
    assert sum(map(len, distinct([text]))) <= MOST_CHARACTERS
    assert max(map(len, words("x" * 5000))) == 60


def test_a_product_with_a_text_of_a_hundred_thousand_words_is_indexed(client, db):
    ProductFactory(slug="gross", text=" ".join(f"{number}слово{number}" for number in range(100_000)))
    assert found(client, "q=12слово12") == ["gross"]
    assert len(lexemes(["житомир", "und"])) == 3
