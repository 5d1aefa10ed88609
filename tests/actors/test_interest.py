"""„Mitmachen“: an organisation that is not listed yet becomes a draft entry with an owner."""

from __future__ import annotations

import datetime as dt

import pytest

from actors.enums import ActorKind, ActorStatus, InterestStatus
from actors.models import Actor, Interest, Invitation
from actors.selectors.joining import similar
from actors.services import interest, invitations
from platform_portal.core.errors import Refusal
from platform_portal.core.models import OutboxMail
from tests.factories.accounts import PASSWORD
from tests.factories.actors import ActorGroupFactory, WorkingGroupFactory
from tests.factories.joining import InterestFactory

pytestmark = pytest.mark.django_db


def submit(**options):
    facts = {
        "organisation": "Verein Brücken bauen", "group": ActorGroupFactory(slug="civil-society"),
        "kind": ActorKind.ASSOCIATION, "name": "Erika Muster", "email": "erika@example.org",
    }  # fmt: skip
    return interest.submit(**(facts | options))


def test_the_address_is_confirmed_first():
    form = submit(language="uk")
    mail = OutboxMail.objects.get()
    assert (form.status, mail.kind, mail.language) == (InterestStatus.UNCONFIRMED, "interest-confirm", "uk")
    interest.confirm(interest=form)
    assert list(Interest.objects.open()) == [form]


def test_sent_twice_it_is_one_form_and_a_second_mail():
    submit()
    submit(organisation="verein  brücken Bauen", email="ERIKA@example.org")
    assert Interest.objects.count() == 1
    assert OutboxMail.objects.count() == 2


def test_a_link_confirms_once_and_for_seven_days():
    form = submit()
    with pytest.raises(Refusal):
        interest.confirm(interest=form, now=form.created_at + dt.timedelta(days=7))
    interest.confirm(interest=form)
    with pytest.raises(Refusal):
        interest.confirm(interest=form)


@pytest.mark.parametrize("field", ["organisation", "name"])
@pytest.mark.parametrize("text", ["X\nBcc: x@example.org", "X\r\nY", "X\x00", ""])
def test_control_characters_are_refused(field, text):
    with pytest.raises(Refusal):
        submit(**{field: text})
    assert not Interest.objects.exists()


def test_accepted_it_is_a_draft_in_review_with_groups_and_an_owner(secretariat):
    groups = [WorkingGroupFactory(), WorkingGroupFactory()]
    form = InterestFactory(organisation="Громада Тестове", language="uk")
    form.working_groups.set(groups)
    actor = interest.accept(interest=form, by=secretariat)
    assert (actor.status, actor.source_language, actor.name_uk) == (
        ActorStatus.IN_REVIEW,
        "uk",
        "Громада Тестове",
    )
    assert set(actor.working_groups.all()) == set(groups)
    assert not Actor.objects.published().exists()
    mail, invitation = OutboxMail.objects.get(), Invitation.objects.get()
    assert (mail.kind, mail.to, mail.language) == ("interest-accepted", form.email, "uk")
    assert (invitation.actor, invitation.role) == (actor, "owner")
    user = invitations.accept_as_new(invitation=invitation, name=form.name, password=PASSWORD)
    assert list(Actor.objects.editable_by(user)) == [actor]


def test_two_organisations_of_one_name_have_two_addresses(secretariat):
    forms = InterestFactory.create_batch(2, organisation="Stadtwerke")
    slugs = {interest.accept(interest=form, by=secretariat).slug for form in forms}
    assert slugs == {"stadtwerke", "stadtwerke-2"}


def test_it_is_decided_once(secretariat):
    form = InterestFactory()
    interest.accept(interest=form, by=secretariat)
    for step in (
        lambda: interest.accept(interest=form, by=secretariat),
        lambda: interest.refuse(interest=form, by=secretariat, reason="x"),
    ):
        with pytest.raises(Refusal):
            step()
    assert Actor.objects.count() == 1


def test_refused_with_a_reason_that_is_sent(secretariat):
    form = InterestFactory()
    interest.refuse(interest=form, by=secretariat, reason="Nur für Organisationen.")
    assert "Nur für Organisationen." in OutboxMail.objects.get().text
    assert not Actor.objects.exists()


def test_only_the_secretariat_decides(member):
    form = InterestFactory()
    with pytest.raises(Refusal):
        interest.accept(interest=form, by=member)
    assert not Actor.objects.exists()


def test_a_namesake_in_another_script_is_found(rivne):
    found = similar("Rivne", kind=ActorKind.MUNICIPALITY, place=None)
    assert [one.url for one in found] == [rivne.get_absolute_url()]
    found = similar("Ганз інша назва", kind=ActorKind.MUNICIPALITY, place=rivne.place)
    assert [one.url for one in found] == [rivne.get_absolute_url()]
    assert similar("Ganz anderer Verein", kind=ActorKind.ASSOCIATION, place=rivne.place) == []
