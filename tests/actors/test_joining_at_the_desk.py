"""The secretariat decides claims and interest forms, invites and names coordinators; and what is kept for how long."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import second_factor
from accounts.models import User
from accounts.services import erasure, retention
from actors.enums import ClaimStatus, InterestStatus, InvitationStatus
from actors.models import Claim, Coordinator, Interest, Invitation
from actors.services import invitations
from actors.work_queue import claims as claims_waiting
from actors.work_queue import count_claims, count_interest_forms, interest_forms
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.actors import ActorFactory, WorkingGroupFactory
from tests.factories.joining import ClaimFactory, InterestFactory, InvitationFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2031, 6, 1, tzinfo=dt.UTC)


def decide(client: Client, row: Claim | Interest, decision: str, **more: str):
    return client.post(
        reverse(f"admin:actors_{row._meta.model_name}_decide", args=[row.pk]), {"decision": decision} | more
    )


def test_the_oldest_waits_first_and_one_click_accepts_only_what_is_clear():
    site = "https://stadt.example.org"
    clear = ClaimFactory(actor__website=site, email="a@stadt.example.org", confirmed_at=NOW)
    kept = ClaimFactory(actor__website=site, email="a@stadt.example.org", confirmed_at=NOW + dt.timedelta(1))
    MembershipFactory(actor=kept.actor)
    other = ClaimFactory(actor__website=site, email="a@gmail.com", confirmed_at=NOW - dt.timedelta(1))
    assert [(item.since, bool(item.actions)) for item in claims_waiting(10)] == [
        (other.confirmed_at, False), (clear.confirmed_at, True), (kept.confirmed_at, False),
    ]  # fmt: skip
    assert count_claims() == (3, other.confirmed_at)


def test_two_claims_of_one_entry_are_never_one_click():
    first = ClaimFactory(actor__website="https://stadt.example.org", email="a@stadt.example.org")
    ClaimFactory(actor=first.actor, email="b@stadt.example.org")
    assert [item.actions for item in claims_waiting(10)] == [(), ()]


@pytest.mark.parametrize("number", [1, 6])
def test_a_queue_costs_one_query(number, django_assert_num_queries):
    ClaimFactory.create_batch(number)
    InterestFactory.create_batch(number)
    with django_assert_num_queries(4):
        assert len(claims_waiting(10)) == len(interest_forms(10)) == number
        assert count_claims()[0] == count_interest_forms()[0] == number


@pytest.mark.parametrize("factory", [ClaimFactory, InterestFactory])
def test_accepted_and_refused_by_one_click(secretariat_client, factory):
    accepted, refused = factory(), factory()
    page = secretariat_client.get(
        reverse(f"admin:actors_{accepted._meta.model_name}_change", args=[accepted.pk])
    )
    assert 'value="accept"' in page.content.decode()
    assert decide(secretariat_client, accepted, "accept").status_code == 302
    assert decide(secretariat_client, refused, "refuse", reason="Nicht zuständig.").status_code == 302
    accepted.refresh_from_db()
    refused.refresh_from_db()
    assert (accepted.status, refused.status) == (ClaimStatus.ACCEPTED, InterestStatus.REFUSED)
    assert OutboxMail.objects.count() == 2


def test_reading_decides_nothing(secretariat_client):
    claim = ClaimFactory()
    assert secretariat_client.get(reverse("admin:actors_claim_decide", args=[claim.pk])).status_code == 405
    assert Claim.objects.open().count() == 1


def test_without_a_reason_the_page_says_so(secretariat_client):
    claim = ClaimFactory()
    answer = decide(secretariat_client, claim, "refuse", reason=" ")
    assert str(claim.pk) in answer.url
    assert Claim.objects.open().count() == 1


def test_members_decide_nothing(member_client):
    claim = ClaimFactory()
    assert decide(member_client, claim, "accept").status_code in {302, 403}
    assert Claim.objects.open().count() == 1


@pytest.mark.parametrize("name", ["claim", "interest", "invitation", "coordinator"])
def test_every_list_opens(secretariat_client, name):
    ClaimFactory()
    InterestFactory()
    InvitationFactory()
    Coordinator.objects.create(user=UserFactory(), group=WorkingGroupFactory())
    assert secretariat_client.get(reverse(f"admin:actors_{name}_changelist")).status_code == 200


def test_an_invitation_is_sent_from_the_desk(secretariat_client):
    actor = ActorFactory()
    facts = {"email": "neu@example.org", "actor": actor.pk, "role": "owner", "language": "uk", "message": ""}
    answer = secretariat_client.post(reverse("admin:actors_invitation_add"), facts)
    assert answer.status_code == 302
    assert Invitation.objects.get().actor == actor
    assert OutboxMail.objects.get().language == "uk"


def test_the_secretariat_cannot_invite_to_itself(secretariat_client):
    facts = {"email": "neu@example.org", "actor": "", "role": "owner", "language": "de", "message": ""}
    answer = secretariat_client.post(reverse("admin:actors_invitation_add"), facts)
    assert answer.status_code == 200
    assert not Invitation.objects.exists()


def test_a_coordinator_is_named_by_address(secretariat_client):
    person, group = UserFactory(), WorkingGroupFactory()
    where = reverse("admin:actors_coordinator_add")
    assert (
        secretariat_client.post(where, {"group": group.pk, "email": "niemand@example.org"}).status_code == 200
    )
    secretariat_client.post(where, {"group": group.pk, "email": person.email.upper()})
    assert Coordinator.objects.get().user == person
    assert AuditEntry.objects.filter(action="coordinator.named").count() == 1


def test_an_invitation_to_a_ukrainian_actor_can_oblige_to_a_second_factor(rivne, essen, settings):
    settings.PORTAL_SECOND_FACTOR, settings.PORTAL_SECOND_FACTOR_GROUPS = "required", ["ukrainian-actors"]
    people = [
        invitations.accept_as_new(invitation=InvitationFactory(actor=actor), name="Max", password=PASSWORD)
        for actor in (rivne, essen)
    ]
    assert [second_factor.is_required(person) for person in people] == [True, False]


# ── what is kept for how long ─────────────────────────────────────────────────────────────────
def test_unconfirmed_forms_go_after_seven_days_and_decided_ones_after_six_months():
    days = {"unconfirmed": (6, 8), "refused": (180, 190), "open": (400, 400)}
    for status, (young, old) in days.items():
        for factory in (ClaimFactory, InterestFactory):
            for age in (young, old):
                at = NOW - dt.timedelta(days=age)
                factory(status=status, created_at=at, decided_at=at if status == "refused" else None)
    retention.apply(now=NOW)
    for model in (Claim, Interest):
        assert sorted(model.objects.values_list("status", flat=True)) == [
            "open",
            "open",
            "refused",
            "unconfirmed",
        ]


def test_invitations_go_six_months_after_their_end():
    kept = [
        InvitationFactory(expires_at=NOW - dt.timedelta(days=100)),
        InvitationFactory(status=InvitationStatus.ACCEPTED, answered_at=NOW - dt.timedelta(days=100)),
    ]
    InvitationFactory(expires_at=NOW - dt.timedelta(days=200))
    InvitationFactory(status=InvitationStatus.DECLINED, answered_at=NOW - dt.timedelta(days=200))
    retention.apply(now=NOW)
    assert set(Invitation.objects.all()) == set(kept)


def test_with_the_account_everything_about_joining_is_erased():
    marker = "marker-xyzzy@example.org"
    person = UserFactory(email=marker, name="Marker Xyzzy")
    ClaimFactory(email=marker.upper(), name="Marker Xyzzy")
    ClaimFactory(user=person)
    InterestFactory(email=marker)
    InvitationFactory(email=marker)
    sent = InvitationFactory(invited_by=person)
    Coordinator.objects.create(user=person, group=WorkingGroupFactory())
    erasure.request(user=person, by=person)
    erasure.erase(user=person, now=timezone.now() + dt.timedelta(days=31))
    assert not User.objects.filter(pk=person.pk).exists()
    assert not Claim.objects.exists()
    assert not Interest.objects.exists()
    assert not Coordinator.objects.exists()
    assert [(row.pk, row.invited_by) for row in Invitation.objects.all()] == [(sent.pk, None)]
