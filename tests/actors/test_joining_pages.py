"""Pages of joining: reading changes nothing, links answer clearly, foreign objects do not exist, robots get nowhere."""

from __future__ import annotations

import datetime as dt
import logging
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import LimitCounter, User
from actors.enums import ActorStatus, ClaimStatus, InterestStatus, InvitationStatus, MembershipRole
from actors.joining_links import Purpose, make
from actors.models import Actor, Claim, Coordinator, Interest, Invitation, Membership
from actors.services import invitations
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.actors import ActorFactory, ActorGroupFactory, WorkingGroupFactory
from tests.factories.joining import ClaimFactory, InterestFactory, InvitationFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_attempts_yet(db) -> None:
    LimitCounter.objects.all().delete()


def browser(user: User | None = None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def url(name: str, *args: object, language: str = "de") -> str:
    with translation.override(language):
        return reverse(name, args=args)


def link(found: Invitation) -> str:
    return url("invitation", found.key)  # type: ignore[attr-defined]


# ── the link of an invitation ─────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_changes_nothing(method):
    found = InvitationFactory()
    for _time in range(2):
        assert getattr(browser(), method)(link(found)).status_code == 200
    found.refresh_from_db()
    assert found.status == InvitationStatus.SENT


def test_somebody_new_sets_name_and_password_and_is_logged_in():
    found, client = InvitationFactory(role=MembershipRole.OWNER), browser()
    answer = client.post(
        link(found), {"answer": "accept", "name": "Erika Muster", "password": PASSWORD}, follow=True
    )
    assert answer.status_code == 200
    assert answer.wsgi_request.user.email == found.email
    assert found.actor.name in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("", PASSWORD),
        ("Max\nBcc: x", PASSWORD),
        ("Max", "kurz"),
        ("Max", ""),
        ("Max", "123456789012"),
        ("Max", "x" * 600),
    ],
)
def test_a_wrong_name_or_password_is_explained_at_the_form(name, password):
    found = InvitationFactory()
    answer = browser().post(link(found), {"answer": "accept", "name": name, "password": password})
    assert answer.status_code == 422
    assert not User.objects.filter(email=found.email).exists()


def test_a_password_like_the_address_is_refused():
    found = InvitationFactory(email="langer-name-der-stadt@example.org")
    answer = browser().post(
        link(found), {"answer": "accept", "name": "Max", "password": "langer-name-der-stadt"}
    )
    assert answer.status_code == 422


def test_somebody_known_logs_in_first():
    person = UserFactory()
    found = InvitationFactory(email=person.email)
    page = browser().get(link(found)).content.decode()
    assert f"/de/account/login/?next={link(found)}" in page
    assert 'name="password"' not in page
    answer = browser().post(link(found), {"answer": "accept", "name": "Max", "password": PASSWORD})
    assert answer.status_code == 409
    assert not Membership.objects.exists()
    browser(person).post(link(found), {"answer": "accept"})
    assert list(Actor.objects.kept_by(person)) == [found.actor]


def test_with_another_account_there_is_a_clear_page_and_nothing_happens():
    found, client = InvitationFactory(), browser(UserFactory())
    page = client.get(link(found)).content.decode()
    assert "/de/account/logout/" in page
    assert found.email not in page
    client.post(link(found), {"answer": "accept"})
    found.refresh_from_db()
    assert found.status == InvitationStatus.SENT
    assert not Membership.objects.exists()


def test_declining_needs_no_account():
    found = InvitationFactory()
    assert browser().post(link(found), {"answer": "decline"}).status_code == 200
    found.refresh_from_db()
    assert found.status == InvitationStatus.DECLINED


@pytest.mark.parametrize("key", ["x", "a" * 43, "%00", "ä", "1" * 2000])
def test_an_unknown_link_is_404_and_logged(key, caplog):
    with caplog.at_level(logging.WARNING):
        answer = browser().get(f"/de/join/invitation/{key}/")
    assert answer.status_code in {400, 404}


