"""Handbooks: chapters and products in their order, as page and PDF; states at the desk."""

import io

import pytest
from pypdf import PdfReader

from knowledge.models import Handbook, HandbookChapter
from knowledge.services import handbooks
from platform_portal.core.errors import Refusal
from tests.factories.knowledge import HandbookFactory, ProductFactory


def pdf_of(client, address):
    pytest.importorskip("weasyprint", reason="Pango is not installed", exc_type=OSError)
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.content))


def book(**facts):
    first = ProductFactory(
        title="Leitfaden Eins", summary="Erste Zusammenfassung", summary_de="Erste Zusammenfassung"
    )
    return HandbookFactory(
        slug="buch", title="Großes Handbuch", chapters=[[first], [ProductFactory(title="Zweites")]], **facts
    )


def test_the_page_shows_chapters_in_their_order(client, db):
    book()
    page = client.get("/de/knowledge/handbooks/buch/").content.decode()
    places = [
        page.index(text)
        for text in (
            "Großes Handbuch</h1>",
            "1. Kapitel 1</h2>",
            "Leitfaden Eins",
            "2. Kapitel 2</h2>",
            "Zweites",
        )
    ]
    assert places == sorted(places)
    assert "Großes Handbuch" in client.get("/de/knowledge/handbooks/").content.decode()


def test_the_pdf_has_cover_contents_page_numbers_and_is_tagged(client, db):
    book()
    reader = pdf_of(client, "/de/knowledge/handbooks/buch/pdf/")
    pages = [page.extract_text() for page in reader.pages]
    assert len(pages) == 4
    assert "Großes Handbuch" in pages[0]
    assert "Inhalt" in pages[1]
    assert "1. Kapitel 1" in pages[1]
    assert "Leitfaden Eins" in pages[2]
    assert "Erste Zusammenfassung" in pages[2]
    assert "3 / 4" in pages[2]
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "de"


def test_the_pdf_is_in_the_readers_language(client, db):
    made = book()
    HandbookChapter.objects.filter(handbook=made, position=1).update(title_uk="Розділ перший")
    text = "".join(page.extract_text() for page in pdf_of(client, "/uk/knowledge/handbooks/buch/pdf/").pages)
    assert "Розділ перший" in text
    assert "Зміст" in text


def test_texts_in_the_pdf_fetch_nothing_and_are_escaped(client, db):
    HandbookFactory(
        slug="b", chapters=[[ProductFactory(title='<img src="file:///etc/passwd"> & <b>fett</b>')]]
    )
    text = "".join(page.extract_text() for page in pdf_of(client, "/de/knowledge/handbooks/b/pdf/").pages)
    assert "<b>fett</b>" in text.replace("\n", " ")


def test_drafts_are_for_the_secretariat(client, member_client, secretariat_client, db):
    book(status="draft")
    for browser, expected in ((client, 404), (member_client, 404), (secretariat_client, 200)):
        assert browser.get("/de/knowledge/handbooks/buch/").status_code == expected
    assert "Großes Handbuch" not in client.get("/de/knowledge/handbooks/").content.decode()


def test_a_handbook_without_chapters_is_not_published(secretariat, member, db):
    made = HandbookFactory(status="draft")
    with pytest.raises(Refusal):
        handbooks.set_status(handbook=made, status="published", by=secretariat)
    with pytest.raises(Refusal):
        handbooks.set_status(handbook=book(status="draft"), status="published", by=member)
    assert not Handbook.objects.published().exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_the_same_for_one_and_for_three(
    client, db, django_assert_num_queries, number
):
    HandbookFactory(slug="buch", chapters=[ProductFactory.create_batch(number) for _ in range(number)])
    client.get("/de/knowledge/handbooks/buch/")
    with django_assert_num_queries(7):
        client.get("/de/knowledge/handbooks/buch/")


def test_products_know_their_handbooks(client, db):
    book()
    product = HandbookChapter.objects.get(position=1).products.get()
    assert "/de/knowledge/handbooks/buch/" in client.get(product.get_absolute_url()).content.decode()
