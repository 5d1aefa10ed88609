"""„Das sind wir“: sent, confirmed by a link, checked by the secretariat, answered in the person's language."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from actors.enums import ClaimStatus, MembershipRole
from actors.joining_links import Purpose, make, read
from actors.models import Claim, Invitation, Membership
from actors.selectors.joining import Fit, domain_hint
from actors.services import claims, invitations
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.actors import ActorFactory
from tests.factories.joining import ClaimFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def submit(actor, email="amt@stadt.example.org", **options):
    facts = {"name": "Erika Muster", "function": "Amtsleitung"} | options
    return claims.submit(actor=actor, email=email, **facts)


def test_a_visitor_is_asked_to_confirm_the_address_first():
    claim = submit(ActorFactory(), language="uk")
    mail = OutboxMail.objects.get()
    assert claim.status == ClaimStatus.UNCONFIRMED
    assert (mail.kind, mail.to, mail.language) == ("claim-confirm", claim.email, "uk")
    assert f"/uk/join/claim/{make(Purpose.CLAIM, claim.pk)}/" in mail.text
    assert not Claim.objects.open().exists()


def test_after_the_link_it_waits_for_the_secretariat():
    claim = submit(ActorFactory())
    claims.confirm(claim=claim)
    assert list(Claim.objects.open()) == [claim]


def test_a_person_with_an_account_needs_no_link():
    person = UserFactory()
    claim = submit(ActorFactory(), user=person)
    assert (claim.status, claim.email, claim.user) == (ClaimStatus.OPEN, person.email, person)
    assert not OutboxMail.objects.exists()


def test_a_known_and_an_unknown_address_are_treated_alike():
    actor, person = ActorFactory(), UserFactory()
    for email in (person.email, "unbekannt@example.org"):
        submit(actor, email)
    assert set(OutboxMail.objects.values_list("kind", flat=True)) == {"claim-confirm"}
    assert not Claim.objects.exclude(status=ClaimStatus.UNCONFIRMED, user=None).exists()


def test_sent_twice_it_is_one_claim_and_a_second_mail():
    actor = ActorFactory()
    submit(actor)
    submit(actor, "AMT@stadt.example.org", function="Büro")
    assert Claim.objects.get().function == "Büro"
    assert OutboxMail.objects.count() == 2


def test_while_it_is_checked_the_same_address_changes_nothing():
    claim = ClaimFactory()
    assert submit(claim.actor, claim.email, name="Jemand anderes") is None
    claim.refresh_from_db()
    assert claim.name == "Erika Muster"
    assert not OutboxMail.objects.exists()


def test_an_entry_that_is_kept_can_still_be_claimed():
    owner = MembershipFactory()
    claim = submit(owner.actor)
    claims.confirm(claim=claim)
    assert Claim.objects.open().count() == 1
    assert list(owner.actor.memberships.all()) == [owner]


def test_who_keeps_the_entry_has_nothing_to_claim():
    owner = MembershipFactory()
    with pytest.raises(Refusal):
        submit(owner.actor, user=owner.user)
    assert not Claim.objects.exists()


@pytest.mark.parametrize("name", ["Max\nBcc: x@example.org", "Max\r\nSubject: x", "\x07", ""])
def test_a_name_with_control_characters_is_refused(name, caplog):
    with pytest.raises(Refusal):
        submit(ActorFactory(), name=name)
    assert not Claim.objects.exists()
    assert not OutboxMail.objects.exists()


def test_a_link_confirms_once_and_for_seven_days():
    claim = submit(ActorFactory())
    with pytest.raises(Refusal):
        claims.confirm(claim=claim, now=claim.created_at + dt.timedelta(days=7))
    claims.confirm(claim=claim)
    with pytest.raises(Refusal):
        claims.confirm(claim=claim)


@pytest.mark.parametrize("token", ["", "1", "1.x", "x.y", "1.", "9" * 200, "1.ä", "0x1.abc"])
def test_a_tampered_link_leads_nowhere(token):
    assert read(Purpose.CLAIM, token) is None


def test_a_link_for_something_else_leads_nowhere():
    assert read(Purpose.CLAIM, make(Purpose.INTEREST, 1)) is None
    assert read(Purpose.CLAIM, make(Purpose.CLAIM, 1)) == 1
    assert read(Purpose.CLAIM, "2" + make(Purpose.CLAIM, 1)[1:]) is None


def test_accepted_a_person_with_an_account_is_an_owner_and_hears_of_it(secretariat):
    person = UserFactory(language="uk")
    claim = ClaimFactory(user=person, email=person.email)
    claims.accept(claim=claim, by=secretariat)
    assert person.memberships.get().role == MembershipRole.OWNER
    mail = OutboxMail.objects.get()
    assert (mail.kind, mail.to, mail.language) == ("claim-accepted", person.email, "uk")
    assert not Invitation.objects.exists()


def test_accepted_somebody_without_an_account_is_invited_by_the_same_mail(secretariat):
    claim = ClaimFactory(language="uk")
    claims.accept(claim=claim, by=secretariat)
    mail, invitation = OutboxMail.objects.get(), Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.actor) == (claim.email, "owner", claim.actor)
    assert (mail.language, mail.to) == ("uk", claim.email)
    assert "/uk/join/invitation/" in mail.text
    user = invitations.accept_as_new(invitation=invitation, name=claim.name, password=PASSWORD)
    assert user.memberships.get().role == MembershipRole.OWNER


def test_an_address_of_an_account_is_found_when_the_link_is_used(secretariat):
    person = UserFactory()
    claim = claims.confirm(claim=submit(ActorFactory(), person.email.upper()))
    claims.accept(claim=claim, by=secretariat)
    assert person.memberships.count() == 1


def test_refused_with_a_reason_that_is_sent(secretariat):
    claim = ClaimFactory(language="de")
    claims.refuse(claim=claim, by=secretariat, reason="Die Adresse gehört zu einer anderen Stadt.")
    claim.refresh_from_db()
    assert (claim.status, claim.decided_by) == (ClaimStatus.REFUSED, secretariat)
    assert "Die Adresse gehört zu einer anderen Stadt." in OutboxMail.objects.get().text
    assert not Membership.objects.exists()


def test_without_a_reason_nothing_is_refused(secretariat):
    claim = ClaimFactory()
    with pytest.raises(Refusal):
        claims.refuse(claim=claim, by=secretariat, reason="  ")
    assert Claim.objects.open().count() == 1


def test_only_the_secretariat_decides(member):
    claim = ClaimFactory()
    for step in (
        lambda: claims.accept(claim=claim, by=member),
        lambda: claims.refuse(claim=claim, by=member, reason="x"),
    ):
        with pytest.raises(Refusal):
            step()
    assert not Membership.objects.exists()


@pytest.mark.parametrize("status", ["unconfirmed", "accepted", "refused", "withdrawn"])
def test_what_does_not_wait_is_not_decided(secretariat, status):
    with pytest.raises(Refusal):
        claims.accept(claim=ClaimFactory(status=status), by=secretariat)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("email", "website", "fit"),
    [
        ("a@stadt-essen.de", "https://www.stadt-essen.de/rathaus", Fit.MATCH),
        ("a@amt.stadt-essen.de", "http://stadt-essen.de", Fit.MATCH),
        ("a@essen.de", "https://media.essen.de", Fit.MATCH),
        ("a@xn--kln-sna.example.org", "https://köln.example.org", Fit.MATCH),
        ("a@STADT-ESSEN.DE", "stadt-essen.de", Fit.MATCH),
        ("a@rivne.gov.ua", "https://lutsk.gov.ua", Fit.DIFFERENT),
        ("a@gov.ua", "https://lutsk.gov.ua", Fit.DIFFERENT),
        ("a@notessen.de", "https://essen.de", Fit.DIFFERENT),
        ("a@gmail.com", "https://essen.de", Fit.FREE_MAIL),
        ("a@ukr.net", "", Fit.FREE_MAIL),
        ("a@essen.de", "", Fit.NO_WEBSITE),
        ("a@essen.de", "http://[broken", Fit.NO_WEBSITE),
    ],
)
def test_the_domain_is_a_hint(email, website, fit):
    assert domain_hint(email, website).fit == fit


def test_the_clock_is_an_argument():
    now = timezone.now() - dt.timedelta(days=3)
    assert submit(ActorFactory(), now=now).created_at == now