@pytest.mark.parametrize("status", ["accepted", "declined", "withdrawn"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_used_link_is_410_and_logged(status, method, caplog):
    found = InvitationFactory(status=status)
    answer = getattr(browser(), method)(
        link(found), {"answer": "accept", "name": "Max", "password": PASSWORD}
    )
    assert answer.status_code == 410
    assert "link was opened" in caplog.text
    assert not User.objects.exists()


def test_an_expired_link_is_410():
    found = InvitationFactory(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert browser().get(link(found)).status_code == 410
    assert browser(UserFactory(email=found.email)).post(link(found), {"answer": "accept"}).status_code == 410
    assert not Membership.objects.exists()


def test_an_accepted_invitation_to_the_secretariat_leads_to_the_desk():
    found, client = InvitationFactory(actor=None), browser()
    answer = client.post(link(found), {"answer": "accept", "name": "Neu", "password": PASSWORD})
    assert answer.url == "/admin/"
    assert User.objects.get(email=found.email).is_staff


# ── people of an organisation ─────────────────────────────────────────────────────────────────
def people_url(actor: Actor) -> str:
    return url("entry-people", actor.slug)


@pytest.mark.parametrize("role", ["visitor", "member", "editor", "foreign owner", "coordinator"])
def test_for_all_but_owners_and_the_secretariat_the_page_does_not_exist(role):
    row, person = MembershipFactory(), None if role == "visitor" else UserFactory()
    if role == "editor":
        MembershipFactory(actor=row.actor, user=person, role=MembershipRole.EDITOR)
    elif role == "foreign owner":
        MembershipFactory(user=person)
    elif role == "coordinator":
        Coordinator.objects.create(user=person, group=WorkingGroupFactory())
    expected = 302 if role == "visitor" else 404
    invitation = InvitationFactory(actor=row.actor)
    client = browser(person)
    for name, pk in [
        ("entry-people-role", row.pk), ("entry-people-remove", row.pk),
        ("entry-invitation-withdraw", invitation.pk), ("entry-invitation-again", invitation.pk),
    ]:  # fmt: skip
        assert client.post(url(name, row.actor.slug, pk), {"role": "editor"}).status_code == expected
    assert client.get(people_url(row.actor)).status_code == expected
    assert client.post(people_url(row.actor), {"email": "x@example.org"}).status_code == expected
    assert Invitation.objects.get().status == InvitationStatus.SENT


def test_an_owner_invites_changes_and_removes():
    owner = MembershipFactory()
    client, where = browser(owner.user), people_url(owner.actor)
    facts = {"email": "neu@example.org", "role": "editor", "language": "uk", "message": ""}
    assert client.post(where, facts).status_code == 302
    assert "neu@example.org" in client.get(where).content.decode()
    row = MembershipFactory(actor=owner.actor, role=MembershipRole.EDITOR)
    client.post(url("entry-people-role", owner.actor.slug, row.pk), {"role": "owner"})
    row.refresh_from_db()
    assert row.role == MembershipRole.OWNER
    remove = url("entry-people-remove", owner.actor.slug, row.pk)
    assert client.get(remove).status_code == 200
    client.post(remove)
    assert list(owner.actor.memberships.all()) == [owner]


def test_rows_of_another_actor_are_404_below_the_own_one():
    owner, other = MembershipFactory(), MembershipFactory()
    foreign = InvitationFactory(actor=other.actor)
    client = browser(owner.user)
    assert client.post(url("entry-people-remove", owner.actor.slug, other.pk)).status_code == 404
    assert client.post(url("entry-invitation-withdraw", owner.actor.slug, foreign.pk)).status_code == 404
    assert Membership.objects.count() == 2


def test_an_editor_ends_the_own_role():
    owner = MembershipFactory()
    row = MembershipFactory(actor=owner.actor, role=MembershipRole.EDITOR)
    client = browser(row.user)
    answer = client.post(url("entry-people-remove", owner.actor.slug, row.pk))
    assert answer.url == url("account")
    assert not Membership.objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("facts", [{}, {"email": "x@example.org\nBcc: y@example.org", "role": "editor", "language": "de"},
                                   {"email": "x@example.org", "role": "king", "language": "de"},
                                   {"email": "x@example.org", "role": "editor", "language": "xx"}])  # fmt: skip
def test_a_wrong_invitation_is_explained_at_the_form(facts):
    owner = MembershipFactory()
    assert browser(owner.user).post(people_url(owner.actor), facts).status_code == 422
    assert not OutboxMail.objects.exists()


def test_too_many_invitations_are_a_clear_answer():
    owner = MembershipFactory()
    InvitationFactory.create_batch(invitations.DAILY_LIMIT, actor=owner.actor, invited_by=owner.user)
    facts = {"email": "x@example.org", "role": "editor", "language": "de"}
    answer = browser(owner.user).post(people_url(owner.actor), facts)
    assert answer.status_code == 422
    assert "20" in re.sub(r"<[^>]+>", "", answer.content.decode())
    assert not OutboxMail.objects.exists()


@pytest.mark.parametrize("number", [1, 12])
def test_the_page_costs_the_same_for_one_and_many(number, django_assert_max_num_queries):
    owner = MembershipFactory()
    MembershipFactory.create_batch(number, actor=owner.actor, role=MembershipRole.EDITOR)
    InvitationFactory.create_batch(number, actor=owner.actor, invited_by=owner.user)
    client = browser(owner.user)
    with django_assert_max_num_queries(8):
        assert client.get(people_url(owner.actor)).status_code == 200


# ── "This is us" ──────────────────────────────────────────────────────────────────────────────
CLAIM = {"name": "Erika Muster", "email": "amt@stadt.example.org", "function": "Amtsleitung", "message": ""}


def test_the_profile_offers_an_entry_nobody_keeps():
    actor = ActorFactory()
    assert url("claim", actor.slug) in browser().get(actor.get_absolute_url()).content.decode()


def test_the_same_answer_for_known_and_unknown_addresses():
    actor, person = ActorFactory(), UserFactory()
    pages = []
    for email in (person.email, "unbekannt@example.org"):
        answer = browser().post(url("claim", actor.slug), CLAIM | {"email": email}, follow=True)
        pages.append((answer.redirect_chain, answer.content))
    assert pages[0] == pages[1]


def test_a_claim_is_confirmed_by_post_once(caplog):
    actor = ActorFactory()
    browser().post(url("claim", actor.slug), CLAIM)
    claim = Claim.objects.get()
    where = url("claim-confirm", make(Purpose.CLAIM, claim.pk))
    assert browser().get(where).status_code == browser().head(where).status_code == 200
    assert Claim.objects.get().status == ClaimStatus.UNCONFIRMED
    assert browser().post(where, follow=True).status_code == 200
    assert Claim.objects.get().status == ClaimStatus.OPEN
    assert browser().post(where).status_code == 410


def test_an_expired_confirmation_is_410():
    claim = ClaimFactory(status="unconfirmed", created_at=timezone.now() - dt.timedelta(days=8))
    assert browser().post(url("claim-confirm", make(Purpose.CLAIM, claim.pk))).status_code == 410
    assert Claim.objects.get().status == ClaimStatus.UNCONFIRMED


@pytest.mark.parametrize("name", ["claim-confirm", "join-confirm"])
@pytest.mark.parametrize("token", ["1", "1.xyz", "abc", "9" * 50 + ".x"])
def test_a_tampered_confirmation_is_404(name, token):
    assert browser().get(url(name, token)).status_code == 404
    assert browser().post(url(name, token)).status_code == 404


def test_a_link_of_a_claim_confirms_no_interest_form():
    claim, form = ClaimFactory(status="unconfirmed"), InterestFactory(status="unconfirmed")
    assert browser().post(url("join-confirm", make(Purpose.CLAIM, claim.pk))).status_code == 404
    assert browser().post(url("claim-confirm", make(Purpose.INTEREST, form.pk))).status_code == 404


def test_an_entry_that_is_kept_says_so():
    owner = MembershipFactory()
    page = browser().get(url("claim", owner.actor.slug, language="en")).content.decode()
    assert "kept already" in page
    assert owner.user.name not in page
    assert owner.user.email not in page


@pytest.mark.parametrize("status", [ActorStatus.DRAFT, ActorStatus.IN_REVIEW, ActorStatus.ARCHIVED])
def test_an_entry_not_on_public_pages_cannot_be_claimed(status):
    actor = ActorFactory(status=status)
    assert browser().get(url("claim", actor.slug)).status_code == 404
    assert browser().post(url("claim", actor.slug), CLAIM).status_code == 404


def test_a_person_with_an_account_claims_without_a_mail():
    person, actor = UserFactory(), ActorFactory()
    client = browser(person)
    answer = client.post(url("claim", actor.slug), {"name": person.name, "function": "Amt"}, follow=True)
    assert Claim.objects.get().email == person.email
    assert actor.name in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"email": "x"},
        {"name": "A\nBcc: x"},
        {"function": "A\nB"},
        {"message": "x" * 3000},
        {"name": "A\x00"},
    ],
)
def test_a_wrong_claim_is_explained_at_the_form(wrong):
    answer = browser().post(url("claim", ActorFactory().slug), CLAIM | wrong)
    assert answer.status_code == 422
    assert not Claim.objects.exists()


