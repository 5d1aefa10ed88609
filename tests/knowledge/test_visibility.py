"""What is not for the reader is nowhere: not in lists, counts, search, files, interface, handbooks, nor on other pages."""

import io

import pytest
from pypdf import PdfReader

from actors.models import Membership
from actors.selectors import snapshot
from knowledge.models import KnowledgeProduct
from partnerships.enums import PartnershipStatus
from tests.factories.actors import ActorFactory, TopicFactory, WorkingGroupFactory
from tests.factories.knowledge import HandbookFactory, ProductFactory
from tests.factories.partnerships import PartnershipFactory

WORD, TITLE = "zauberwort", "Vertraulicher Bericht"
ADDRESSES = (
    "/de/knowledge/", f"/de/knowledge/?q={WORD}", "/de/knowledge/?author=verein", "/de/knowledge/?year=2021",
    "/de/knowledge/?format=csv", f"/de/search/?q={WORD}", f"/de/search/?q={TITLE}", "/api/v1/knowledge/",
    f"/api/v1/knowledge/?q={WORD}", "/api/v1/knowledge/?format=csv", "/de/knowledge/handbooks/buch/",
    "/de/actors/verein/", "/de/working-groups/kreis/", "/de/partnerships/tandem/",
)  # fmt: skip


@pytest.fixture
def hidden(db):
    """A product for members, attached to everything it can be attached to."""
    author, group = ActorFactory(slug="verein", name="Verein"), WorkingGroupFactory(slug="kreis")
    product = ProductFactory(
        slug="vertraulich", title=TITLE, visibility="members", text=f"Ein {WORD} steht hier.",
        authors=[author], groups=[group], topics=[TopicFactory()], published_on="2021-05-01",
    )  # fmt: skip
    HandbookFactory(slug="buch", chapters=[[product]])
    partnership = PartnershipFactory(slug="tandem", parties=[author, ActorFactory()])
    partnership.status = PartnershipStatus.ACTIVE
    partnership.save()
    partnership.products.add(product)
    snapshot.current()
    return product


@pytest.mark.parametrize("address", ADDRESSES)
def test_visitors_find_no_trace_of_what_is_for_members(client, hidden, address):
    page = client.get(address).content.decode()
    assert TITLE not in page.replace(f"„{TITLE}“", "").replace(f'value="{TITLE}"', "")
    assert "knowledge/vertraulich/" not in page
    assert ",vertraulich," not in page


@pytest.mark.parametrize("address", ["/de/knowledge/", f"/de/knowledge/?q={WORD}", "/de/actors/verein/"])
def test_members_find_it(member_client, hidden, address):
    assert "/de/knowledge/vertraulich/" in member_client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/de/working-groups/kreis/", "/de/partnerships/tandem/"])
def test_it_stands_on_the_pages_of_group_and_partnership_for_members(member_client, hidden, address):
    assert "/de/knowledge/vertraulich/" in member_client.get(address).content.decode()


def test_nothing_is_counted_that_cannot_be_read(client, member_client, hidden):
    def counts(browser):
        return [
            option.count
            for facet in browser.get("/de/knowledge/").context["facets"]
            for option in facet.options
        ]

    assert counts(client) == []
    assert set(counts(member_client)) == {1}


def test_the_page_and_the_file_are_not_found_by_visitors(client, member_client, hidden):
    for address in ("/de/knowledge/vertraulich/", "/de/knowledge/vertraulich/file/"):
        assert client.get(address).status_code == 404
        assert member_client.get(address).status_code in {200, 302}


def test_the_interface_shows_the_public_part_to_everybody(secretariat_client, hidden):
    assert secretariat_client.get("/api/v1/knowledge/").json()["count"] == 0


def test_the_handbook_as_pdf_holds_what_the_reader_may_read(client, member_client, hidden):
    pytest.importorskip("weasyprint", reason="Pango is not installed", exc_type=OSError)

    def text(browser):
        content = browser.get("/de/knowledge/handbooks/buch/pdf/").content
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)

    assert TITLE not in text(client)
    assert TITLE in text(member_client)


@pytest.mark.parametrize("status", ["draft", "in_review", "archived"])
def test_only_published_products_are_in_the_library(client, member_client, secretariat_client, db, status):
    ProductFactory(slug="entwurf", title="Entwurf Eins", status=status)
    for browser in (client, member_client, secretariat_client):
        assert "Entwurf Eins" not in browser.get("/de/knowledge/").content.decode()
    assert [one.get("/de/knowledge/entwurf/").status_code for one in (client, member_client)] == [404, 404]
    assert secretariat_client.get("/de/knowledge/entwurf/").status_code == 200


def test_matched_products_are_read_by_partners_of_an_author_and_by_the_author(
    client, member, member_client, db
):
    author, partner = ActorFactory(), ActorFactory()
    product = ProductFactory(slug="fuer-partner", visibility="matched", authors=[author])
    PartnershipFactory(parties=[author, partner])
    assert member_client.get(product.get_absolute_url()).status_code == 404
    membership = Membership.objects.create(user=member, actor=partner, role="editor")
    assert member_client.get("/de/knowledge/fuer-partner/").status_code == 200
    assert client.get("/de/knowledge/fuer-partner/").status_code == 404
    membership.actor = author
    membership.save()
    assert list(KnowledgeProduct.objects.readable_by(member)) == [product]


def test_what_is_for_the_secretariat_is_not_read_by_its_author(member, member_client, db):
    author = ActorFactory()
    Membership.objects.create(user=member, actor=author, role="owner")
    product = ProductFactory(visibility="secretariat", authors=[author])
    assert member_client.get(product.get_absolute_url()).status_code == 404


def test_passages_are_escaped(client, db):
    ProductFactory(text="Leckortung <script>alert(1)</script> & mehr")
    page = client.get("/de/knowledge/?q=leckortung").content.decode()
    assert "<mark>Leckortung</mark> &lt;script&gt;alert(1)&lt;/script&gt; &amp; mehr" in page
    found = client.get("/de/search/?q=leckortung").content.decode()
    assert "&lt;script&gt;" in found
    assert "&amp;lt;" not in found
