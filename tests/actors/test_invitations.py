"""Invitations: who may send them, how many, and what the answer does."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import User
from actors.enums import InvitationStatus, MembershipRole
from actors.models import Invitation, Membership
from actors.services import invitations
from platform_portal.core.errors import Refusal
from platform_portal.core.models import AuditEntry, OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.joining import InvitationFactory, MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> Membership:
    return MembershipFactory()


def invite(owner: Membership, email: str = "neu@example.org", **options):
    return invitations.invite(by=owner.user, email=email, actor=owner.actor, **options)


def test_the_mail_goes_out_in_the_language_chosen(owner):
    invite(owner, language="uk", message="Ласкаво просимо!")
    mail = OutboxMail.objects.get()
    assert (mail.to, mail.language, mail.kind) == ("neu@example.org", "uk", "invitation")
    assert "/uk/join/invitation/" in mail.text
    assert "Ласкаво просимо!" in mail.text


def test_only_the_hash_of_the_key_is_stored(owner):
    found = invite(owner)
    key = OutboxMail.objects.get().text.partition("/join/invitation/")[2].partition("/")[0]
    assert len(key) > 40
    assert found.key_hash != key
    assert key not in str(Invitation.objects.values())


def test_it_is_valid_for_fourteen_days(owner):
    now = timezone.now()
    assert invite(owner, now=now).expires_at == now + dt.timedelta(days=14)


@pytest.mark.parametrize("role", ["editor", "stranger", "coordinator"])
def test_who_is_not_an_owner_may_not_invite(owner, role, caplog):
    person = UserFactory()
    if role == "editor":
        MembershipFactory(user=person, actor=owner.actor, role=MembershipRole.EDITOR)
    with pytest.raises(Refusal):
        invitations.invite(by=person, email="neu@example.org", actor=owner.actor)
    assert not OutboxMail.objects.exists()
    assert "may not invite" in caplog.text


def test_the_secretariat_invites_to_every_actor(secretariat):
    found = invitations.invite(by=secretariat, email="neu@example.org", actor=ActorFactory(), role="owner")
    assert found.role == MembershipRole.OWNER


def test_only_administrators_invite_to_the_secretariat(secretariat):
    with pytest.raises(Refusal):
        invitations.invite(by=secretariat, email="neu@example.org", actor=None)
    admin = UserFactory(is_staff=True, is_superuser=True)
    assert invitations.invite(by=admin, email="neu@example.org", actor=None).actor is None


@pytest.mark.parametrize(
    "email", ["", "niemand", "a@b", "a@example.org\nBcc: x@example.org", "a b@example.org"]
)
def test_what_is_no_address_is_refused(owner, email):
    with pytest.raises(Refusal):
        invite(owner, email)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "name", ["Max\nBcc: x@example.org", "Max\r\nSubject: x", "Max\x00", "Max\u2028x", " "]
)
def test_a_name_with_control_characters_is_refused(name):
    found = InvitationFactory()
    with pytest.raises(Refusal):
        invitations.accept_as_new(invitation=found, name=name, password=PASSWORD)
    assert not User.objects.filter(email=found.email).exists()


def test_a_message_with_line_breaks_cannot_become_a_header(owner):
    owner.actor.name_de = "Stadt\r\nBcc: x@example.org"
    owner.actor.save()
    invite(owner, message="Hallo\r\nBcc: x@example.org")
    assert "\n" not in OutboxMail.objects.get().subject


def test_an_address_is_invited_once_at_a_time(owner):
    invite(owner)
    with pytest.raises(Refusal, match=r"again|erneut|noch einmal"):
        invite(owner, "NEU@example.org")
    assert OutboxMail.objects.count() == 1


def test_an_expired_invitation_makes_way_for_a_new_one(owner):
    old = invite(owner, now=timezone.now() - dt.timedelta(days=15))
    invite(owner)
    old.refresh_from_db()
    assert old.status == InvitationStatus.WITHDRAWN


def test_who_keeps_the_entry_is_not_invited(owner):
    with pytest.raises(Refusal):
        invite(owner, owner.user.email.upper())


def test_the_twenty_first_invitation_of_a_day_is_refused_and_logged(owner, caplog):
    for number in range(invitations.DAILY_LIMIT):
        invite(owner, f"person-{number}@example.net")
    caplog.clear()
    with caplog.at_level(logging.WARNING), pytest.raises(Refusal, match="20"):
        invite(owner, "zu-viel@example.net")
    assert "limit" in caplog.text
    assert Invitation.objects.count() == OutboxMail.objects.count() == invitations.DAILY_LIMIT


@pytest.mark.slow
def test_ten_thousand_invitations_by_one_person_are_the_twenty_of_a_day(owner, caplog):
    refused = 0
    for number in range(10_000):
        try:
            invite(owner, f"person-{number}@example.net")
        except Refusal:
            refused += 1
    assert refused == 10_000 - invitations.DAILY_LIMIT
    assert Invitation.objects.count() == OutboxMail.objects.count() == invitations.DAILY_LIMIT
    assert sum("limit" in record.getMessage() for record in caplog.records) == refused


def test_the_next_day_there_is_room_again(owner):
    yesterday = timezone.now() - dt.timedelta(hours=25)
    InvitationFactory.create_batch(
        invitations.DAILY_LIMIT, actor=owner.actor, invited_by=owner.user, created_at=yesterday
    )
    assert invite(owner)


def test_withdrawing_gives_no_room_for_more(owner):
    for number in range(invitations.DAILY_LIMIT):
        found = invite(owner, f"person-{number}@example.net")
        invitations.withdraw(invitation=found, by=owner.user)
    with pytest.raises(Refusal):
        invite(owner)


def test_the_secretariat_may_send_more(secretariat):
    InvitationFactory.create_batch(invitations.DAILY_LIMIT, invited_by=secretariat)
    assert invitations.invite(by=secretariat, email="neu@example.org", actor=ActorFactory())


def test_somebody_new_gets_an_account_with_a_confirmed_address():
    found = InvitationFactory(language="uk", role=MembershipRole.OWNER)
    user = invitations.accept_as_new(invitation=found, name="Олена", password=PASSWORD)
    assert (user.email, user.name, user.language) == (found.email, "Олена", "uk")
    assert user.check_password(PASSWORD)
    assert EmailAddress.objects.filter(user=user, verified=True, primary=True).count() == 1
    assert user.memberships.get().role == MembershipRole.OWNER
    assert not user.is_staff


def test_an_existing_account_is_not_taken_over_by_a_password():
    user = UserFactory()
    found = InvitationFactory(email=user.email.upper())
    with pytest.raises(Refusal):
        invitations.accept_as_new(invitation=found, name="Max", password="ganz-anderes-wort-1")
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    assert not user.memberships.exists()


def test_another_account_may_not_accept():
    found = InvitationFactory()
    with pytest.raises(Refusal):
        invitations.accept(invitation=found, user=UserFactory())
    assert not Membership.objects.exists()


def test_a_further_confirmed_address_of_the_account_counts():
    user, found = UserFactory(), InvitationFactory()
    address = EmailAddress.objects.create(user=user, email=found.email, verified=False)
    with pytest.raises(Refusal):
        invitations.accept(invitation=found, user=user)
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    invitations.accept(invitation=found, user=user)
    assert user.memberships.count() == 1


@pytest.mark.parametrize(
    ("before", "invited", "after"), [("editor", "owner", "owner"), ("owner", "editor", "owner")]
)
def test_a_role_is_raised_never_lowered(before, invited, after):
    row = MembershipFactory(role=before)
    found = InvitationFactory(email=row.user.email, actor=row.actor, role=invited)
    invitations.accept(invitation=found, user=row.user)
    row.refresh_from_db()
    assert row.role == after


def test_an_invitation_to_the_secretariat_makes_a_member_of_it_but_no_administrator():
    admin = UserFactory(is_staff=True, is_superuser=True)
    found = InvitationFactory(actor=None, invited_by=admin)
    user = invitations.accept_as_new(invitation=found, name="Neu", password=PASSWORD)
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (True, False)


@pytest.mark.parametrize("status", ["accepted", "declined", "withdrawn"])
def test_an_answered_invitation_cannot_be_used(status):
    found = InvitationFactory(status=status)
    for step in (
        lambda: invitations.accept_as_new(invitation=found, name="Max", password=PASSWORD),
        lambda: invitations.decline(invitation=found),
        lambda: invitations.withdraw(invitation=found, by=UserFactory(is_staff=True)),
    ):
        with pytest.raises(Refusal):
            step()
    assert not Membership.objects.exists()


def test_after_fourteen_days_it_cannot_be_used():
    found = InvitationFactory()
    with pytest.raises(Refusal):
        invitations.accept_as_new(invitation=found, name="Max", password=PASSWORD, now=found.expires_at)
    assert not User.objects.filter(email=found.email).exists()


def test_sent_again_the_old_link_no_longer_works(owner):
    old = invite(owner)
    new = invitations.send_again(invitation=old, by=owner.user)
    old.refresh_from_db()
    assert (old.status, new.status) == (InvitationStatus.WITHDRAWN, InvitationStatus.SENT)
    assert OutboxMail.objects.count() == 2


def test_whoever_invited_hears_of_the_answer_in_their_language(owner):
    User.objects.filter(pk=owner.user.pk).update(language="uk")
    found = InvitationFactory(actor=owner.actor, invited_by=owner.user)
    invitations.accept_as_new(invitation=found, name="Max", password=PASSWORD)
    mail = OutboxMail.objects.get(kind="invitation-answered")
    assert (mail.to, mail.language) == (owner.user.email, "uk")
    assert "/uk/account/organisations/" in mail.text


def test_the_audit_log_names_nobody():
    found = InvitationFactory()
    invitations.accept_as_new(invitation=found, name="Erika Muster", password=PASSWORD)
    entries = AuditEntry.objects.order_by("pk")
    assert list(entries.values_list("action", flat=True)) == [
        "account.created", "invitation.accepted", "membership.given",
    ]  # fmt: skip
    text = str(list(entries.values()))
    assert "Muster" not in text
    assert found.email not in text