# ── "Take part" ───────────────────────────────────────────────────────────────────────────────
def join_facts(**more: object) -> dict[str, object]:
    facts = {
        "organisation": "Verein Brücken bauen", "group": ActorGroupFactory(slug="civil-society").pk,
        "kind": "association", "name": "Erika Muster", "email": "erika@example.org",
    }  # fmt: skip
    return facts | more


def test_an_organisation_asks_to_take_part_and_confirms():
    group = WorkingGroupFactory()
    answer = browser().post(
        url("join"), join_facts(working_groups=[group.pk], website="example.org"), follow=True
    )
    assert answer.status_code == 200
    form = Interest.objects.get()
    assert (form.website, form.language, list(form.working_groups.all())) == (
        "https://example.org",
        "de",
        [group],
    )
    browser().post(url("join-confirm", make(Purpose.INTEREST, form.pk)))
    assert Interest.objects.get().status == InterestStatus.OPEN


def test_an_organisation_that_is_listed_is_shown_first(rivne):
    answer = browser().post(url("join"), join_facts(organisation="Rivne", kind="municipality"))
    assert answer.status_code == 200
    assert url("claim", rivne.slug) in answer.content.decode()
    assert not Interest.objects.exists()
    browser().post(url("join"), join_facts(organisation="Rivne", kind="municipality", is_new="1"))
    assert Interest.objects.count() == 1


