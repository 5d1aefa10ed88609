"""Lists: search in any script, saved views, steps with preview and undo, exports, rights."""

from __future__ import annotations

import io

import openpyxl
import pytest

from accounts.models import SavedView, User
from actors.models import Actor
from platform_portal.core.desk.script_search import spoken
from platform_portal.core.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.actors import ActorFactory, TopicFactory
from tests.factories.partnerships import PartnershipFactory, PostingFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/actors/actor/"


def chosen(step: str, *actors: Actor, **more: str) -> dict[str, object]:
    return {"action": step, "_selected_action": [actor.pk for actor in actors], **more}


def test_a_step_is_shown_before_anything_happens(secretariat_client):
    able, unable = ActorFactory(), ActorFactory(status="archived")
    page = secretariat_client.post(LIST, chosen("archive", able, unable))
    assert [outlook.obj for outlook in page.context["will"]] == [able]
    assert [outlook.obj for outlook in page.context["cannot"]] == [unable]
    assert page.context["cannot"][0].refusal
    assert Actor.objects.get(pk=able.pk).status == "published"
    assert not AuditEntry.objects.filter(action="actor.archived").exists()


def test_confirmed_it_happens_and_can_be_taken_back(secretariat_client, secretariat):
    actors = [ActorFactory(), ActorFactory(status="dormant")]
    secretariat_client.post(LIST, chosen("archive", *actors, confirm="yes"))
    assert set(Actor.objects.values_list("status", flat=True)) == {"archived"}
    assert "/admin/actors/actor/undo/" in secretariat_client.get(LIST).content.decode()
    secretariat_client.post(LIST + "undo/")
    assert [Actor.objects.get(pk=actor.pk).status for actor in actors] == ["published", "dormant"]
    assert AuditEntry.objects.filter(action="actor.step_undone", user=secretariat).count() == 2


def test_what_somebody_else_changed_since_is_not_taken_back(secretariat_client, secretariat):
    from actors.services import register

    actor = ActorFactory()
    secretariat_client.post(LIST, chosen("archive", actor, confirm="yes"))
    register.return_to_draft(actor=actor, by=secretariat)
    secretariat_client.post(LIST + "undo/")
    assert Actor.objects.get().status == "draft"


def test_nothing_to_take_back_is_said(secretariat_client):
    page = secretariat_client.post(LIST + "undo/", follow=True)
    assert page.status_code == 200


def test_too_many_at_once_are_refused(secretariat_client, monkeypatch):
    monkeypatch.setattr("platform_portal.core.desk.steps.MOST", 1)
    secretariat_client.post(LIST, chosen("archive", ActorFactory(), ActorFactory(), confirm="yes"))
    assert not Actor.objects.filter(status="archived").exists()


def test_the_status_is_not_changed_by_the_form(secretariat_client):
    for address in (
        f"/admin/actors/actor/{ActorFactory().pk}/change/",
        f"/admin/partnerships/posting/{PostingFactory().pk}/change/",
        f"/admin/partnerships/partnership/{PartnershipFactory().pk}/change/",
    ):
        assert 'name="status"' not in secretariat_client.get(address).content.decode()


def test_a_partnership_that_ends_says_so_in_its_history_until_it_is_taken_back(secretariat_client):
    partnership = PartnershipFactory()
    before = partnership.history.count()
    secretariat_client.post(f"/admin/partnerships/partnership/{partnership.pk}/step/ended/")
    partnership.refresh_from_db()
    assert (partnership.status, partnership.history.count()) == ("ended", before + 1)
    secretariat_client.post("/admin/partnerships/partnership/undo/")
    partnership.refresh_from_db()
    assert (partnership.status, partnership.history.count()) == ("active", before)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Schewtschenko", "Тарас Шевченко"),
        ("shevchenko", "Тарас Шевченко"),
        ("Шевченко", "Taras Shevchenko"),
        ("Щербак", "Olha Schtscherbak"),
    ],
)
def test_persons_are_found_in_any_script(secretariat_client, typed, written):
    UserFactory(name="Jemand Anderes")
    person = UserFactory(name=written)
    page = secretariat_client.get("/admin/accounts/user/", {"q": typed})
    assert list(page.context["cl"].result_list) == [person]


@pytest.mark.parametrize("text", ["", "!!!", "ж", "a" * 5000])
def test_the_sound_of_anything_is_a_text(text):
    assert isinstance(spoken(text), str)


def test_partnerships_and_postings_are_found_by_place_in_any_script(secretariat_client, rivne_pair):
    partnership, posting = rivne_pair
    for table, row in (("partnership", partnership), ("posting", posting)):
        page = secretariat_client.get(f"/admin/partnerships/{table}/", {"q": "Rivne"})
        assert list(page.context["cl"].result_list) == [row]


@pytest.fixture
def rivne_pair(db):
    from tests.factories.places import PlaceFactory, PlaceNameFactory

    place = PlaceFactory(name_native="Рівне")
    PlaceNameFactory(place=place, name="Rivne")
    actor = ActorFactory(name="Рівне", place=place)
    PartnershipFactory()
    PostingFactory()
    return PartnershipFactory(parties=[actor, ActorFactory()]), PostingFactory(actor=actor)


