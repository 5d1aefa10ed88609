"""Members propose products; the secretariat publishes or returns them; who proposed them is told in their language."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Upload
from actors.models import Coordinator, Membership, WorkingGroupMember
from knowledge import work_queue
from knowledge.enums import ProductStatus
from knowledge.models import KnowledgeProduct
from knowledge.services import index, products
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, WorkingGroupFactory
from tests.factories.knowledge import ProductFactory
from tests.knowledge import files

PROPOSE = "/de/knowledge/propose/"


@pytest.fixture
def actor(member):
    """An actor the member keeps."""
    found = ActorFactory(name="Stadt Beispielburg")
    Membership.objects.create(user=member, actor=found, role="editor")
    WorkingGroupMember.objects.create(group=WorkingGroupFactory(), actor=found)
    return found


def facts(**more):
    known = {"kind": "guide", "title": "Leitfaden", "language": "de", "link": "https://example.org/x"}
    return products.Facts(**(known | more))


def sent(**more):
    known = {
        "kind": "guide", "language": "de", "title": "Leitfaden Leckortung", "summary": "Für Wasserbetriebe.",
        "licence": "cc-by", "visibility": "public", "link": "https://example.org/leitfaden",
    }  # fmt: skip
    return known | more


def test_a_member_proposes_and_the_secretariat_publishes(member, member_client, actor, secretariat, client):
    answer = member_client.post(PROPOSE, sent(actor=actor.pk, languages=["de"]))
    assert answer.url == "/de/knowledge/mine/"
    product = KnowledgeProduct.objects.get()
    assert (product.status, product.title_de, product.title_uk) == ("in_review", "Leitfaden Leckortung", None)
    assert list(product.authors.all()) == [actor]
    assert client.get(product.get_absolute_url()).status_code == 404
    products.publish(product=product, by=secretariat)
    assert client.get(product.get_absolute_url()).status_code == 200
    mail = OutboxMail.objects.get()
    assert mail.to == member.email
    assert "Leitfaden Leckortung" in mail.subject


def test_a_file_is_sent_along(member_client, actor):
    file = SimpleUploadedFile("../böse.exe", files.pdf("Leckortung"), content_type="text/html")
    member_client.post(PROPOSE, sent(actor=actor.pk, link="", file=file))
    assert Upload.objects.get().media_type == "application/pdf"


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""}, {"title": "x" * 241}, {"summary": "x" * 100_000}, {"kind": "unsinn"}, {"link": ""}, {"actor": 999_999},
        {"link": "javascript:alert(1)"}, {"languages": ["xx"]}, {"topics": ["x"]}, {"groups": [999_999]}, {"language": "xx"},
        {"file": SimpleUploadedFile("x.pdf", b"%PDF-1.7 nichts")}, {"file": SimpleUploadedFile("x.pdf", b"", "application/pdf")},
        {"link": "", "file": SimpleUploadedFile("x.docx", files.bomb())}, {"visibility": "alle"}, {"licence": "meine"},
        {"title": "\x00"},
    ],
)  # fmt: skip
def test_a_wrong_form_is_explained_and_nothing_is_lost(member_client, actor, wrong):
    answer = member_client.post(PROPOSE, sent(**{"actor": actor.pk, "summary": "Bleibt stehen"} | wrong))
    assert answer.status_code == 422
    assert "summary" in wrong or "Bleibt stehen" in answer.content.decode()
    assert not KnowledgeProduct.objects.exists()
    assert not Upload.objects.exists()


def test_foreign_actors_and_groups_are_refused(member, member_client, actor):
    foreign, group = ActorFactory(), WorkingGroupFactory()
    assert member_client.post(PROPOSE, sent(actor=foreign.pk)).status_code == 422
    assert member_client.post(PROPOSE, sent(actor=actor.pk, groups=[group.pk])).status_code in {302, 422}
    for more in ({"actor": foreign}, {"actor": actor, "facts": facts(groups=[group])}):
        with pytest.raises(Refusal):
            products.propose(**({"facts": facts(), "by": member} | more))
    assert not KnowledgeProduct.objects.filter(authors=foreign).exists()
    assert not KnowledgeProduct.objects.filter(working_groups=group).exists()


def test_members_and_coordinators_propose_for_their_working_group(member, actor):
    group = WorkingGroupFactory()
    WorkingGroupMember.objects.create(group=group, actor=actor)
    coordinator = UserFactory()
    Coordinator.objects.create(user=coordinator, group=group)
    for person, author in ((member, actor), (coordinator, None)):
        made = products.propose(facts=facts(groups=[group]), by=person, actor=author)
        assert list(made.working_groups.all()) == [group]
    with pytest.raises(Refusal, match="Themenkreis"):
        products.propose(facts=facts(), by=coordinator)


def test_who_has_nobody_to_propose_for_finds_no_form(member_client):
    assert member_client.get(PROPOSE).status_code == 404


def test_a_returned_proposal_is_corrected_and_comes_back(member, member_client, actor, secretariat):
    member.language = "uk"
    member.save()
    product = products.propose(facts=facts(), by=member, actor=actor)
    with pytest.raises(Refusal):
        products.return_to_author(product=product, by=secretariat, reason="  ")
    products.return_to_author(product=product, by=secretariat, reason="Die Lizenz fehlt.")
    assert "Будь ласка" in OutboxMail.objects.get().subject
    page = member_client.get(f"/de/knowledge/{product.slug}/edit/").content.decode()
    assert "Die Lizenz fehlt." in page
    member_client.post(f"/de/knowledge/{product.slug}/edit/", sent(link="", licence="cc-by"))
    product.refresh_from_db()
    assert (product.status, product.licence, product.review_note) == ("in_review", "cc-by", "")
    assert product.versions.count() == 1


def test_published_products_are_no_longer_changed_by_members(member, member_client, actor, secretariat):
    product = products.propose(facts=facts(), by=member, actor=actor)
    products.publish(product=product, by=secretariat)
    assert member_client.get(f"/de/knowledge/{product.slug}/edit/").status_code == 404
    with pytest.raises(Refusal):
        products.revise(product=product, facts=facts(title="Anders"), by=member)


def test_only_the_secretariat_decides(member, actor):
    product = products.propose(facts=facts(), by=member, actor=actor)
    for step in (products.publish, products.archive):
        with pytest.raises(Refusal, match="Sekretariat"):
            step(product=product, by=member)
    assert KnowledgeProduct.objects.get().status == ProductStatus.IN_REVIEW


@pytest.mark.parametrize(
    ("status", "step"), [("published", "publish"), ("in_review", "archive"), ("archived", "archive")]
)
def test_steps_that_lead_nowhere_are_refused(db, secretariat, status, step):
    with pytest.raises(Refusal):
        getattr(products, step)(product=ProductFactory(status=status), by=secretariat)


def test_too_many_waiting_proposals_are_refused(member, actor, monkeypatch):
    monkeypatch.setattr(products, "MOST_WAITING", 1)
    products.propose(facts=facts(), by=member, actor=actor)
    with pytest.raises(Refusal):
        products.propose(facts=facts(), by=member, actor=actor)


def test_titles_that_are_the_same_get_addresses_of_their_own(member, actor):
    made = [
        products.propose(facts=facts(title=title), by=member, actor=actor).slug
        for title in ("Propose", "Propose", "«»")
    ]
    assert made == ["propose-2", "propose-3", "produkt"]


def test_own_proposals_are_listed_and_linked_from_the_account(member, member_client, actor):
    product = products.propose(facts=facts(), by=member, actor=actor)
    assert product.get_absolute_url() in member_client.get("/de/knowledge/mine/").content.decode()
    assert "/de/knowledge/mine/" in member_client.get("/de/account/").content.decode()


# ── at the desk ────────────────────────────────────────────────────────────────────────────────
def test_proposals_wait_in_the_queue_and_are_published_with_one_click(member, actor, secretariat_client):
    product = products.propose(facts=facts(), by=member, actor=actor)
    (item,) = work_queue.proposed_products(5)
    assert (item.title, work_queue.count_proposed_products()[0]) == ("Leitfaden", 1)
    secretariat_client.post(str(item.actions[0].url))
    product.refresh_from_db()
    assert product.status == ProductStatus.PUBLISHED
    assert work_queue.count_proposed_products() == (0, None)


def test_a_step_is_taken_back(member, actor, secretariat, secretariat_client):
    product = products.propose(facts=facts(), by=member, actor=actor)
    secretariat_client.post(reverse("admin:knowledge_knowledgeproduct_step", args=[product.pk, "publish"]))
    secretariat_client.post(reverse("admin:knowledge_knowledgeproduct_undo"))
    product.refresh_from_db()
    assert product.status == ProductStatus.IN_REVIEW


def test_the_desk_returns_a_proposal_with_the_reason(member, actor, secretariat_client):
    product = products.propose(facts=facts(), by=member, actor=actor)
    page = secretariat_client.get(reverse("admin:knowledge_knowledgeproduct_change", args=[product.pk]))
    assert reverse("admin:knowledge_knowledgeproduct_return", args=[product.pk]) in page.content.decode()
    url = reverse("admin:knowledge_knowledgeproduct_return", args=[product.pk])
    secretariat_client.post(url, {"reason": ""})
    assert KnowledgeProduct.objects.get().status == ProductStatus.IN_REVIEW
    secretariat_client.post(url, {"reason": "Bitte den Autor nennen"})
    assert KnowledgeProduct.objects.get().status == ProductStatus.DRAFT


def test_the_desk_adds_a_version(secretariat_client, db):
    product = ProductFactory()
    url = reverse("admin:knowledge_knowledgeproduct_version", args=[product.pk])
    assert secretariat_client.get(url).status_code == 200
    assert secretariat_client.post(url, {"stated_accessible": "unknown"}).status_code == 422
    file = io.BytesIO(files.docx("Text", "Tabelle"))
    file.name = "x.docx"
    answer = secretariat_client.post(url, {"file": file, "note": "Neu", "stated_accessible": "yes"})
    assert answer.status_code == 302
    assert product.versions.current().get().note == "Neu"
    assert AuditEntry.objects.filter(action="product.version_added").exists()


def test_an_earlier_state_comes_back_and_is_found_again(secretariat_client, client, db):
    product = ProductFactory(title="Leckortung")
    product.title_de = product.title_uk = product.title_en = "Fernwärme"
    product.save()
    index.refresh([product.pk])
    base = reverse("admin:knowledge_knowledgeproduct_history", args=[product.pk])
    address = f"{base}{product.states.order_by('pgh_id').first().pk}/"
    secretariat_client.post(address, {"state": secretariat_client.get(address).context["state"]})
    product.refresh_from_db()
    assert product.title_de == "Leckortung"
    assert product.get_absolute_url() in client.get("/de/knowledge/?q=leckortung").content.decode()
