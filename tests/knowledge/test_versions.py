"""Versions: one is current, the earlier ones stay; only the secretariat gets their files."""

import datetime as dt
import io
import threading

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import ErasureRequest, Upload
from accounts.services import erasure, retention, uploads
from actors.models import Membership
from knowledge.models import KnowledgeProduct, ProductVersion
from knowledge.services import products, versions
from platform_portal.core.errors import Refusal
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.knowledge import ProductFactory
from tests.knowledge import files


def add(product, by=None, **facts):
    return versions.add(product=product, by=by, **({"link": "https://example.org/neu"} | facts))


def test_the_newest_version_is_the_current_one_and_the_others_stay(db):
    product = ProductFactory()
    add(product, note="Kapitel 3 neu")
    assert list(product.versions.values_list("number", "is_current", "note")) == [
        (2, True, "Kapitel 3 neu"),
        (1, False, ""),
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"link": ""}, {"link": "https://example.org", "file": io.BytesIO(files.pdf("x"))}, {"link": "javascript:alert(1)"},
        {"link": "ftp://example.org/x"}, {"link": "https://"}, {"link": "https://example.org/" + "x" * 400},
        {"link": "//example.org"}, {"link": "data:text/html,x"},
    ],
)  # fmt: skip
def test_neither_both_and_broken_links_are_refused(db, facts):
    product = ProductFactory(link="")
    with pytest.raises(Refusal):
        add(product, **facts)
    assert not product.versions.exists()


def test_the_database_refuses_a_version_with_both_or_neither(db):
    product = ProductFactory(link="")
    for facts in ({}, {"link": ""}):
        with pytest.raises(IntegrityError, match="file_or_link"), transaction.atomic():
            ProductVersion.objects.create(product=product, number=9, **facts)


def test_strangers_add_no_version(db):
    with pytest.raises(Refusal):
        add(ProductFactory(), by=UserFactory())


def test_everybody_gets_the_current_file_and_only_the_secretariat_the_earlier_ones(
    client, secretariat_client, db
):
    product = ProductFactory(slug="p", link="")
    for text in ("eins", "zwei"):
        add(product, link="", file=io.BytesIO(files.pdf(text)))
    answer = client.get("/de/knowledge/p/file/")
    assert answer.content == files.pdf("zwei")
    assert answer["Content-Disposition"] == 'attachment; filename="p-2.pdf"'
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "private, no-store")
    assert [client.get(f"/de/knowledge/p/versions/{number}/").status_code for number in (1, 2, 3)] == [
        404,
        200,
        404,
    ]
    assert secretariat_client.get("/de/knowledge/p/versions/1/").content == files.pdf("eins")


def test_the_page_shows_the_history_without_links_to_visitors(client, secretariat_client, db):
    product = ProductFactory(slug="p")
    add(product, note="Zweite Auflage")
    page = client.get("/de/knowledge/p/").content.decode()
    assert "Zweite Auflage" in page
    assert "/versions/1/" not in page
    assert "/versions/1/" in secretariat_client.get("/de/knowledge/p/").content.decode()


def test_a_file_that_is_lost_is_a_clear_page(client, db):
    product = ProductFactory(slug="p", link="")
    version = add(product, link="", file=io.BytesIO(files.pdf("x")))
    uploads.location(version.upload.path).unlink()
    assert client.get("/de/knowledge/p/file/").status_code == 404
    assert client.get("/de/knowledge/p/").status_code == 200


def proposal(person):
    actor = ActorFactory()
    Membership.objects.create(user=person, actor=actor, role="owner")
    facts = products.Facts(kind="guide", title="Leitfaden", language="de", file=io.BytesIO(files.pdf("x")))
    return products.propose(facts=facts, by=person, actor=actor)


def test_published_files_outlive_the_account_of_who_sent_them(client, secretariat, db):
    person = UserFactory()
    product = products.publish(product=proposal(person), by=secretariat)
    now = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    ErasureRequest.objects.create(user=person, requested_at=now, due_at=now)
    erasure.erase(user=person, now=now)
    assert client.get(f"/de/knowledge/{product.slug}/file/").status_code == 200
    product.refresh_from_db()
    assert product.proposed_by is None


def test_the_file_of_an_unpublished_proposal_goes_with_the_account(secretariat, db):
    person = UserFactory()
    product = proposal(person)
    now = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    ErasureRequest.objects.create(user=person, requested_at=now, due_at=now)
    erasure.erase(user=person, now=now)
    assert not Upload.objects.exists()
    assert KnowledgeProduct.objects.get(pk=product.pk).versions.count() == 0


def test_files_of_versions_are_kept_and_others_of_the_purpose_are_not(db):
    version = add(ProductFactory(link=""), link="", file=io.BytesIO(files.pdf("x")))
    lost = Upload.objects.create(
        purpose="knowledge", path="00/lost.pdf", media_type="application/pdf", size=1, sha256="0" * 64
    )
    retention.apply(now=version.created_at + dt.timedelta(days=40))
    assert list(Upload.objects.all()) == [version.upload]
    assert not Upload.objects.filter(pk=lost.pk).exists()


# ── at the same moment ─────────────────────────────────────────────────────────────────────────
def race(product, number=3):
    found: list[object] = [None] * number
    start = threading.Barrier(number)

    def run(index):
        start.wait()
        try:
            found[index] = add(product, link=f"https://example.org/{index}").number
        except IntegrityError as error:
            found[index] = type(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_versions_added_at_once_get_numbers_of_their_own():
    product = ProductFactory(link="")
    assert sorted(race(product)) == [1, 2, 3]
    assert product.versions.current().count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_collide(monkeypatch):
    """The negative control: the same race with the lock taken off."""
    product = ProductFactory(link="")
    meeting = threading.Barrier(3)

    def unlocked(row):
        return KnowledgeProduct.objects.get(pk=row.pk)

    monkeypatch.setattr(versions, "lock", unlocked)
    store = versions.ProductVersion.objects.create

    def create(**facts):
        meeting.wait(timeout=20)
        return store(**facts)

    monkeypatch.setattr(versions.ProductVersion.objects, "create", create)
    assert IntegrityError in race(product)
