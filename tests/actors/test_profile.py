"""The profile shows what is public, contacts by their visibility, and the history of the entry."""

import datetime as dt

import pytest
from django.test import Client

from accounts.models import User
from actors.enums import ActorStatus, MembershipRole
from actors.models import ActorIndex, Membership
from actors.selectors.history import Step, by_day
from actors.services import register
from platform_portal.core.visibility import Visibility
from tests.factories.actors import ActorFactory, ContactFactory, WorkingGroupFactory

pytestmark = pytest.mark.django_db
URL = "/de/actors/stadt-essen/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def text(client: Client, url: str = URL) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("status", [ActorStatus.DRAFT, ActorStatus.IN_REVIEW, ActorStatus.ARCHIVED])
def test_what_is_not_on_public_pages_answers_404(client, secretariat_client, status):
    ActorFactory(slug="verborgen", status=status)
    assert client.get("/de/actors/verborgen/").status_code == 404
    assert secretariat_client.get("/de/actors/verborgen/").status_code == 404


def test_a_dormant_entry_says_so(client, essen):
    register.mark_dormant(actor=essen, by=None)
    assert "kern-badge--warning" in text(client)


def test_an_unconfirmed_entry_says_so_and_shows_its_source(client, essen):
    page = text(client, "/en/actors/stadt-essen/")
    assert "not yet confirmed" in page
    assert '<dd><span lang="de">Test</span></dd>' in page


def test_topics_stand_under_their_role(client, rivne, essen):
    assert "pw-tag--offer" in text(client)
    assert "pw-tag--need" in text(client, "/de/actors/riwne/")


def test_parts_parents_and_groups_are_linked(client, essen):
    ActorFactory(
        slug="amt", name="Amt der Stadt", parent=essen, in_groups=[WorkingGroupFactory(slug="kreis")]
    )
    assert 'href="/de/actors/amt/"' in text(client)
    part = text(client, "/de/actors/amt/")
    assert 'href="/de/actors/stadt-essen/"' in part
    assert 'href="/de/working-groups/kreis/"' in part


def contacts_of(essen) -> None:
    ContactFactory(
        actor=essen, function="Pressestelle", email="offen@example.org", visibility=Visibility.PUBLIC
    )
    ContactFactory(actor=essen, function="Büro", email="mitglieder@example.org")
    ContactFactory(
        actor=essen,
        function="Leitung",
        email="person@example.org",
        is_personal=True,
        visibility=Visibility.MATCHED,
    )


def addresses(page: str) -> list[str]:
    known = ("offen@example.org", "mitglieder@example.org", "person@example.org")
    return [address for address in known if address in page]


def test_a_visitor_sees_public_contacts_and_that_others_exist(client, essen):
    contacts_of(essen)
    page = text(client)
    assert addresses(page) == ["offen@example.org"]
    assert "pw-lock" in page
    assert "Büro" in page
    assert "Leitung" not in page


def test_a_member_sees_function_mailboxes_but_no_personal_contact(member_client, essen):
    contacts_of(essen)
    page = text(member_client)
    assert addresses(page) == ["offen@example.org", "mitglieder@example.org"]
    assert "pw-lock" not in page


def test_the_secretariat_and_the_actors_own_people_see_all(secretariat_client, essen):
    contacts_of(essen)
    own = User.objects.create_user("eigene@example.org", "geheim-und-lang-genug")
    Membership.objects.create(user=own, actor=essen, role=MembershipRole.OWNER)
    client = Client()
    client.force_login(own, backend=BACKEND)
    assert len(addresses(text(secretariat_client))) == 3
    assert len(addresses(text(client))) == 3


def test_the_history_tells_public_changes_in_their_order(client, essen):
    register.update_actor(actor=essen, by=None, name_de="Essen an der Ruhr")
    register.mark_dormant(actor=essen, by=None)
    register.publish(actor=essen, by=None)
    page = client.get("/en/actors/stadt-essen/")
    assert [str(step.title) for step in page.context["profile"].history] == [
        "Entered in the register · Name changed · Marked as dormant · Active again"
    ]


def test_days_of_the_history_stay_apart_and_say_each_thing_once():
    monday, tuesday = dt.date(2026, 3, 2), dt.date(2026, 3, 3)
    steps = [
        Step(monday, "Name changed", "before: A"),
        Step(monday, "Name changed", "before: B"),
        Step(tuesday, "Active again"),
    ]
    assert [(step.on, step.title, step.text) for step in by_day(steps)] == [
        (monday, "Name changed", "before: A · before: B"),
        (tuesday, "Active again", ""),
    ]


def test_the_place_is_on_a_map_of_its_own_only_without_partnerships(client, essen):
    assert "on the map</title>" in text(client, "/en/actors/stadt-essen/")
    ActorIndex.objects.update(partnership_count=1)
    assert "on the map</title>" not in text(client, "/en/actors/stadt-essen/")


def test_what_happened_to_a_draft_is_not_told(client):
    actor = ActorFactory(slug="neu", name="Vorläufig", status=ActorStatus.DRAFT, published_at=None)
    register.update_actor(actor=actor, by=None, name_de="Endgültig")
    register.publish(actor=actor, by=None)
    assert "Vorläufig" not in text(client, "/de/actors/neu/").split("pw-time")[-1]


def test_a_missing_translation_shows_the_source_language(client, essen):
    register.update_actor(actor=essen, by=None, description_de="Nur auf Deutsch.")
    page = text(client, "/uk/actors/stadt-essen/")
    assert 'lang="de"' in page
    assert "Nur auf Deutsch." in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_profile_costs_three_queries_of_its_own(client, django_assert_max_num_queries, essen, number):
    for _ in range(number):
        ActorFactory(parent=essen)
        ContactFactory(actor=essen)
    client.get(URL)
    with django_assert_max_num_queries(6):  # three, and what upper apps show in their slots
        client.get(URL)


def test_working_group_pages_show_purpose_and_results_but_no_members(client):
    group = WorkingGroupFactory(slug="kreis", name="Themenkreis Wasser", status="planned")
    group.results.create(title="Leitfaden", title_de="Leitfaden", source="Bericht")
    ActorFactory(name="Mitglied", in_groups=[group])
    page = text(client, "/de/working-groups/kreis/")
    assert "Leitfaden" in page
    assert "Mitglied" not in page
    assert "Themenkreis Wasser" in text(client, "/de/working-groups/")


@pytest.mark.parametrize("url", ["/de/actors/gibt-es-nicht/", "/de/working-groups/gibt-es-nicht/"])
def test_unknown_addresses_answer_404(client, url):
    assert client.get(url).status_code == 404