@pytest.mark.parametrize(
    "page",
    [
        "accounts/user", "actors/actor", "actors/actorgroup", "actors/importjob", "actors/note", "actors/topic",
        "actors/workinggroup", "core/auditentry", "core/outboxmail", "partnerships/citedfigure",
        "partnerships/partnership", "partnerships/posting", "places/place", "places/placestatus", "places/region",
    ],
)  # fmt: skip
def test_every_list_opens_and_bears_any_search(secretariat_client, page):
    for query in ("", "Riwne", "'; DROP", "%", "x" * 3000, "Рівне 100%"):
        assert secretariat_client.get(f"/admin/{page}/", {"q": query}).status_code == 200


def test_a_view_is_saved_shown_shared_and_removed(secretariat_client, secretariat):
    sent = {"name": "Entwürfe", "list_path": LIST, "query": "?status__exact=draft&p=3", "next": LIST}
    secretariat_client.post("/admin/accounts/savedview/save/", sent)
    view = SavedView.objects.get()
    assert (view.user, view.query, view.is_shared) == (secretariat, "status__exact=draft", False)
    assert "Entwürfe" in secretariat_client.get(LIST).content.decode()
    assert "Entwürfe" not in secretariat_client.get("/admin/actors/topic/").content.decode()
    secretariat_client.post(f"/admin/accounts/savedview/{view.pk}/remove/")
    assert not SavedView.objects.exists()


def test_colleagues_see_shared_views_only_and_cannot_remove_them(secretariat_client):
    colleague = UserFactory(is_staff=True)
    mine = SavedView.objects.create(user=colleague, name="Nur meine", list_path=LIST, query="q=a")
    ours = SavedView.objects.create(
        user=colleague, name="Für alle", list_path=LIST, query="q=b", is_shared=True
    )
    page = secretariat_client.get(LIST).content.decode()
    assert ("Nur meine" in page, "Für alle" in page) == (False, True)
    for view in (mine, ours):
        assert secretariat_client.post(f"/admin/accounts/savedview/{view.pk}/remove/").status_code == 404
    assert SavedView.objects.count() == 2


@pytest.mark.parametrize(
    "sent",
    [{"name": ""}, {"name": "x" * 200}, {"list_path": "https://example.org/"}, {"query": "q=" + "x" * 3000}],
)
def test_a_view_that_makes_no_sense_is_refused(secretariat_client, sent):
    secretariat_client.post(
        "/admin/accounts/savedview/save/", {"name": "A", "list_path": LIST, "query": "q=1", **sent}
    )
    assert not SavedView.objects.exists()


def test_an_export_holds_what_the_list_shows_and_no_formula(secretariat_client):
    ActorFactory(name_de="=HYPERLINK(1)", slug="boese", status="published")
    ActorFactory(name_de="Entwurf", status="draft", published_at=None)
    text = secretariat_client.get(LIST + "export/csv/?status__exact=published").content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert "Entwurf" not in text


def test_an_export_as_workbook_holds_text_only(secretariat_client):
    ActorFactory(name_de="=1+1")
    answer = secretariat_client.get(LIST + "export/xlsx/")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    header = [cell.value for cell in sheet[1]]
    cell = sheet[2][header.index("name_de")]
    assert (cell.value, cell.data_type) == ("'=1+1", "s")


@pytest.mark.parametrize("address", ["export/xls/", "export/csv/?nonsense=1"])
def test_an_export_that_is_not_there(secretariat_client, address):
    assert secretariat_client.get(LIST + address).status_code in (302, 400, 404)


def test_addresses_of_all_persons_leave_by_administrators_only(secretariat_client, administrator_client):
    assert secretariat_client.get("/admin/accounts/user/export/csv/").status_code == 404
    assert administrator_client.get("/admin/accounts/user/export/csv/").status_code == 200


def test_only_administrators_delete(secretariat_client, administrator_client):
    topic = TopicFactory()
    address = f"/admin/actors/topic/{topic.pk}/delete/"
    assert secretariat_client.post(address, {"post": "yes"}).status_code == 403
    assert administrator_client.get(address).status_code == 200
    administrator_client.post(address, {"post": "yes"})
    assert AuditEntry.objects.filter(action="topic.deleted").exists()


def test_only_administrators_give_rights(secretariat_client):
    person = UserFactory()
    address = f"/admin/accounts/user/{person.pk}/change/"
    page = secretariat_client.get(address)
    assert page.status_code == 200
    assert 'name="is_staff"' not in page.content.decode()
    assert secretariat_client.post(address, {"is_staff": "on", "email": person.email}).status_code == 403
    assert not User.objects.get(pk=person.pk).is_staff


@pytest.mark.parametrize(
    "address",
    [
        "accounts/savedview/save/", "actors/actor/undo/", "actors/actor/1/step/archive/", "actors/note/write/actor/1/",
        "actors/importjob/1/answer/confirm/", "language/",
    ],
)  # fmt: skip
def test_members_and_strangers_do_nothing_here(client, member_client, address):
    for reader in (client, member_client):
        assert reader.post(f"/admin/{address}").status_code in (302, 403, 404)