@pytest.mark.parametrize("name", ["join", "claim"])
def test_a_robot_that_fills_in_everything_gets_the_same_answer_and_nothing_happens(name):
    args = () if name == "join" else (ActorFactory().slug,)
    facts = join_facts() if name == "join" else dict(CLAIM)
    answer = browser().post(url(name, *args), facts | {"homepage": "http://spam.example"})
    assert answer.url == url(f"{name}-sent", *args)
    assert not OutboxMail.objects.exists()
    assert not Interest.objects.exists()
    assert not Claim.objects.exists()


def test_one_client_sends_ten_forms_an_hour(caplog):
    answers = [
        browser().post(url("join"), join_facts(email=f"p{n}@example.org", is_new="1")) for n in range(11)
    ]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert "too often" in caplog.text
    assert Interest.objects.count() == 10


def test_one_address_gets_five_mails_a_day():
    actor = ActorFactory()
    for _time in range(7):
        assert browser().post(url("claim", actor.slug), CLAIM).url == url("claim-sent", actor.slug)
    assert OutboxMail.objects.count() == 5


@pytest.mark.parametrize(
    "wrong", [{"group": "x"}, {"kind": "king"}, {"organisation": "!!!"}, {"organisation": "A\nB"}, {"place": "x" * 300},
              {"website": "javascript:alert(1)"}, {"working_groups": ["x"]}, {"email": "a@b\nBcc: c@d"}, {"message": "x" * 5000}]
)  # fmt: skip
def test_a_wrong_form_is_explained(wrong):
    answer = browser().post(url("join"), join_facts(**wrong))
    assert answer.status_code == 422
    assert not Interest.objects.exists()


# ── account and desk ──────────────────────────────────────────────────────────────────────────
def test_the_account_lists_organisations_and_groups():
    owner = MembershipFactory()
    group = WorkingGroupFactory()
    Coordinator.objects.create(user=owner.user, group=group)
    page = browser(owner.user).get(url("account")).content.decode()
    assert people_url(owner.actor) in page
    assert group.get_absolute_url().partition("/working-groups/")[2] in page


def test_the_page_of_a_group_names_no_coordinator():
    group, person = WorkingGroupFactory(), UserFactory(name="Koordinatorin Beispiel")
    Coordinator.objects.create(user=person, group=group)
    for reader in (None, UserFactory(), person):
        page = browser(reader).get(url("working-group", group.slug))
        assert page.status_code == 200
        assert person.email not in page.content.decode()


@pytest.mark.parametrize("language", ["de", "uk", "en"])
@pytest.mark.parametrize("name", ["join", "join-sent", "join-confirmed"])
def test_every_page_has_one_heading_and_a_title(language, name):
    page = browser().get(url(name, language=language)).content.decode()
    assert page.count("<h1") == 1
    assert re.search(r"<title>\S.+ – ", page)


def test_the_footer_leads_to_the_form():
    assert f'href="{url("join")}"' in browser().get("/de/imprint/").content.decode()
