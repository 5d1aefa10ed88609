"""The pages of editor and archive."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from newsletter.enums import EditionState
from newsletter.models import Edition
from tests.factories.accounts import UserFactory
from tests.factories.newsletter import BlockFactory, EditionFactory, SubscriberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent() -> Edition:
    """Released and sent in German and Ukrainian."""
    return EditionFactory(
        released=True, slug="herbst", subject_uk="Осінь", lead_de="Worum es geht.", languages=["de", "uk"],
        fallback_language="de", state=EditionState.FINISHED, started_at=timezone.now(),
    )  # fmt: skip


def test_the_archive_shows_what_was_sent_without_a_cookie(client: Client, sent):
    EditionFactory(subject_de="Entwurf")
    answer = client.get("/de/newsletter/")
    page = answer.content.decode()
    assert sent.contents.get(language="de").subject in page
    assert "Entwurf" not in page
    assert not answer.cookies


@pytest.mark.parametrize(
    ("kind", "status"), [("", 200), ("special", 200), ("unbekannt", 404), ("x" * 5000, 404)]
)
def test_the_archive_is_filtered_by_kind(client: Client, sent, kind, status):
    assert client.get("/de/newsletter/", {"kind": kind}).status_code == status


@pytest.mark.parametrize("page", ["0", "-1", "1000000000", "x", "\x00"])
def test_a_page_nobody_has_is_answered_clearly(client: Client, sent, page):
    assert client.get("/de/newsletter/", {"page": page}).status_code in {200, 400, 404}


def test_an_edition_is_read_in_the_language_of_the_page_or_the_fallback(client: Client, sent):
    assert 'lang="uk"' in client.get("/uk/newsletter/herbst/").content.decode()
    assert client.get("/en/newsletter/herbst/").status_code == 200
    assert client.get("/de/newsletter/gibt-es-nicht/").status_code == 404


def test_a_draft_is_nobodys_business(client: Client):
    draft = EditionFactory()
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_the_feed_holds_the_editions(client: Client, sent):
    answer = client.get("/uk/newsletter/feed.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    assert "herbst" in answer.content.decode()


def test_the_archive_costs_the_same_for_one_and_many(client: Client, sent, django_assert_num_queries):
    with django_assert_num_queries(5):
        client.get("/de/newsletter/")
    EditionFactory.create_batch(3, released=True, state=EditionState.FINISHED, started_at=timezone.now())
    with django_assert_num_queries(5):
        client.get("/de/newsletter/")


def test_an_edition_is_made_written_and_released_on_the_pages(secretariat_client: Client, secretariat):
    SubscriberFactory()
    answer = secretariat_client.post(reverse("edition-new"), {"kind": "special", "subject": "Im Blickpunkt"})
    edition = Edition.objects.get()
    assert answer["Location"] == reverse("edition-write", args=[edition.pk])
    page = secretariat_client.get(answer["Location"]).content.decode()
    assert "Im Blickpunkt" in page
    texts = {f"{name}_{code}": "" for name in ("subject", "lead") for code in ("de", "uk", "en")}
    facts = {"languages_sent": ["de"], "fallback_language": "de", "audience_kinds": ["quarterly"]}
    saved = secretariat_client.post(answer["Location"], {**texts, "subject_de": "Neu", **facts})
    assert saved.status_code == 302
    edition.refresh_from_db()
    assert (edition.subject_de, edition.languages) == ("Neu", ["de"])
    secretariat_client.post(reverse("edition-act", args=[edition.pk, "submit"]))
    edition.refresh_from_db()
    assert edition.state == EditionState.IN_REVIEW
    other = Client()
    other.force_login(
        UserFactory(is_staff=True), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    other.post(reverse("edition-act", args=[edition.pk, "release"]))
    edition.refresh_from_db()
    assert edition.state == EditionState.RELEASED


def test_the_preview_shows_every_language_and_width(secretariat_client: Client):
    edition = EditionFactory(subject_de="Neu")
    BlockFactory(edition=edition, position=0)
    for width in ("360", "640"):
        url = reverse("edition-preview", args=[edition.pk])
        assert secretariat_client.get(url, {"language": "de", "width": width}).status_code == 200
    assert secretariat_client.get(url, {"language": "fr"}).status_code == 404
    mail = secretariat_client.get(reverse("edition-mail", args=[edition.pk]), {"language": "de"})
    assert mail["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("order", ["", "x", "[1e999]", '["a"]', "{}", "[999999]"])
def test_an_order_of_no_sense_changes_nothing(secretariat_client: Client, order):
    edition = EditionFactory()
    block = BlockFactory(edition=edition, position=0)
    answer = secretariat_client.post(reverse("edition-blocks-order", args=[edition.pk]), {"order": order})
    assert answer.status_code in {400, 409}
    assert list(edition.blocks.values_list("pk", flat=True)) == [block.pk]


def test_each_kind_of_block_has_a_page_that_saves(secretariat_client: Client):
    from newsletter.enums import BlockKind

    edition = EditionFactory()
    texts = {
        f"{name}_{code}": ""
        for name in ("heading", "text", "link_label", "alt")
        for code in ("de", "uk", "en")
    }
    for kind in BlockKind.values:
        secretariat_client.post(reverse("edition-block-add", args=[edition.pk]), {"kind": kind})
        url = reverse("edition-block", args=[edition.pk, edition.blocks.last().pk])
        assert secretariat_client.get(url).status_code == 200
        assert secretariat_client.post(url, {**texts, "heading_de": f"Neu {kind}"}).status_code == 302
    assert [block.heading_de for block in edition.blocks.all()] == [
        f"Neu {kind}" for kind in BlockKind.values
    ]
